import { cpSync, existsSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultGrub, modules, plan, touched } from './grub-imitation.ts';
import { canChroot, OwnRoot } from './own-root.ts';

const hasGrub = existsSync('/usr/sbin/grub-mkconfig') && existsSync('/etc/grub.d/10_linux');

/** What the scripts of grub-common call. */
const programs =
  'grub-mkconfig grub-script-check grub-mkrelpath sed grep sort uname mktemp tr cut head basename dirname id expr awk readlink stat find printf echo test mkdir chmod ls seq tail fgrep dpkg';

/** grub-probe asks for devices, which a folder has not. What it would say of a disk with one ext4. */
const grubProbe = `for argument; do case $argument in
  --target=device) echo /dev/sda1; exit ;;
  --target=fs_uuid) echo 0f6ad7c4-0000-4000-8000-000000000000; exit ;;
  --target=fs) echo ext2; exit ;;
  --target=abstraction|--target=partmap|--target=partuuid) exit ;;
  --target=*) echo hd0; exit ;;
esac; done
`;

describe.runIf(canChroot && hasGrub)("Debian's own grub-mkconfig", () => {
  let root: OwnRoot;
  let first: Readonly<Record<string, string>>;
  beforeAll(() => {
    root = new OwnRoot();
    for (const program of programs.split(' ')) root.install(program);
    cpSync('/usr/share/grub', root.at('/usr/share/grub'), { recursive: true });
  });
  afterAll(() => root.remove());
  beforeEach(() => {
    root.reset();
    root.script('grub-probe', grubProbe);
    root.script('update-grub', 'set -e\nexec grub-mkconfig -o /boot/grub/grub.cfg "$@"\n');
    cpSync('/etc/grub.d/10_linux', root.at('/etc/grub.d/10_linux'));
    cpSync('/etc/grub.d/40_custom', root.at('/etc/grub.d/40_custom'));
    for (const release of ['6.1.0-28-amd64', '6.1.0-30-amd64']) {
      root.put(`/boot/vmlinuz-${release}`, '');
      root.put(`/boot/initrd.img-${release}`, '');
    }
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
