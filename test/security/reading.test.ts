import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { readInventory } from '../../src/vgpu/vgpu-inventory.ts';
import { readProof } from '../../src/vgpu/verify.ts';
import { words } from '../../src/words/words.ts';
import { askingHost } from '../asking-host.ts';
import { canChroot } from '../change/own-root.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { NamedRoot, namedHost, names } from '../named-host.ts';
import { hasProgram } from '../recorded-tree.ts';
import { entry, packageFolder } from '../run-cli.ts';

/** What docs/security.md says of reading, seen from outside: by the kernel's own account of what a run does (strace). */

const canTrace = canChroot && hasProgram('strace');

/** What can be asked of a host without wishing to change it. */
const looks: readonly (readonly string[])[] = [
  ['doctor'],
  ['doctor', '--format', 'html'],
  ['facts'],
  ['explain', 'enable-gvt'],
  ['vm'],
  ['vgpu'],
  ['vgpu', 'plan'],
  ['vm', 'verify', names.vm],
  ['fix', '--dry-run'],
  ['undo', '--list'],
];

describe.runIf(canTrace)('a look at this host', () => {
  let root: NamedRoot;
  beforeAll(async () => {
    root = new NamedRoot(await namedHost());
  }, 60_000);
  afterAll(() => root.remove());

  const folders = ['/etc', '/var', '/boot', '/run', '/home', '/opt', '/root', '/usr/sbin', '/tmp'];
  const writing =
    'openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,symlink,symlinkat,mknod,mknodat,' +
    'truncate,chmod,fchmodat,chown,fchownat,utimensat,mount,move_mount,umount2,init_module,finit_module,delete_module,reboot,kexec_load';
  const sending = 'socket,connect,sendto';

  /** The calls of these kinds that a run and its children make, each where it begins. */
  function traced(args: readonly string[]): readonly string[] {
    const file = `${root.path}.strace`;
    root.cli(args, ['strace', '-f', '-qq', '-o', file, '-e', `trace=${writing},${sending}`]);
    const lines = readFileSync(file, 'utf8').split('\n');
    rmSync(file);
    return lines.filter(line => /^\d+ +\w+\(/u.test(line));
  }

  describe.each(looks.map(argv => [argv.join(' '), argv] as const))('%s', (_name, argv) => {
    let calls: readonly string[] = [];
    beforeAll(() => {
      const before = root.tree(...folders);
      calls = traced(argv);
      expect(root.tree(...folders)).toEqual(before);
    }, 60_000);

    test('writes, mounts and loads nothing', () => {
      expect(calls.some(call => / openat\(.*machine-id|osrelease|"\/opt\/fngvt/u.test(call))).toBe(true);
      const opened = / (?:openat|open)\(/u;
      const acts = calls.filter(call =>
        opened.test(call)
          ? /O_(?:WRONLY|RDWR|CREAT|TRUNC)/u.test(call) && !/"\/dev\/(?:null|tty)"/u.test(call)
          : !/ (?:socket|connect|sendto)\(/u.test(call),
      );
      expect(acts).toEqual([]);
    });

    test('opens no connection', () => {
      // Node and the programs that it starts talk to one another by nameless pairs; libvirt and the system's log by a local socket.
      expect(calls.filter(call => /AF_(?!UNIX)\w+/u.test(call))).toEqual([]);
    });
  });

  test('no daemon of libvirt is woken: where none runs, virsh is not asked', () => {
    const asked = (): string => root.tree('/tmp/asked')['/tmp/asked'] ?? '';
    root.script('virsh', 'echo "$*" >>/tmp/asked\nexit 1\n');
    const pid = '/run/libvirtd.pid';
    rmSync(root.at(pid));
    for (const argv of looks) root.cli(argv);
    expect(asked()).toBe('');
    root.put(pid, '');
    root.cli(['vm']);
    expect(asked()).toContain('qemu:///system');
  });

  test('without root facts stay unknown, and the report names them', () => {
    chmodSync(root.at('/boot/grub/grub.cfg'), 0o600);
    const user = '65534:65534';
    // The /proc of this root is the recorded host's: there root looked.
    const status = root.read('/proc/self/status');
    root.put('/proc/self/status', status.replace(/^Uid:.*$/mu, 'Uid:\t65534\t65534\t65534\t65534'));
    const said = root.cli(['doctor', '--verbose', '--lang', 'en'], [], user);
    expect([0, 1, 3, 4, 5]).toContain(said.exit);
    expect(said.stdout).toContain(words.en.unknownReasons.denied);
    const { host, tally } = JSON.parse(root.cli(['doctor', '--format', 'json'], [], user).stdout) as {
      host: { root: boolean };
      tally: { unknowns: Record<string, number> };
    };
    expect(host.root).toBe(false);
    expect(tally.unknowns['denied']).toBeGreaterThan(0);
  });
});

describe('what a snapshot holds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fngvt-run-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.runIf(hasProgram('strace'))('is never run: no program is started', async () => {
    const [file, trace] = [join(folder, 'host.json'), join(folder, 'trace')];
    writeFileSync(file, JSON.stringify(await namedHost()));
    for (const argv of [
      ['doctor'],
      ['facts'],
      ['vm'],
      ['vgpu'],
      ['fix'],
      ['report', '-o', join(folder, 'r')],
    ]) {
      spawnSync('strace', [
        '-f',
        '-qq',
        '-o',
        trace,
        '-e',
        'trace=execve',
        process.execPath,
        entry,
        ...argv,
        '--from',
        file,
      ]);
      expect([argv, readFileSync(trace, 'utf8').match(/execve\(/gu)?.length]).toEqual([argv, 1]);
    }
  });
});

describe('an argument of a program that reads', () => {
  /** What stands in it is ours, but for the name of a VM at its end. What people quote (`messages`) is asked of a snapshot only, and no program. */
  const fixed =
    /^(?:messages|dmesg|journalctl -k -b --no-pager|intel_gpu_top [\w ./:=-]+|virsh -c qemu:\/\/\/system (?:version --daemon|list --all --name --uuid|list --all|nodedev-list --cap \w+|(?:dumpxml(?: --\S+)*|domstate|dominfo|domuuid|managedsave-dumpxml) --domain) ?)$/u;

  test.each(fixtureHosts().map(host => [host.name, host.path] as const))(
    'on %s is ours or names a VM',
    async (_name, path) => {
      const { host, asked } = askingHost(replayHost(await openFixture(path)));
      const { facts } = await collect(host);
      const inventory = await readInventory(host, facts);
      for (const vm of inventory.vms.vms) await readProof(host, inventory, vm);
      const vms = facts.subjects('vm');
      const ends = [...vms, ...inventory.vms.vms.flatMap(vm => [vm.name, vm.uuid ?? vm.name])];
      for (const { about } of asked.filter(one => one.kind === 'run')) {
        const name = ends.find(end => about.endsWith(` ${end}`)) ?? '';
        expect(about.slice(0, about.length - name.length)).toMatch(fixed);
      }
    },
  );
});

describe('what is built', () => {
  /** Modules of Node that can open a connection, or lend one that somebody else opened. */
  const modules = 'net|http|https|http2|tls|dgram|dns|dns/promises|inspector|cluster|quic';
  const network = new RegExp(
    `(?:require\\(|import\\(|from|import|binding\\()\\s*["'\`](?:node:)?(?:${modules})["'\`]`,
    'u',
  );
  const globals = /\b(?:fetch|WebSocket|EventSource|XMLHttpRequest|sendBeacon)\s*\(/u;

  test('no source of ours names a module of the network', () => {
    const files = readdirSync(join(packageFolder, 'src'), { recursive: true, encoding: 'utf8' }).filter(
      name => name.endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(300);
    for (const file of files) {
      const text = readFileSync(join(packageFolder, 'src', file), 'utf8');
      expect([file, network.exec(text)?.[0], globals.exec(text)?.[0]]).toEqual([file, undefined, undefined]);
    }
  });

  test('no built file but the bundled systeminformation, of which memory alone is asked, names a module of the network', () => {
    const dist = join(packageFolder, 'dist');
    const files = readdirSync(dist).filter(name => name.endsWith('.js') && !name.startsWith('memory-'));
    for (const file of files) {
      const text = readFileSync(join(dist, file), 'utf8');
      expect([file, network.exec(text)?.[0], globals.exec(text)?.[0]]).toEqual([file, undefined, undefined]);
    }
  });
});
