import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { functionsUnitText } from '../../src/vgpu/systemd-units.ts';
import { canChroot, OwnRoot } from '../change/own-root.ts';
import { cli, hostFixture } from '../run-cli.ts';

/** Virtual functions, made and taken away: planned on recorded SR-IOV hosts, done and undone in a root of its own. */

const gpu = '0000:00:02.0';
const unit = '/etc/systemd/system/fngvt-functions.service';
const folder = mkdtempSync(join(tmpdir(), 'fngvt-functions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Planned {
  readonly exit: number | null;
  readonly steps: readonly {
    readonly kind: string;
    readonly path?: string;
    readonly argv?: readonly string[];
  }[];
  readonly refused: readonly {
    readonly reason: string;
    readonly details: Readonly<Record<string, string>>;
  }[];
}

type Files = Readonly<Record<string, string>>;

/** What a verb would do on a recorded host that has these files too; `isFree`: no driver has its functions. */
async function plan(
  host: string,
  argv: readonly string[],
  files: Files = {},
  isFree = true,
): Promise<Planned> {
  const base = await openFixture(hostFixture(host));
  const links = Object.entries(base.links).filter(([path]) => !isFree || !/\.[1-7]\/driver$/u.test(path));
  const path = join(folder, 'host.json');
  writeFileSync(
    path,
    JSON.stringify({ ...base, files: { ...base.files, ...files }, links: Object.fromEntries(links) }),
  );
  const said = cli([...argv, '--from', path, '--no-redact', '--yes', '--format', 'json']);
  if (said.stdout === '') throw new Error(said.stderr);
  return { ...(JSON.parse(said.stdout) as Planned), exit: said.exit };
}

const remove = ['vgpu', 'remove', '--functions'];
const create = (count: number): readonly string[] => ['vgpu', 'create', '--count', String(count)];
const ours = { [unit]: functionsUnitText(gpu, 7) };
const steps = (planned: Planned): readonly string[] =>
  planned.steps.map(step => (step.kind === 'run' ? (step.argv ?? []).join(' ') : `edit ${step.path ?? ''}`));

describe('planned', () => {
  test('functions that fngvt made go with their unit', async () => {
    expect(steps(await plan('n100-proxmox9.dkms-working', remove, ours))).toEqual([
      'systemctl stop fngvt-functions.service',
      'systemctl disable fngvt-functions.service',
      `edit ${unit}`,
      'systemctl daemon-reload',
    ]);
  });

  test('fewer of them, by the same unit', async () => {
    expect(steps(await plan('n100-proxmox9.dkms-working', create(2), ours))).toEqual([
      `edit ${unit}`,
      'systemctl daemon-reload',
      'systemctl restart fngvt-functions.service',
    ]);
  });

  test.each<[string, readonly string[], Files, boolean, string]>([
    ['somebody else made them', remove, {}, true, 'functions-by-others'],
    ['a driver holds them', remove, ours, false, 'functions-held'],
    ['a driver holds them', create(2), ours, false, 'functions-held'],
    [
      'a VM has one',
      remove,
      { ...ours, '/etc/pve/qemu-server/101.conf': 'memory: 4096\nhostpci0: 0000:00:02.3\n' },
      true,
      'functions-in-vms',
    ],
  ])('where %s, %j is refused', async (_, argv, files, isFree, reason) => {
    const planned = await plan('n100-proxmox9.dkms-working', argv, files, isFree);
    expect([planned.exit, planned.steps, planned.refused.map(one => one.reason)]).toEqual([1, [], [reason]]);
  });

  test('where there are none, nothing is ours to remove', async () => {
    const planned = await plan('n100-proxmox9.dkms-no-vfs-yet', remove);
    expect(planned.refused.map(one => one.reason)).toEqual(['no-own-functions']);
  });

  test('a UUID beside --functions is wrong usage', () => {
    expect(
      cli([...remove, '11111111-2222-4333-8444-555555555555', '--from', hostFixture('n100-proxmox9')]).exit,
    ).toBe(2);
  });
});

/** Starts and stops units as systemd does: by their own lines, which write to the sysfs of the root. */
const systemctl = `
unit=/etc/systemd/system/$2
line() { sed -n "s/^Exec$1=//p" "$unit" | sed 's/\\$\\$/$/g' >/tmp/script; sh /tmp/script; }
case "$1" in
  daemon-reload | is-system-running) : ;;
  enable) touch /etc/enabled ;;
  disable) rm -f /etc/enabled ;;
  start) line Start ;;
  stop) line Stop ;;
  restart) line Stop; line Start ;;
  *) exit 1 ;;
esac
`;

describe.runIf(canChroot)('there and back', () => {
  const device = `/sys/bus/pci/devices/${gpu}`;
  let root: OwnRoot;
  beforeAll(() => {
    root = new OwnRoot();
    root.install('sed');
  });
  afterAll(() => root.remove());
  beforeEach(() => {
    root.reset();
    root.put('/etc/systemd/system/other.service', '');
    root.put(`${device}/driver`, '');
    root.put(`${device}/sriov_numvfs`, '0\n');
    root.put(`${device}/sriov_drivers_autoprobe`, '1\n');
    root.script('systemctl', systemctl);
  });

  const state = (): object => ({ sys: root.tree('/sys'), etc: root.tree('/etc') });
  const apply = (planned: Planned): void => {
    root.put('/plan.json', JSON.stringify(planned));
    expect(JSON.parse(root.entry(['apply', '/plan.json']).stdout)).toMatchObject({ outcome: 'applied' });
  };
  const undo = (): void => {
    expect(JSON.parse(root.entry(['undo']).stdout)).toMatchObject({ outcome: 'undone' });
  };

  test('made, fewer, gone; and undone one by one, the driver autoprobe too', async () => {
    const states = [state()];
    apply(await plan('n100-proxmox9.dkms-no-vfs-yet', create(7)));
    expect(root.read(`${device}/sriov_numvfs`)).toBe('7\n');
    expect(root.read(`${device}/sriov_drivers_autoprobe`)).toBe('0\n');
    states.push(state());
    const made = { [unit]: root.read(unit) };
    apply(await plan('n100-proxmox9.dkms-working', create(2), made));
    expect(root.read(`${device}/sriov_numvfs`)).toBe('2\n');
    states.push(state());
    apply(await plan('n100-proxmox9.dkms-working', remove, { [unit]: root.read(unit) }));
    expect(state()).toEqual(states[0]);
    for (const before of states.reverse()) {
      undo();
      expect(state()).toEqual(before);
    }
  });
});
