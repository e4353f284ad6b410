import { describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import type { FactAddress } from '../../src/facts/catalogue.ts';
import type { Facts } from '../../src/facts/fact-index.ts';
import { gvtConfigKeep } from '../../src/facts/kernel.ts';
import { checkSnapshot } from '../../src/host/snapshot/check.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';

const gpu = '0000:00:02.0';
const folder = `/sys/bus/pci/devices/${gpu}`;

async function book(snapshot: Record<string, unknown>): Promise<Facts> {
  const whole = checkSnapshot({ schema: 'fngvt.snapshot/1', ...snapshot }, 'test');
  const { facts, breakages } = await collect(replayHost(whole));
  expect(breakages).toEqual([]);
  return facts;
}

const display = (device: string): Record<string, string> => ({
  [`${folder}/class`]: '0x030000',
  [`${folder}/vendor`]: '0x8086',
  [`${folder}/device`]: `0x${device}`,
});

/** [address, value]; undefined: unknown. */
type Wanted = readonly (readonly [FactAddress, unknown])[];

async function expectFacts(snapshot: Record<string, unknown>, wanted: Wanted): Promise<void> {
  const facts = await book(snapshot);
  expect(wanted.map(([address]) => [address, facts.value(address, gpu)])).toEqual(wanted);
}

describe('a part of a source answers for itself and for nothing else', () => {
  test('the state of one module', () =>
    expectFacts(
      {
        files: { '/sys/module/i915/initstate': 'live\n' },
        absent: ['/sys/module/kvmgt/initstate'],
      },
      [
        ['module-loaded/i915', true],
        ['module-loaded/kvmgt', false],
        ['module-loaded/vfio_mdev', undefined],
      ],
    ));

  test('the whole list outweighs the state of one module', () =>
    expectFacts(
      {
        files: {
          '/proc/modules': 'kvmgt 1 0 - Live 0x0\n',
          '/sys/module/i915/initstate': 'live\n',
        },
      },
      [
        ['module-loaded/i915', false],
        ['module-loaded/kvmgt', true],
      ],
    ));

  test('the options of GVT-g', () =>
    expectFacts(
      {
        files: {
          '/proc/sys/kernel/osrelease': '6.1.0\n',
          '/boot/config-6.1.0': { keep: gvtConfigKeep.pattern, text: '# CONFIG_DRM_I915_GVT is not set\n' },
        },
      },
      [
        ['kernel-config/DRM_I915_GVT', null],
        ['kernel-config/DRM_I915_GVT_KVMGT', null],
        ['kernel-config/PCI_IOV', undefined],
        ['kernel/gvt-built', false],
      ],
    ));

  test('the file of one module', () =>
    expectFacts(
      {
        files: { '/proc/sys/kernel/osrelease': '6.1.0\n' },
        commands: [
          { argv: ['modinfo', '-n', 'kvmgt'], exit: 0, stdout: '/lib/modules/6.1.0/kernel/gvt/kvmgt.ko\n' },
          { argv: ['modinfo', '-n', 'xe'], exit: 1, stderr: 'modinfo: ERROR: Module xe not found.\n' },
          { argv: ['modinfo', '-n', 'mdev'], exit: 0, stdout: '/lib/modules/5.10.0/kernel/vfio/mdev.ko\n' },
        ],
      },
      [
        ['module-file/kvmgt', 'kernel/gvt/kvmgt.ko'],
        ['module-file/xe', null],
        ['module-file/mdev', undefined],
        ['module-file/i915', undefined],
        ['modules/i915-origin', undefined],
        ['kernel/gvt-built', true],
      ],
    ));

  test('the name of the processor', () =>
    expectFacts({ files: { '/proc/cpuinfo': 'model name\t: Intel(R) Core(TM) i5-8500T CPU @ 2.10GHz\n' } }, [
      ['cpu/name', 'Intel(R) Core(TM) i5-8500T CPU @ 2.10GHz'],
      ['cpu/vendor', undefined],
      ['cpu/has-vmx', undefined],
      ['host/guest', undefined],
      ['cpu/expects-igpu', undefined],
    ]));
});

describe('the aperture', () => {
  const line = (first: string, last: string): string => `0x${first} 0x${last} 0x0000000000140204\n`;
  const zero = '0'.repeat(16);
  const bars = (bar2: string): string => `${line(zero, zero)}${line(zero, zero)}${bar2}`;
  const facts = async (resource: string | undefined): Promise<readonly unknown[]> => {
    const all = await book({
      dirs: { '/sys/bus/pci/devices': [gpu] },
      files: { ...display('3e92'), ...(resource === undefined ? {} : { [`${folder}/resource`]: resource }) },
      absent: resource === undefined ? [`${folder}/resource`] : [],
    });
    return ['gpu/aperture-mib', 'gpu/expected-types', 'gpu/expected-instances', 'gpu/hidden-memory'].map(
      address => all.value(address as FactAddress, gpu),
    );
  };

  test('is not known where the kernel has no file about it, and nothing follows from that', async () => {
    expect(await facts(undefined)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('is not known where that file has no such line', async () => {
    expect(await facts(line(zero, zero))).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('is nothing where the file says so', async () => {
    expect((await facts(bars(line(zero, zero))))[0]).toBe(0);
  });

  test('is as large as the file says', async () => {
    const bar = line('00000000d0000000', '00000000dfffffff');
    expect((await facts(bars(bar)))[0]).toBe(256);
  });
});

test('an instance that is left proves sharing although nobody counted the vGPUs', async () => {
  const types = `${folder}/mdev_supported_types`;
  const snapshot = (left: string): Record<string, unknown> => ({
    dirs: { '/sys/bus/pci/devices': [gpu], [types]: ['i915-GVTg_V5_8'] },
    files: { ...display('3e92'), [`${types}/i915-GVTg_V5_8/available_instances`]: left },
  });
  await expectFacts(snapshot('2\n'), [['gpu/can-share', true]]);
  await expectFacts(snapshot('0\n'), [['gpu/can-share', undefined]]);
});

describe('the SR-IOV capability in what lspci showed', () => {
  const shown = (stdout: string): Record<string, unknown> => ({
    dirs: { '/sys/bus/pci/devices': [gpu] },
    files: display('46a6'),
    commands: [{ argv: ['lspci', '-vv', '-s', gpu], exit: 0, stdout }],
  });
  const head = '00:02.0 VGA compatible controller: Intel Corporation Alder Lake-P\n';
  const [pasid, sriov, driver] = [
    '\tCapabilities: [100 v1] Process Address Space ID (PASID)\n',
    '\tCapabilities: [320 v1] Single Root I/O Virtualization (SR-IOV)\n',
    '\tKernel driver in use: i915\n',
  ];

  test.each([
    ['it is there', head + pasid + sriov + driver, true],
    ['it is not there', head + pasid + driver, false],
    ['the end is cut off', head + pasid, undefined],
    ['not read as root', `${head}\tCapabilities: <access denied>\n${driver}`, undefined],
    ['without root only the first', `${head}\tCapabilities: [40] Vendor Specific\n${driver}`, undefined],
  ])('%s', (_, stdout, wanted) => expectFacts(shown(stdout), [['gpu/sriov-capability', wanted]]));
});
