import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseGrubenv } from '../../src/formats/grubenv.ts';
import { entryIdOf, makeTryScript, tryScript } from '../../src/formats/try-script.ts';
import { furnishGrub, hasGrub, installGrub } from './grub-of-debian.ts';
import { ownFile, touched } from './grub-imitation.ts';
import { canChroot, OwnRoot } from './own-root.ts';

const id = '20260102T030405';
const running = '6.1.0-28-amd64';
const usual =
  'GRUB_DEFAULT=0\nGRUB_CMDLINE_LINUX_DEFAULT="quiet splash"\nGRUB_CMDLINE_LINUX="console=tty0"\n';

/** What fix --try plans for such a host (change/plan/boot-try.ts). */
function planFor(kernel: string): {
  readonly steps: readonly unknown[];
  readonly refused: readonly unknown[];
} {
  const [words, dropped] = [['i915.enable_gvt=1', 'xe.force_probe=!9a49'], ['splash']];
  const frame = { reboot: true, rule: 'enable-gvt' };
  const tried = { entry: entryIdOf(id), words, dropped };
  const after = makeTryScript({ id, kernel, boot: 'b', words, dropped });
  const verify = { kind: 'grub', config: '/boot/grub/grub.cfg', wanted: [], dropped: [], tried };
  return {
    steps: [
      { kind: 'edit', path: tryScript, before: null, after, mode: '0755', ...frame },
      { kind: 'run', argv: ['update-grub'], undo: ['update-grub'], verify, ...frame },
      {
        ...{ kind: 'run', argv: ['grub-reboot', entryIdOf(id)] },
        ...{ undo: ['grub-editenv', '/boot/grub/grubenv', 'unset', 'next_entry'], ...frame },
      },
    ],
    refused: [],
  };
}

describe.runIf(canChroot && hasGrub)("a try, with Debian's own grub-mkconfig and grub-editenv", () => {
  let root: OwnRoot;
  let first: Readonly<Record<string, string>>;
  const apply = (plan: unknown): unknown => {
    root.put('/plan.json', JSON.stringify(plan));
    return JSON.parse(root.entry(['apply', '/plan.json']).stdout);
  };
  const undo = (): unknown => JSON.parse(root.entry(['undo']).stdout);
  const program = (...argv: readonly string[]): void => {
    const [name, ...args] = argv;
    const text = `require("child_process").execFileSync(${JSON.stringify(name)}, ${JSON.stringify(args)})`;
    expect(root.run(['-e', text])).toMatchObject({ exit: 0 });
  };
  const chosen = (): string | undefined => parseGrubenv(root.read('/boot/grub/grubenv')).get('next_entry');
  const config = (): string => root.read('/boot/grub/grub.cfg');

  beforeAll(() => {
    root = new OwnRoot();
    installGrub(root);
    for (const one of ['grub-editenv', 'awk']) root.install(one);
  });
  afterAll(() => root.remove());
  beforeEach(() => {
    root.reset();
    furnishGrub(root);
    // util/grub-reboot.in, without its warnings.
    root.script('grub-reboot', 'exec grub-editenv /boot/grub/grubenv set next_entry="$1"\n');
    for (const release of [running, '6.1.0-30-amd64']) {
      root.put(`/boot/vmlinuz-${release}`, '');
      root.put(`/boot/initrd.img-${release}`, '');
    }
    root.put('/etc/default/grub', usual);
    program('grub-editenv', '/boot/grub/grubenv', 'create');
    program('grub-mkconfig', '-o', '/boot/grub/grub.cfg');
    first = root.tree(...touched);
  });

  test('is one entry more, the last one, for the running kernel alone, chosen once; and back', () => {
    const before = config();
    expect(apply(planFor(running))).toMatchObject({ outcome: 'applied' });
    expect(chosen()).toBe(entryIdOf(id));
    const [others = '', own = ''] = config().split(`### BEGIN ${tryScript} ###`);
    expect(before.startsWith(others.trimEnd())).toBe(true);
    expect(own.match(/^menuentry /gmu)).toHaveLength(1);
    const [tried, guarded, ...more] = own.match(/^\s*linux\s.*$/gmu) ?? [];
    expect(more).toEqual([]);
    expect(tried).toMatch(
      /vmlinuz-6\.1\.0-28-amd64 .* quiet i915\.enable_gvt=1 xe\.force_probe=!9a49 panic=15 fngvt\.try=20260102T030405$/u,
    );
    expect(tried).not.toContain('splash');
    expect(guarded).toMatch(/ quiet splash fngvt\.kept=20260102T030405$/u);
    expect(undo()).toMatchObject({ outcome: 'undone' });
    expect(root.tree(...touched)).toEqual(first);
  });

  test('for a kernel without an entry is taken back at once, and nothing is chosen', () => {
    expect(apply(planFor('6.1.0-27-amd64'))).toMatchObject({
      outcome: 'rolled-back',
      failure: { reason: 'grub-check', details: { problem: 'no-try' } },
    });
    expect(chosen()).toBeUndefined();
    expect(root.tree(...touched)).toEqual(first);
  });

  test('that nobody could choose is taken back at once', () => {
    root.script('grub-reboot', 'exit 0\n');
    expect(apply(planFor(running))).toMatchObject({
      outcome: 'rolled-back',
      failure: { reason: 'not-chosen' },
    });
    expect(root.tree(...touched)).toEqual(first);
  });

  test('is taken back without what somebody else chose since', () => {
    apply(planFor(running));
    program('grub-editenv', '/boot/grub/grubenv', 'set', 'next_entry=memtest');
    expect(undo()).toMatchObject({ outcome: 'undone' });
    expect(chosen()).toBe('memtest');
  });

  test('that is kept leaves the words on every usual entry, and none of its own; both go back', () => {
    const made = planFor(running);
    apply(made);
    program('grub-editenv', '/boot/grub/grubenv', 'set', 'next_entry=');
    const [script] = made.steps as readonly { readonly after: string }[];
    const frame = { reboot: true, rule: 'boot-try-kept' };
    const verify = {
      ...{ kind: 'grub', config: '/boot/grub/grub.cfg' },
      ...{ wanted: ['i915.enable_gvt=1'], dropped: [] },
    };
    const keep = {
      steps: [
        { kind: 'edit', path: '/etc/default/grub.d/99-fngvt.cfg', before: null, after: ownFile, ...frame },
        { kind: 'edit', path: tryScript, before: script?.after, after: null, ...frame },
        { kind: 'run', argv: ['update-grub'], undo: ['update-grub'], verify, ...frame },
      ],
      refused: [],
    };
    expect(apply(keep)).toMatchObject({ outcome: 'applied' });
    expect(config()).not.toContain('fngvt');
    expect(config().match(/^\s*linux\s.* i915\.enable_gvt=1$/gmu)).toHaveLength(3);
    expect(undo()).toMatchObject({ outcome: 'undone' });
    expect(undo()).toMatchObject({ outcome: 'undone' });
    program('grub-editenv', '/boot/grub/grubenv', 'unset', 'next_entry');
    expect(root.tree(...touched)).toEqual(first);
  }, 300_000);
});
