import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cli, notRedacted } from '../run-cli.ts';
import { furnishImages, imagesPlan, releases } from './images-imitation.ts';
import { canChroot, OwnRoot } from './own-root.ts';

let root: OwnRoot;
beforeAll(() => {
  if (canChroot) root = new OwnRoot();
});
afterAll(() => root.remove());

/** Whether this machine lets root mount something. */
const canMount = canChroot && spawnSync('unshare', ['--mount', 'true']).status === 0;

const [older, newer] = releases;
const touched = ['/etc', '/boot'] as const;
let first: Readonly<Record<string, string>>;
beforeEach(() => {
  root.reset();
  furnishImages(root);
  root.put('/plan.json', JSON.stringify(imagesPlan));
  first = root.tree(...touched);
});

type Said = Readonly<Record<string, unknown>>;
const said = ({ stdout, stderr }: { stdout: string; stderr: string }): Said => {
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Said;
};
const apply = (...flags: readonly string[]): Said => said(root.entry(['apply', '/plan.json', ...flags]));
const undo = (): Said => said(root.entry(['undo']));
const image = (release: string): string => root.read(`/boot/initrd.img-${release}`);
/** The kernels whose image was begun, in order. */
const made = (): readonly string[] => root.read('/tmp/made').split('\n').slice(0, -1);
const full = (release: string): void => root.put(`/tmp/full-${release}`, '');
const roomFor = (release: string): void => rmSync(root.at(`/tmp/full-${release}`));
const state = (): unknown => {
  const [note = ''] = readdirSync(root.at('/var/lib/fngvt/journal')).filter(name => name.endsWith('.json'));
  return (JSON.parse(root.read(`/var/lib/fngvt/journal/${note}`)) as { state: string }).state;
};

