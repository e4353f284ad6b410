import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { hostFixture, notRedacted } from '../run-cli.ts';
import { layOut } from '../recorded-tree.ts';
import { furnishGrub, hasGrub, installGrub } from './grub-of-debian.ts';
import { touched } from './grub-imitation.ts';
import { canChroot, OwnRoot } from './own-root.ts';

/**
 * Sharing turned on and off again by the built command line, on a root that is made of a recorded host: what is written there is written
 * for real, and grub-mkconfig is Debian's own. Every test has a root of its own.
 */
let root: OwnRoot;
afterEach(() => root.remove());

type Tree = Readonly<Record<string, string>>;
const tree = (): Tree => root.tree(...touched);

const dropIn = '/etc/default/grub.d/99-fngvt.cfg';
const list = '/etc/modules-load.d/fngvt.conf';
const defaults = '/etc/default/grub';
const line = '/etc/kernel/cmdline';
const word = 'i915.enable_gvt=1';

/** A recorded host as real files; programs that it asked are scripts that say the same. */
async function recorded(name: string): Promise<void> {
  root = new OwnRoot();
  const snapshot = await openFixture(hostFixture(name));
  const without = <Value>(all: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(all).filter(([path]) => !/^\/(?:bin\/sh$|usr\/s?bin\/)/u.test(path)));
  const { files, links, stats } = snapshot;
  const own = {
    files: without(files),
    links: without(links),
    stats: without(stats),
    commands: [],
    denied: [],
  };
  layOut({ ...snapshot, ...own }, root.path, { lists: new Set(), stats: new Set() });
  rmSync(root.at('/.fngvt'), { recursive: true });
  for (const [index, { argv, exit, stdout }] of snapshot.commands.entries()) {
    if (exit === null || argv[0] !== 'dmesg') continue;
    writeFileSync(root.at(`/${index}.out`), stdout);
    root.script('dmesg', `cat /${index}.out; exit ${exit}\n`);
  }
}

function run(...args: readonly string[]): string {
  const { exit, stdout, stderr } = root.cli([...args, '--yes', '--lang', 'en']);
  expect([exit, stderr], stdout).toEqual([0, notRedacted]);
  return stdout.replaceAll(/\s+/gu, ' ');
}

/** Off gives back what was there before the fix; undo of it, what the fix made; undo of the fix, the first state. */
function thereAndBack(first: Tree, fixed: Tree): void {
  expect(run('fix', '--off')).toContain('After the reboot sharing is off, as was asked.');
  expect(tree()).toEqual(first);
  expect(run('fix', '--off')).toContain('There is nothing here that fngvt is known to have written.');
  run('undo');
  expect(tree()).toEqual(fixed);
  run('undo');
  expect(tree()).toEqual(first);
}

