import { repairGrubFile } from '../../src/formats/grub-repair.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { furnishGrub, hasGrub, installGrub } from './grub-debian.ts';
import { defaultGrub, modules, plan, touched } from './grub-imitation.ts';
import { canChroot, OwnRoot } from './own-root.ts';

describe.runIf(canChroot && hasGrub)("Debian's own grub-mkconfig", () => {
  let root: OwnRoot;
  let first: Readonly<Record<string, string>>;
  beforeAll(() => {
    root = new OwnRoot();
    installGrub(root);
  });
  afterAll(() => root.remove());
  beforeEach(() => {
    root.reset();
    furnishGrub(root, ['6.1.0-28-amd64', '6.1.0-30-amd64']);
    root.put('/etc/default/grub', defaultGrub);
    root.put('/etc/modules', modules, 0o640);
    root.put('/etc/modprobe.d/old.conf', 'options i915 enable_gvt=0\n', 0o600);
    root.put('/plan.json', JSON.stringify(plan));
    root.run(['-e', 'require("child_process").execFileSync("grub-mkconfig", ["-o", "/boot/grub/grub.cfg"])']);
    first = root.tree(...touched);
    expect(first['/boot/grub/grub.cfg']).toContain('menuentry');
  });

  test('is made to carry the words, on every entry but the recovery ones, and back', () => {
    expect(JSON.parse(root.entry(['apply', '/plan.json']).stdout)).toMatchObject({ outcome: 'applied' });
    const lines = root
      .read('/boot/grub/grub.cfg')
      .split('\n')
      .filter(line => /^\s*linux\s/u.test(line));
    expect(lines.length).toBe(5);
    for (const line of lines) expect(line.includes(' i915.enable_gvt=1')).toBe(!line.includes(' single '));
    expect(JSON.parse(root.entry(['undo']).stdout)).toMatchObject({ outcome: 'undone' });
    expect(root.tree(...touched)).toEqual(first);
  });

  test.each([
    ['an open quote', 'GRUB_CMDLINE_LINUX_DEFAULT="quiet\n', /Unterminated quoted string/u],
    ['a += that dash does not know', 'GRUB_CMDLINE_LINUX_DEFAULT+=" quiet"\n', /not found/u],
    ['a last command that is false', '[ -f /none ] && GRUB_DEFAULT=1\n', /(?:)/u],
  ])('with %s is refused before anything is touched', (_, text, said) => {
    root.put('/etc/default/grub', text);
    const before = root.tree(...touched);
    const result = JSON.parse(root.entry(['apply', '/plan.json']).stdout) as {
      outcome: string;
      refused: readonly { reason: string; details: Record<string, string> }[];
    };
    expect(result).toMatchObject({ outcome: 'refused', refused: [{ reason: 'grub-broken' }] });
    expect(result.refused[0]?.details['output']).toMatch(said);
    expect(root.tree(...touched)).toEqual(before);
  });

  describe.each([
    ['a += that dash does not know', 'GRUB_CMDLINE_LINUX_DEFAULT+=" quiet"\n'],
    ['a value without quotes', 'GRUB_CMDLINE_LINUX_DEFAULT=quiet splash\n'],
    ['Chinese quotes', 'GRUB_CMDLINE_LINUX_DEFAULT=“quiet splash”\n'],
  ])('with %s, which it stops at', (_, broken) => {
    const made = repairGrubFile(broken);
    const repaired = 'text' in made ? made.text : '';
    const edit = (after: string, rule: string) => ({
      ...{ kind: 'edit', path: '/etc/default/grub', before: broken, after, reboot: true },
      rule,
    });
    const [own, ...others] = plan.steps;
    const update = others.at(-1);
    const put = (...steps: readonly unknown[]): Readonly<Record<string, string>> => {
      root.put('/etc/default/grub', broken);
      root.put('/plan.json', JSON.stringify({ steps, refused: [] }));
      return root.tree(...touched);
    };

    test('is mended by the repair, alone or with what a plan adds, and broken once more by undo', () => {
      for (const more of [[], [own]]) {
        const wanted = more.length === 0 ? ['quiet'] : ['quiet', 'i915.enable_gvt=1'];
        const verify = { kind: 'grub', config: '/boot/grub/grub.cfg', wanted, dropped: [] };
        const before = put(edit(repaired, 'grub-file'), ...more, { ...update, verify });
        expect(JSON.parse(root.entry(['apply', '/plan.json']).stdout)).toMatchObject({ outcome: 'applied' });
        const linux = root.read('/boot/grub/grub.cfg').match(/^\s*linux\s.*/gmu) ?? [];
        for (const word of wanted) expect(linux.filter(line => line.includes(` ${word}`)).length).toBe(3);
        expect(JSON.parse(root.entry(['undo']).stdout)).toMatchObject({ outcome: 'undone' });
        expect(root.tree(...touched)).toEqual(before);
      }
    });

    test('is refused where nothing in the plan repairs it', () => {
      const before = put(own, update);
      expect(JSON.parse(root.entry(['apply', '/plan.json']).stdout)).toMatchObject({
        outcome: 'refused',
        refused: [{ reason: 'grub-broken' }],
      });
      expect(root.tree(...touched)).toEqual(before);
    });

    test('and a repair that mends nothing is taken back before anything is added', () => {
      const before = put(edit(`${broken}# repaired\n`, 'grub-file'), own, update);
      expect(JSON.parse(root.entry(['apply', '/plan.json']).stdout)).toMatchObject({
        outcome: 'rolled-back',
        failure: { reason: 'grub-still-broken' },
      });
      expect(root.tree(...touched)).toEqual(before);
    });

    test('and what a plan adds to a repaired file must not spoil it', () => {
      const spoilt = { ...own, after: 'GRUB_CMDLINE_LINUX_DEFAULT=""\n' };
      const before = put(edit(repaired, 'grub-file'), spoilt, update);
      expect(JSON.parse(root.entry(['apply', '/plan.json']).stdout)).toMatchObject({
        outcome: 'rolled-back',
        failure: { reason: 'grub-check', details: { problem: 'word-lost', word: 'quiet' } },
      });
      expect(root.tree(...touched)).toEqual(before);
    });
  });

  test.each([
    ['a separator that breaks grub.cfg', 'GRUB_CMDLINE_LINUX_DEFAULT="quiet; i915.enable_gvt=1"\n'],
    ['a carriage return', 'GRUB_CMDLINE_LINUX_DEFAULT="quiet i915.enable_gvt=1\r"\n'],
    ['a value without quotes', 'GRUB_CMDLINE_LINUX_DEFAULT=quiet i915.enable_gvt=1\n'],
    ['Chinese quotes', 'GRUB_CMDLINE_LINUX_DEFAULT=“quiet i915.enable_gvt=1”\n'],
    ['a line break in the value', 'GRUB_CMDLINE_LINUX_DEFAULT="quiet\ni915.enable_gvt=1"\n'],
  ])('%s in what a plan writes never counts', (_, text) => {
    const [own, ...rest] = plan.steps;
    root.put('/plan.json', JSON.stringify({ steps: [{ ...own, after: text }, ...rest], refused: [] }));
    expect(JSON.parse(root.entry(['apply', '/plan.json']).stdout)).toMatchObject({ outcome: 'rolled-back' });
    expect(root.tree(...touched)).toEqual(first);
  });
});