describe.runIf(canChroot)('images of initramfs', () => {
  test('are made anew by the change and by its undo, which shows it first', () => {
    expect(apply()).toMatchObject({ outcome: 'applied' });
    for (const release of releases) expect(image(release)).toContain('# blacklist i915');
    expect(root.cli(['undo']).stdout).toContain('Run update-initramfs -u -k all');
    expect(undo()).toMatchObject({ outcome: 'undone' });
    for (const release of releases) expect(image(release)).toMatch(/^blacklist i915$/mu);
    expect(made()).toEqual([older, newer, older, newer]);
  });

  test('that could not be made are the old ones: the plan is taken back, and the next one is welcome', () => {
    full(older);
    expect(apply()).toMatchObject({ outcome: 'rolled-back', failure: { reason: 'exit' } });
    expect(root.tree(...touched)).toEqual(first);
    expect(made()).toEqual([older]);
    expect(undo()).toEqual({ outcome: 'nothing' });
    roomFor(older);
    expect(apply()).toMatchObject({ outcome: 'applied' });
  });

  test('only that which was made before another failed is made again', () => {
    full(newer);
    expect(apply()).toMatchObject({ outcome: 'rolled-back', failure: { reason: 'exit' } });
    expect(made()).toEqual([older, newer, older]);
    expect(image(older)).toMatch(/^blacklist i915$/mu);
    expect(image(newer)).toBe(`image ${newer}\nblacklist i915\n`);
    expect(root.read('/etc/modprobe.d/gpu.conf')).toBe('blacklist i915\n');
    expect(state()).toBe('rolled-back');
  });

  test('that were made and can not be made again keep the change open, until there is room', () => {
    root.put(`/tmp/hook-${older}`, '');
    expect(apply()).toMatchObject({ outcome: 'stuck', failure: { reason: 'exit' } });
    expect(root.read('/etc/modprobe.d/gpu.conf')).toBe('blacklist i915\n');
    expect(state()).toBe('undoing');
    expect(apply()).toMatchObject({ outcome: 'refused', refused: [{ reason: 'unfinished' }] });
    rmSync(root.at(`/tmp/hook-${older}`));
    full(older);
    const plan = root.cli(['undo']);
    expect(plan.stdout).toContain(`Run update-initramfs -u -k ${older}\n`);
    expect(plan.stdout).not.toContain(newer);
    expect(root.cli(['undo', '--yes']).stdout).toContain('Taken back but for this:');
    roomFor(older);
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 0, stderr: notRedacted });
    expect(image(older)).toMatch(/^blacklist i915$/mu);
    expect(made()).not.toContain(newer);
    expect(apply()).toMatchObject({ outcome: 'applied' });
  });

  test('half written ones that a stopped command left do not stay', () => {
    root.put(`/tmp/hang-${older}`, '');
    root.put(`/tmp/full-${older}`, '');
    // The second time it does not hang, and has no room: then it takes away what it wrote.
    const script = root.read('/usr/sbin/update-initramfs');
    root.script(
      'update-initramfs',
      script.replace('#!/bin/sh\n', '').replace(': >/tmp/begun', `rm -f /tmp/hang-${older}`),
    );
    expect(apply('--pace', '0.002')).toMatchObject({
      outcome: 'rolled-back',
      failure: { reason: 'timed-out' },
    });
    expect(root.tree(...touched)).toEqual(first);
    expect(made()).toEqual([older, older]);
  });

  test('that nobody made, although the command ended well, do not count', () => {
    // update_initramfs=no in /etc/initramfs-tools/update-initramfs.conf, and a read-only /boot.
    root.script('update-initramfs', 'echo "update-initramfs: Not updating initramfs."\nexit 0\n');
    expect(apply()).toMatchObject({
      outcome: 'rolled-back',
      failure: { reason: 'images-as-before', details: { command: 'update-initramfs -u -k all' } },
    });
    expect(root.tree(...touched)).toEqual(first);
  });

  test('of a kernel that came later are made again too, those of one that went are not missed', () => {
    expect(apply()).toMatchObject({ outcome: 'applied' });
    const later = '6.1.0-32-amd64';
    root.put(`/boot/vmlinuz-${later}`, 'kernel\n');
    root.put(`/boot/initrd.img-${later}`, '# blacklist i915\n');
    for (const name of ['vmlinuz', 'initrd.img']) rmSync(root.at(`/boot/${name}-${older}`));
    expect(undo()).toMatchObject({ outcome: 'undone' });
    expect(image(later)).toMatch(/^blacklist i915$/mu);
    expect(made().slice(2)).toEqual([newer, later]);
  });

  test('are left to the host itself by a rescue system, where they differ', () => {
    expect(apply()).toMatchObject({ outcome: 'applied' });
    const rescued = cli(['undo', '--root', root.path, '--yes']);
    expect(rescued).toMatchObject({ exit: 1, stderr: notRedacted });
    expect(rescued.stdout.replaceAll(/\s+/gu, ' ')).toContain(
      'To be run on the host itself: update-initramfs -u -k all',
    );
    expect(undo()).toMatchObject({ outcome: 'undone' });
    for (const release of releases) expect(image(release)).toMatch(/^blacklist i915$/mu);
  });

  test('and by none where they are as before', () => {
    root.script('update-initramfs', 'kill -9 $PPID\n');
    expect(root.entry(['apply', '/plan.json']).stdout).toBe('');
    const rescued = cli(['undo', '--root', root.path, '--yes']);
    expect(rescued).toMatchObject({ exit: 0, stderr: notRedacted });
    expect(rescued.stdout).not.toContain('update-initramfs');
    expect(root.tree(...touched)).toEqual(first);
  });

  test('need no program that is not there: it was never run', () => {
    rmSync(root.at('/usr/sbin/update-initramfs'));
    expect(apply()).toMatchObject({ outcome: 'rolled-back', failure: { reason: 'no-program' } });
    expect(root.tree(...touched)).toEqual(first);
  });
});

