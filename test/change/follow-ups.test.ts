import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Plan, RunStep } from '../../src/change/plan.ts';
import { furnish, ownFile, touched } from './grub-imitation.ts';
import { called, forgetCalls, imitateCommands, runInside } from './imitated-commands.ts';
import { canChroot, OwnRoot } from './own-root.ts';

/** The steps of a plan as `propose` orders them: files, what is made of them, a module loaded at once. */
const denied = 'blacklist i915\nblacklist snd_hda_intel\n';
const allowed = '# blacklist i915\nblacklist snd_hda_intel\n';
const cmdline = 'root=UUID=1 ro quiet\n';
const files: Plan['steps'] = [
  edit('/etc/modprobe.d/blacklist-gpu.conf', denied, allowed),
  edit('/etc/modules-load.d/fngvt.conf', null, 'kvmgt\n'),
];
const initramfs = followUp('update-initramfs', '-u', '-k', 'all');
const entries = ['6.1.0-28-amd64', '6.1.0-30-amd64'].map(release =>
  followUp('kernel-install', 'add', release, `/boot/vmlinuz-${release}`),
);
const load: RunStep = { ...followUp('modprobe', 'kvmgt'), undo: null, reboot: false };
const steps: Plan['steps'] = [
  ...files,
  edit('/etc/kernel/cmdline', cmdline, `${cmdline.trim()} i915.enable_gvt=1\n`),
  initramfs,
  ...entries,
  load,
];

function edit(path: string, before: string | null, after: string | null): Plan['steps'][number] {
  return { kind: 'edit', path, before, after, reboot: true, rule: null };
}
function followUp(...argv: readonly string[]): RunStep {
  return { kind: 'run', argv, undo: argv, reboot: true, rule: null };
}

const lines = (...runs: readonly RunStep[]): readonly string[] => runs.map(({ argv }) => argv.join(' '));
const made = lines(initramfs, ...entries);

let root: OwnRoot;
let first: Readonly<Record<string, string>>;
beforeAll(() => {
  if (canChroot) root = new OwnRoot();
});
afterAll(() => root.remove());

/** A host with a boot partition, as a plan finds it: images and entries are made of the files as they are. */
function arrange(faults: Readonly<Record<string, string>> = {}): void {
  root.reset();
  for (const release of ['6.1.0-28-amd64', '6.1.0-30-amd64']) {
    root.put(`/boot/vmlinuz-${release}`, '');
    root.put(`/boot/initrd.img-${release}`, '', 0o600);
    root.put(`/boot/efi/loader/entries/abc-${release}.conf`, '', 0o755);
  }
  root.put('/etc/modprobe.d/blacklist-gpu.conf', denied, 0o640);
  root.put('/etc/kernel/cmdline', cmdline, 0o600);
  imitateCommands(root);
  for (const { argv } of [initramfs, ...entries]) runInside(root, argv);
  imitateCommands(root, faults);
  forgetCalls(root);
  root.put('/plan.json', JSON.stringify({ steps, refused: [] }));
  first = root.tree(...touched);
}

const apply = (): unknown => JSON.parse(root.entry(['apply', '/plan.json']).stdout);
const undo = (): unknown => JSON.parse(root.entry(['undo']).stdout);

describe.runIf(canChroot)('the commands after the files', () => {
  beforeEach(() => arrange());

  test('run once each, in the order of the plan, on files that are all written; undo runs them on the old ones', () => {
    expect(apply()).toMatchObject({ outcome: 'applied' });
    expect(called(root)).toEqual([...made, 'modprobe kvmgt']);
    for (const release of ['6.1.0-28-amd64', '6.1.0-30-amd64']) {
      expect(root.read(`/boot/initrd.img-${release}`)).toBe(allowed);
      expect(root.read(`/boot/efi/loader/entries/abc-${release}.conf`)).toContain(
        'options    root=UUID=1 ro quiet i915.enable_gvt=1\n',
      );
    }
    forgetCalls(root);
    expect(undo()).toMatchObject({ outcome: 'undone' });
    // Nothing is ever unloaded.
    expect(called(root)).toEqual(made);
    expect(root.tree(...touched)).toEqual(first);
  });

  test('that are asked for twice by an older plan are made once by undo', () => {
    const refresh = followUp('proxmox-boot-tool', 'refresh');
    root.put('/plan.json', JSON.stringify({ steps: [...files, refresh, refresh], refused: [] }));
    expect(apply()).toMatchObject({ outcome: 'applied' });
    expect(called(root)).toEqual(lines(refresh, refresh));
    forgetCalls(root);
    expect(undo()).toMatchObject({ outcome: 'undone' });
    expect(called(root)).toEqual(lines(refresh));
    expect(root.tree(...touched)).toEqual(first);
  });

  test('of GRUB come after the initramfs', () => {
    furnish(root);
    root.put('/boot/initrd.img-6.1.0-30-amd64', '');
    imitateCommands(root);
    root.script(
      'update-grub',
      'set -e\necho update-grub >>/tmp/called\nexec grub-mkconfig -o /boot/grub/grub.cfg\n',
    );
    runInside(root, initramfs.argv);
    forgetCalls(root);
    const before = root.tree(...touched);
    const verify = {
      kind: 'grub',
      config: '/boot/grub/grub.cfg',
      wanted: ['i915.enable_gvt=1'],
      dropped: [],
    };
    const own = edit('/etc/default/grub.d/99-fngvt.cfg', null, ownFile);
    const all = [own, ...files, initramfs, { ...followUp('update-grub'), verify }];
    root.put('/plan.json', JSON.stringify({ steps: all, refused: [] }));
    expect(apply()).toMatchObject({ outcome: 'applied' });
    expect(called(root)).toEqual([...lines(initramfs), 'update-grub']);
    forgetCalls(root);
    expect(undo()).toMatchObject({ outcome: 'undone' });
    expect(called(root)).toEqual([...lines(initramfs), 'update-grub']);
    expect(root.tree(...touched)).toEqual(before);
  });
});

/** Only with what the plan writes: after it is taken back the command works again. */
const onNewWords = (what: string): string =>
  `case "$(cat /etc/kernel/cmdline)" in *enable_gvt*) ${what} ;; esac\n`;

describe.runIf(canChroot)('a command that fails takes everything back:', () => {
  const [one, two] = entries;
  test.each([
    ['update-initramfs, on the new settings', 'update-initramfs', onNewWords('exit 1'), initramfs],
    ['kernel-install, on the new words', 'kernel-install', onNewWords('exit 1'), one],
    ['kernel-install, of the second kernel', 'kernel-install', onNewWords('[ "$2" != 6.1.0-30-amd64 ]'), two],
    [
      'kernel-install, with half an entry written',
      'kernel-install',
      onNewWords('echo title >"/boot/efi/loader/entries/abc-$2.conf"; exit 1'),
      one,
    ],
    ['modprobe', 'modprobe', 'exit 1\n', load],
  ] as const)('%s', (_, program, fault, step) => {
    arrange({ [program]: fault });
    expect(apply()).toMatchObject({
      outcome: 'rolled-back',
      failure: { reason: 'exit', details: { command: step?.argv.join(' ') } },
    });
    // What comes behind it was never begun.
    const order = [...made, 'modprobe kvmgt'];
    const begun = order.slice(0, order.indexOf(step?.argv.join(' ') ?? '') + 1);
    expect(called(root).slice(0, begun.length)).toEqual(begun);
    for (const later of order.slice(begun.length)) expect(called(root)).not.toContain(later);
    expect(root.tree(...touched)).toEqual(first);
    expect(undo()).toMatchObject({ outcome: 'nothing' });
  });
});
