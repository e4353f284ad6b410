import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Step } from '../../src/change/plan.ts';
import { collect } from '../../src/facts/collect.ts';
import type { Host } from '../../src/host/reader.ts';
import { loadFixes } from '../../src/rules/load.ts';
import { changeWords } from '../../src/words/change-words.ts';
import { canChroot } from '../change/own-root.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { NamedRoot, namedHost, names } from '../named-host.ts';
import { planOf, recorded } from '../planned-hosts.ts';
import { hasProgram } from '../recorded-tree.ts';
import { cli } from '../run-cli.ts';

/** What docs/security.md says of changing a host: who is asked, which files a plan may name, and what an argument may be. */

describe.runIf(canChroot && hasProgram('script'))('a verb that changes this host', () => {
  let root: NamedRoot;
  beforeAll(async () => {
    root = new NamedRoot(await namedHost());
    const edit = {
      kind: 'edit',
      path: '/etc/modprobe.d/own.conf',
      before: null,
      after: 'x\n',
      reboot: false,
      rule: null,
    };
    root.put('/plan.json', JSON.stringify({ steps: [edit], refused: [] }));
    expect(JSON.parse(root.entry(['apply', '/plan.json']).stdout)).toMatchObject({ outcome: 'applied' });
  }, 60_000);
  afterAll(() => root.remove());

  const verbs = [
    ['fix', 'obsolete-modules'],
    ['undo'],
    ['vgpu', 'create'],
    ['vm', 'attach', names.otherVm],
    ['vm', 'detach', names.vm],
  ];
  const tree = (): unknown => root.tree('/etc', '/var', '/boot');
  const answered = (answer: string, argv: readonly string[]) =>
    root.onTerminalSaying(`${answer}\n`, ...argv, '--lang', 'en');

  test.each(verbs.map(argv => [argv.join(' '), argv] as const))(
    '%s shows its plan, and a no is a no',
    (_name, argv) => {
      const before = tree();
      for (const answer of ['', 'n', 'yep', 'y es']) {
        const said = answered(answer, argv);
        expect([said.exit, said.stdout]).toEqual([1, expect.stringContaining(changeWords.en.declined)]);
        expect(said.stdout).toMatch(/^ *1\. /mu);
      }
      expect(tree()).toEqual(before);
    },
  );

  test('a yes is a yes', () => {
    expect(answered('y', ['undo'])).toMatchObject({ exit: 0 });
    expect(root.tree('/etc')).not.toHaveProperty('/etc/modprobe.d/own.conf');
  });

  test('where nobody can be asked nothing is done', () => {
    const before = tree();
    for (const argv of verbs.filter(([verb]) => verb !== 'undo')) {
      const said = root.cli([...argv, '--lang', 'en']);
      expect([said.exit, said.stdout]).toEqual([1, expect.stringContaining(changeWords.en.noTerminal)]);
    }
    expect(tree()).toEqual(before);
  });
});

/** All that can be planned for the recorded hosts. */
async function allPlans(): Promise<readonly (readonly [host: string, step: Step])[]> {
  const plans = await Promise.all(
    fixtureHosts().map(async ({ name, path }) => {
      const { host, facts } = await recorded(path);
      const { steps } = await planOf(host, facts, { only: [], include: Object.keys(loadFixes()) });
      return steps.map(step => [name, step] as const);
    }),
  );
  return [...plans.flat(), ...plansOfVgpus()];
}

const uuid = '11111111-2222-4333-8444-555555555555';
const running = '00000000-0000-0000-0000-000000000011';

function plansOfVgpus(): readonly (readonly [host: string, step: Step])[] {
  const wishes: readonly (readonly [string, ...string[]])[] = [
    ['fnos-hd620.rebooted', 'vgpu', 'create', '--uuid', uuid, '--autostart'],
    ['fnos-hd620.vgpu-started', 'vgpu', 'remove', running],
    ['fnos-hd620.vgpu-defined', 'vgpu', 'start', running],
    ['fnos-hd620.vgpu-started', 'vm', 'attach', 'rvb8l0pj'],
    ['fnos-hd620.vm-attached', 'vm', 'detach', 'rvb8l0pj'],
    ['qemu-debian12.with-vgpu', 'vgpu', 'create', '--uuid', uuid, '--autostart'],
    ['n100-proxmox9', 'vgpu', 'create', '--count', '3'],
    ['n100-proxmox9', 'vm', 'attach', '101'],
  ];
  return wishes.flatMap(([name, ...argv]) => {
    const path = fixtureHosts().find(host => host.name === name)?.path ?? expect.fail(name);
    const said = cli([...argv, '--from', path, '--no-redact', '--yes', '--format', 'json']);
    return (JSON.parse(said.stdout) as { steps: readonly Step[] }).steps.map(step => [name, step] as const);
  });
}