describe.runIf(canChroot)('entries of systemd-boot', () => {
  const entry = (release: string): string => `/boot/loader/entries/abc-${release}.conf`;
  const argv = (release: string): readonly string[] => [
    'kernel-install',
    'add',
    release,
    `/boot/vmlinuz-${release}`,
  ];
  // As 90-loaderentry.install of systemd 252: straight over what is there, the entry last.
  const kernelInstall = `set -e
[ "$1" = add ]
[ -f "$3" ] || { echo "Error: kernel image argument $3 not a file" >&2; exit 1; }
echo "$2" >>/tmp/made
[ ! -e "/tmp/full-$2" ] || { echo "Error: could not copy" >&2; exit 1; }
cp "$3" "/boot/abc/$2/linux"
[ ! -e "/tmp/half-$2" ] || { : >"/boot/abc/$2/linux"; exit 1; }
cat /etc/kernel/cmdline >/boot/loader/entries/abc-$2.conf
`;
  beforeEach(() => {
    root.script('kernel-install', kernelInstall);
    root.put('/etc/kernel/cmdline', 'root=/dev/sda2 ro\n');
    for (const release of releases) {
      root.put(`/boot/abc/${release}/linux`, `kernel ${release}\n`);
      root.put(entry(release), 'root=/dev/sda2 ro\n');
    }
    first = root.tree(...touched);
    const edit = {
      kind: 'edit',
      path: '/etc/kernel/cmdline',
      before: 'root=/dev/sda2 ro\n',
      after: 'root=/dev/sda2 ro i915.enable_gvt=1\n',
      reboot: true,
      rule: null,
    };
    const runs = releases.map(release => ({
      kind: 'run',
      argv: argv(release),
      undo: argv(release),
      reboot: true,
      rule: null,
    }));
    root.put('/plan.json', JSON.stringify({ steps: [edit, ...runs], refused: [] }));
  });

  test('are written anew by the change, and by its undo', () => {
    expect(apply()).toMatchObject({ outcome: 'applied' });
    for (const release of releases) expect(root.read(entry(release))).toContain('enable_gvt');
    expect(undo()).toMatchObject({ outcome: 'undone' });
    expect(root.tree(...touched)).toEqual(first);
  });

  test('that were not written are the old ones: only the others are written again', () => {
    full(newer);
    expect(apply()).toMatchObject({ outcome: 'rolled-back', failure: { reason: 'exit' } });
    expect(root.tree(...touched)).toEqual(first);
    expect(made()).toEqual([older, newer, older]);
  });

  test('of which a kernel was spoilt keep the change open, until it is whole again', () => {
    root.put(`/tmp/half-${newer}`, '');
    expect(apply()).toMatchObject({ outcome: 'stuck' });
    expect(root.read(`/boot/abc/${newer}/linux`)).toBe('');
    rmSync(root.at(`/tmp/half-${newer}`));
    expect(undo()).toMatchObject({ outcome: 'undone' });
    expect(root.tree(...touched)).toEqual(first);
  });

  test('of a kernel that is gone are not asked for again', () => {
    expect(apply()).toMatchObject({ outcome: 'applied' });
    for (const path of [`/boot/vmlinuz-${older}`, `/boot/abc/${older}/linux`, entry(older)])
      rmSync(root.at(path));
    expect(root.cli(['undo']).stdout).not.toContain(older);
    expect(undo()).toMatchObject({ outcome: 'undone' });
  });

  test('of a kernel that came since are written anew, too', () => {
    const since = '6.1.0-99-amd64';
    expect(apply()).toMatchObject({ outcome: 'applied' });
    root.put(`/boot/vmlinuz-${since}`, `kernel ${since}\n`);
    root.put(`/boot/abc/${since}/linux`, `kernel ${since}\n`);
    root.put(entry(since), 'root=/dev/sda2 ro i915.enable_gvt=1\n');
    expect(root.cli(['undo', '--lang', 'en']).stdout).toContain(`Run ${argv(since).join(' ')}`);
    full(since);
    expect(undo()).not.toMatchObject({ outcome: 'undone' });
    expect(root.read('/etc/kernel/cmdline')).not.toContain('enable_gvt');
    roomFor(since);
    expect(undo()).toMatchObject({ outcome: 'undone' });
    for (const release of [...releases, since]) expect(root.read(entry(release))).not.toContain('enable_gvt');
  });

  test.each([
    ['with no entry beside others is left without one', false],
    ['whose entry nobody can see is written anew as well', true],
  ])('of a kernel that came since, %s', (_, isUnseen) => {
    const since = '6.1.0-99-amd64';
    expect(apply()).toMatchObject({ outcome: 'applied' });
    root.put(`/boot/vmlinuz-${since}`, `kernel ${since}\n`);
    if (isUnseen) for (const release of releases) rmSync(root.at(entry(release)));
    root.put(`/boot/abc/${since}/linux`, '');
    expect(undo()).toMatchObject({ outcome: 'undone' });
    expect(made().includes(since)).toBe(isUnseen);
  });

  test('that nobody can see are always written again', () => {
    for (const release of releases) rmSync(root.at(entry(release)));
    full(older);
    expect(apply()).toMatchObject({ outcome: 'stuck' });
    roomFor(older);
    expect(undo()).toMatchObject({ outcome: 'undone' });
  });

  test('are refused where the boot partition has too little room for the biggest image', context => {
    if (!canMount) return context.skip('nothing can be mounted here');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m,mode=755', 'tmpfs', root.at('/boot/abc')]);
    try {
      for (const release of releases) root.put(`/boot/abc/${release}/linux`, 'x'.repeat(1024 * 1024));
      const refused = releases.map(release => ({
        reason: 'no-room-for-image',
        details: { path: `/boot/abc/${release}/linux`, program: 'kernel-install', free: '4', needed: '6' },
      }));
      expect(apply()).toMatchObject({ outcome: 'refused', refused });
    } finally {
      execFileSync('umount', [root.at('/boot/abc')]);
    }
  });
});

