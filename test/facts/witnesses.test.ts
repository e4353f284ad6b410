import { describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import type { Facts } from '../../src/facts/fact-index.ts';
import { checkSnapshot } from '../../src/host/snapshot/check.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';

/** A fact has more than one place where it shows: each alone is enough. */

const gpu = '0000:00:02.0';
const folder = `/sys/bus/pci/devices/${gpu}`;

/** A host of which only this is known: a GPU of Alder Lake, and what is added. */
async function factsOf(
  more: Readonly<Record<string, string>>,
  log = '',
  kernel = '6.14.8-2-pve',
  device = '0x46a6',
): Promise<Facts> {
  const snapshot = {
    schema: 'fngvt.snapshot/1',
    files: {
      '/proc/sys/kernel/osrelease': `${kernel}\n`,
      [`${folder}/class`]: '0x030000\n',
      [`${folder}/vendor`]: '0x8086\n',
      [`${folder}/device`]: `${device}\n`,
      ...more,
    },
    links: { [`${folder}/driver`]: '../../../bus/pci/drivers/i915' },
    dirs: { '/sys/bus/pci/devices': [gpu] },
    commands: log === '' ? [] : [{ argv: ['dmesg'], exit: 0, stdout: `${log}\n` }],
  };
  const { facts, breakages } = await collect(replayHost(checkSnapshot(snapshot, 'test')));
  expect(breakages).toEqual([]);
  return facts;
}

describe('the technology', () => {
  test('is open where only the platform is known; that the generation is not too old is not', async () => {
    const facts = await factsOf({});
    expect(facts.get('gpu/technology', gpu).known).toBe(false);
    expect(facts.value('gpu/generation-route', gpu)).toBe('sr-iov');
  });

  test.each([
    [
      'the driver refuses',
      '[ 3.1] i915 0000:00:02.0: driver does not support SR-IOV configuration via sysfs',
    ],
    ['no driver is bound', '[ 3.1] pci 0000:00:02.0: no driver bound to device; cannot configure SR-IOV'],
    ['it runs as PF', '[ 3.1] i915 0000:00:02.0: Running in SR-IOV PF mode'],
    ['functions were made', '[ 3.1] i915 0000:00:02.0: Enabled 7 VFs'],
    ['there is no room', '[ 3.1] i915 0000:00:02.0: [drm] not enough MMIO resources for SR-IOV'],
  ])('is SR-IOV where the kernel says that %s', async (_what, line) => {
    expect((await factsOf({}, line)).value('gpu/technology', gpu)).toBe('sr-iov');
    const ofAnother = line.replace('00:02.0', '03:00.0');
    expect((await factsOf({}, ofAnother)).get('gpu/technology', gpu).known).toBe(false);
  });

  test('is SR-IOV where functions exist', async () => {
    const facts = await factsOf({ [`${folder}/sriov_numvfs`]: '2\n' });
    expect(facts.value('gpu/technology', gpu)).toBe('sr-iov');
  });
});

test('a driver that ignores max_vfs has no SR-IOV', async () => {
  const facts = await factsOf({}, "[ 2.0] i915: unknown parameter 'max_vfs' ignored");
  expect(facts.value('gpu/sriov-driver', gpu)).toBe(null);
});

describe('the switch that was not given', () => {
  const parameter = { '/sys/module/i915/parameters/enable_gvt': 'N\n' };

  test.each([
    ['6.8.12-4-pve', false],
    ['5.10.0-21-amd64', false],
    // Here a driver that gives up writes it back.
    ['5.4.0-42-generic', undefined],
  ])('shows in the parameter on %s: %s', async (kernel, wanted) => {
    const facts = await factsOf(parameter, '', kernel, '0x3e92');
    expect(facts.value('gvt/switch')).toBe(wanted);
  });
});