describe.runIf(canChroot && hasGrub)("with Debian's own grub-mkconfig", () => {
  /** The guide's host; `readsFolder`: whether grub-mkconfig knows grub.d, which is a patch of Debian's. */
  async function guide(readsFolder: boolean): Promise<Tree> {
    await recorded('fnos-hd620');
    installGrub(root);
    furnishGrub(root);
    root.put('/boot/vmlinuz-6.6.38-trim', '');
    root.put('/boot/initrd.img-6.6.38-trim', '');
    if (!readsFolder) {
      const script = root.read('/usr/bin/grub-mkconfig');
      const loop = /^for x in \$\{sysconfdir\}\/default\/grub\.d\/[^]*?^done\n/mu;
      expect(script).toMatch(loop);
      root.script('grub-mkconfig', script.replace(loop, ''));
    } else root.script('grub-mkconfig', root.read('/usr/bin/grub-mkconfig'));
    root.run(['-e', 'require("child_process").execFileSync("update-grub")']);
    const first = tree();
    expect(first['/boot/grub/grub.cfg']).toContain('quiet i915.force_probe=7d55');
    return first;
  }
  const linux = (): readonly string[] => root.read('/boot/grub/grub.cfg').match(/^\s*linux\s.*/gmu) ?? [];

  test('our files go, and come back', async () => {
    const first = await guide(true);
    run('fix');
    const fixed = tree();
    expect(Object.keys(fixed)).toEqual(expect.arrayContaining([dropIn, list]));
    expect(linux().filter(each => each.includes(word)).length).toBe(2);
    thereAndBack(first, fixed);
  });

  test('the words in /etc/default/grub go, and come back', async () => {
    const first = await guide(false);
    run('fix');
    const fixed = tree();
    expect(Object.keys(fixed)).not.toContain(dropIn);
    expect(root.read(defaults)).toContain(word);
    expect(linux().filter(each => each.includes(word)).length).toBe(2);
    thereAndBack(first, fixed);
  });

  test('what the owner wrote since stays', async () => {
    await guide(false);
    run('fix');
    root.put(
      defaults,
      root.read(defaults).replace('quiet', 'quiet splash').replace('TIMEOUT=5', 'TIMEOUT=9'),
    );
    root.run(['-e', 'require("child_process").execFileSync("update-grub")']);
    const before = tree();
    run('fix', '--off');
    expect(root.read(defaults)).toBe(
      String(before[defaults])
        .replace(/^\d+ \d+:\d+ /u, '')
        .replace(` ${word}`, ''),
    );
    for (const each of linux()) expect(each).not.toContain(word);
    expect(linux().filter(each => each.includes('splash')).length).toBe(2);
    run('undo');
    expect(tree()).toEqual(before);
  });

  test('a file of ours in which the owner put something is refused, and nothing is done', async () => {
    await guide(true);
    run('fix');
    root.put(list, `${root.read(list)}r8125\n`);
    const before = tree();
    const { exit, stdout } = root.cli(['fix', '--off', '--yes', '--lang', 'en']);
    expect([exit, stdout]).toEqual([
      1,
      expect.stringContaining(`${list}: somebody edited this file of ours.`),
    ]);
    expect(tree()).toEqual(before);
    // With our line taken out by hand, the rest goes on.
    root.put(list, 'r8125\n');
    run('fix', '--off');
    expect(root.read(list)).toBe('r8125\n');
    expect(Object.keys(tree())).not.toContain(dropIn);
  });
});

/** proxmox-boot-tool and kernel-install are imitated: a folder has no EFI system partition. They note what they were given. */
describe.runIf(canChroot)('with the words in /etc/kernel/cmdline', () => {
  async function proxmox(cmdline: string): Promise<void> {
    await recorded('vm-proxmox-grub-edited');
    root.install('grep');
    root.put(line, cmdline);
    root.script('proxmox-boot-tool', '[ "$1" = refresh ] && cat /etc/kernel/cmdline >/boot/carried\n');
    root.run(['-e', 'require("child_process").execFileSync("proxmox-boot-tool", ["refresh"])']);
  }
  const bare = 'root=UUID=1 ro quiet';

  test.each([
    ['with spaces around and no line end', `  ${bare}  `],
    ['with another value of the owner', `${bare} i915.enable_gvt=0 splash\n`],
  ])('%s, they go and come back', async (_, text) => {
    await proxmox(text);
    const first = tree();
    run('fix');
    const fixed = tree();
    expect(root.read(line)).toContain(word);
    expect(root.read('/boot/carried')).toBe(root.read(line));
    thereAndBack(first, fixed);
  });

  test('without a record of ours, nothing is guessed', async () => {
    await proxmox(`${bare}\n`);
    run('fix');
    rmSync(join(root.path, 'var/lib/fngvt'), { recursive: true });
    rmSync(root.at(list), { force: true });
    const before = tree();
    expect(run('fix', '--off')).toContain(
      `${word} in ${line}: stays; fngvt has no record of having written it. To end it, take ${word} out there, run proxmox-boot-tool refresh as root and reboot`,
    );
    expect(tree()).toEqual(before);
  });
});