describe.runIf(canMount)('a /boot of its own', () => {
  let isMounted = false;
  const mount = (megabytes: number): void => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', root.at('/boot')]);
    isMounted = true;
    furnishImages(root);
    writeFileSync(root.at(`/boot/initrd.img-${older}`), Buffer.alloc(8 * 1024 * 1024, 1));
  };
  afterEach(() => {
    if (isMounted) execFileSync('umount', [root.at('/boot')]);
    isMounted = false;
  });

  test('with too little room for the biggest image once more is refused before anything is begun', () => {
    mount(20);
    const before = root.tree(...touched);
    expect(apply()).toMatchObject({
      outcome: 'refused',
      refused: [
        {
          reason: 'no-room-for-image',
          details: {
            path: `/boot/initrd.img-${older}`,
            program: 'update-initramfs',
            free: '11',
            needed: '15',
          },
          rule: 'driver-denied',
        },
      ],
    });
    expect(root.tree(...touched)).toEqual(before);
    expect(root.tree('/var/lib/fngvt')).toEqual({});
  });

  test('with room, but with a boot partition that has none, is refused too', () => {
    mount(32);
    root.put(`/boot/loader/entries/abc-${newer}.conf`, '');
    root.put(`/boot/abc/${newer}/linux`, '');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=9m,mode=755', 'tmpfs', root.at('/boot/abc')]);
    try {
      root.put(`/boot/abc/${newer}/linux`, '');
      const details = { path: `/boot/abc/${newer}/linux`, free: '9', needed: '15' };
      expect(apply()).toMatchObject({
        outcome: 'refused',
        refused: [{ reason: 'no-room-for-image', details }],
      });
    } finally {
      execFileSync('umount', [root.at('/boot/abc')]);
    }
  });

  test('with room for it is changed', () => {
    mount(32);
    expect(apply()).toMatchObject({ outcome: 'applied' });
  });
});