describe('a plan', () => {
  let steps: readonly (readonly [host: string, step: Step])[] = [];
  beforeAll(async () => {
    steps = await allPlans();
    expect(steps.length).toBeGreaterThan(80);
  }, 120_000);

  test('names files below /etc and /var/lib/fngvt only', () => {
    for (const [host, step] of steps)
      if (step.kind === 'edit')
        expect([host, step.path]).toEqual([host, expect.stringMatching(/^\/(?:etc|var\/lib\/fngvt)\/[^.]/u)]);
  });

  /** What stands for itself in a command of ours. */
  const ours =
    /^(?:update-grub|grub-mkconfig|-o|\/boot\/grub2?\/grub\.cfg|update-initramfs|-u|-k|all|proxmox-boot-tool|refresh|kernel-install|add|modprobe|virsh|-c|qemu:\/\/\/system|nodedev-(?:define|undefine|autostart|start|destroy)|(?:attach|detach)-device|define|--(?:file|device|domain|config|uuid|auto|parent|type|jsonfile|reload|delete|disable)|mdevctl|start|stop|define|undefine|modify|udevadm|control|systemctl|daemon-reload|enable|disable|qm|set|-{1,2}hostpci\d+)$/u;
  /** What a host may add: releases, addresses of PCI devices, vGPUs and VMs; and our own files, named after them. */
  const id = '[0-9a-f]{8}[-_](?:[0-9a-f]{4}[-_]){3}[0-9a-f]{12}';
  const pci = '[0-9a-f]{4}[:_][0-9a-f]{2}[:_][0-9a-f]{2}[._][0-7]';
  const theirs = [
    /^[a-z0-9_]+$/u,
    /^(?:\/boot\/vmlinuz-)?\w[\w.+~-]*$/u,
    new RegExp(`^(?:mdev_)?${id}(?:_${pci})?$`, 'u'),
    new RegExp(`^/var/lib/fngvt/(?:vgpu|vm)/${id}(?:\\.\\w+)*$`, 'u'),
    new RegExp(`^(?:0000:)?${pci}(?:,mdev=i915-GVTg_V\\d_\\d+)?(?:,[\\w=-]+)*$`, 'u'),
    /^fngvt-[\w@.-]+\.service$/u,
  ];

  test('runs commands whose every argument is ours, or a release, an address, a VM or a vGPU', () => {
    const words = steps.flatMap(([host, step]) =>
      step.kind === 'run' ? [...step.argv, ...(step.undo ?? [])].map(word => [host, word]) : [],
    );
    expect(words.length).toBeGreaterThan(100);
    const other = words.filter(
      ([, word = '']) => !ours.test(word) && !theirs.some(shape => shape.test(word)),
    );
    expect(other).toEqual([]);
  });
});

test('a kernel whose release is not of plain characters is no argument', async () => {
  for (const { path } of fixtureHosts()) {
    const { host } = await recorded(path);
    const evil: Host = {
      ...host,
      list: async folder => {
        const names = await host.list(folder);
        if (folder !== '/boot' || names.state !== 'present') return names;
        return {
          state: 'present',
          value: [...names.value, 'vmlinuz-6.1;id', 'vmlinuz-$(id)', 'vmlinuz--rf', 'vmlinuz-a b'],
        };
      },
    };
    const { steps } = await planOf(evil, (await collect(evil)).facts, {
      only: [],
      include: Object.keys(loadFixes()),
    });
    const words = steps.flatMap(step => (step.kind === 'run' ? step.argv : []));
    expect(words.filter(word => /[;$()\s]|^-rf$|vmlinuz--/u.test(word))).toEqual([]);
  }
});
