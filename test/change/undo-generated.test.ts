import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { planSchema } from '../../src/report/json/plan-schema.ts';
import { cli, notRedacted } from '../run-cli.ts';
import { ownFile, plan, planned, touched } from './grub-imitation.ts';
import { canChroot, OwnRoot } from './own-root.ts';

let root: OwnRoot;
let first: Readonly<Record<string, string>>;
beforeAll(() => {
  if (canChroot) root = new OwnRoot();
});
afterAll(() => root.remove());
beforeEach(() => {
  first = planned(root);
  expect(JSON.parse(root.entry(['apply', '/plan.json']).stdout)).toMatchObject({ outcome: 'applied' });
});

const dropIn = '/etc/default/grub.d/99-fngvt.cfg';
const config = '/boot/grub/grub.cfg';
const W = 'i915.enable_gvt=1';
const flat = (text: string): string => text.replaceAll(/\s+/gu, ' ');
/** The owner adds a word to our file, and leaves it at that. */
const edited = ownFile.replace(W, `${W} mitigations=off`);
const ownerEdits = (): void => root.put(dropIn, edited);
const rescue = (...flags: readonly string[]) => cli(['undo', '--root', root.path, ...flags]);
interface Step {
  readonly path?: string;
  readonly before?: string;
  readonly after?: string;
}
const json = (text: string) => {
  const value = planSchema.parse(JSON.parse(text));
  return { ...value, steps: value.steps as readonly Step[] };
};

describe.runIf(canChroot)('grub.cfg, when a change is taken back', () => {
  test('is in the plan of a rescue system, with its difference', () => {
    const shown = rescue('--dry-run').stdout;
    expect(shown).toContain(`4. Put back ${config}\n`);
    expect(shown).toMatch(/^ *-.*root=UUID=1 ro {2}quiet i915\.enable_gvt=1$/mu);
    const found = json(rescue('--dry-run', '--format', 'json').stdout);
    const files = found.steps.map(({ path }) => path);
    expect([...files].sort()).toEqual(
      [config, ...plan.steps.flatMap(one => (one.kind === 'edit' ? [one.path] : []))].sort(),
    );
    const step = found.steps.find(({ path }) => path === config);
    expect(step?.before).toBe(root.read(config));
    // What is shown is what is done, and nothing else is.
    const before = root.tree(...touched);
    expect(rescue('--yes')).toMatchObject({ exit: 1, stderr: notRedacted });
    expect(step?.after).toBe(root.read(config));
    const after = root.tree(...touched);
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      path => before[path] !== after[path] && path !== '/etc/default/grub.d',
    );
    expect(changed.sort()).toEqual([...files].sort());
    expect(after).toEqual(first);
  });

  test('is told on the host itself too', () => {
    expect(flat(root.cli(['undo']).stdout)).toContain(`${config} then has the very content of before`);
    expect(json(root.cli(['undo', '--format', 'json']).stdout).notes).toMatchObject([
      { reason: 'generated-back', details: { path: config, command: 'update-grub' } },
    ]);
  });

  test('is left alone by a rescue system where somebody else made it anew, and that is said', () => {
    root.put(config, `${root.read(config)}# another kernel\n`, 0o600);
    const before = root.read(config);
    const shown = rescue('--yes').stdout;
    expect(flat(shown)).toContain(`${config} was made anew since by somebody else`);
    expect(shown).not.toContain(`Put back ${config}`);
    expect(root.read(config)).toBe(before);
  });

  test('agrees with the settings that stay as they are, and that is said', () => {
    ownerEdits();
    const result = root.cli(['undo', '--yes']);
    expect(result).toMatchObject({ exit: 1, stderr: notRedacted });
    expect(flat(result.stdout)).toContain(
      `${config} is made anew of the settings as they stand then, with all that is in ${dropIn}`,
    );
    expect(root.read(dropIn)).toBe(edited);
    expect(root.read(config)).toContain(`quiet ${W} mitigations=off\n`);
    // Asked for by name, all goes back.
    expect(root.cli(['undo', '--yes', '--overwrite', dropIn])).toMatchObject({
      exit: 0,
      stderr: notRedacted,
    });
    expect(root.tree(...touched)).toEqual(first);
  });

  test('stays as it was where what makes it fails, until it no longer does', () => {
    ownerEdits();
    const script = root.read('/usr/sbin/update-grub').replace('#!/bin/sh\n', '');
    root.script('update-grub', `echo half >${config}\nexit 1\n`);
    const stood = root.read(config);
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 1 });
    expect(root.read(config)).toBe(stood);
    root.script('update-grub', script);
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 1 });
    expect(root.read(config)).toContain(`quiet ${W} mitigations=off\n`);
    expect(root.cli(['undo', '--yes', '--overwrite', dropIn])).toMatchObject({
      exit: 0,
      stderr: notRedacted,
    });
    expect(root.tree(...touched)).toEqual(first);
  });

  test('never goes back behind what somebody else made of it since', () => {
    root.script('update-grub', `set -e\ngrub-mkconfig -o ${config}\necho '# another kernel' >>${config}\n`);
    root.run(['-e', 'require("child_process").execFileSync("update-grub")']);
    ownerEdits();
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 1 });
    expect(root.cli(['undo', '--yes', '--overwrite', dropIn])).toMatchObject({
      exit: 0,
      stderr: notRedacted,
    });
    expect(root.read(config)).toContain('# another kernel');
    expect(root.read(config)).not.toContain(W);
  });

  test('stays with its settings in a rescue system, and that is said', () => {
    ownerEdits();
    const stood = root.read(config);
    const result = rescue('--yes');
    expect(result).toMatchObject({ exit: 1, stderr: notRedacted });
    expect(flat(result.stdout)).toContain(`${config} stays as it is, because ${dropIn} does too`);
    expect(result.stdout).not.toContain(`Put back ${config}`);
    expect(root.read(config)).toBe(stood);
    expect(json(rescue('--dry-run', '--format', 'json').stdout).notes).toMatchObject([
      { reason: 'generated-left', details: { path: config, left: dropIn } },
    ]);
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 1 });
    expect(root.read(config)).toContain(`quiet ${W} mitigations=off\n`);
  });

  test('that is torn comes back all the same: without it nothing starts', () => {
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 0 });
    root.script('update-grub', `echo '### BEGIN /etc/grub.d/10_linux ###' >${config}\nkill -9 $PPID\n`);
    expect(root.entry(['apply', '/plan.json']).stdout).toBe('');
    ownerEdits();
    const result = rescue('--yes');
    expect(flat(result.stdout)).toContain(`${config} is not whole`);
    expect(result.stdout).toContain(`Put back ${config}`);
    expect(root.read(config)).toBe((first[config] ?? '').replace(/^\S+ \S+ /u, ''));
  });

  test('is made anew after a file of other settings that somebody changed, to the same bytes', () => {
    root.put('/etc/modules', '# mine\n', 0o640);
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 1 });
    expect(root.tree('/boot')).toEqual(
      Object.fromEntries(Object.entries(first).filter(([path]) => path.startsWith('/boot'))),
    );
  });
});
