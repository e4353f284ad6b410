import { describe, expect, test } from 'vitest';
import {
  gucBlocksGvt,
  i915LoadsKvmgt,
  isModuleGone,
  moduleLife,
  needsVfioMdev,
  regressionOf,
} from '../../src/knowledge/kernels.ts';
import { allLogLines } from '../../src/knowledge/log-lines.ts';
import { platformByName } from '../../src/knowledge/platforms.ts';
import { readTable } from '../../src/package-files.ts';
import type { KernelTable } from '../../src/knowledge/kernels.ts';

describe('isModuleGone', () => {
  test.each([
    ['vfio_virqfd', '6.1.192', false],
    ['vfio_virqfd', '6.2', true],
    ['vfio-virqfd', '6.6.38-trim', true],
    ['vfio_virqfd', '6', undefined],
    ['vfio_mdev', '5.10.223', false],
    ['vfio_mdev', '5.14', true],
    ['vfio_mdev', '5.15.224', true],
    ['kvmgt', '7.3.4', false],
    ['kvmgt', '4.9', false],
    ['mdev', '7.3.4', false],
    ['xengt', '4.15', true],
    ['exngt', '6.1', true],
    ['not_ours', '6.1', false],
  ])('%s on %s: %s', (name, upstream, expected) => {
    expect(isModuleGone(name, upstream)).toBe(expected);
  });
});

test('names of modules take dashes', () => {
  expect(moduleLife('vfio-pci')?.name).toBe('vfio_pci');
  expect(moduleLife('nvidia')).toBeUndefined();
});

describe('what GVT-g does in a version', () => {
  test.each([
    [i915LoadsKvmgt, '5.0.21', true],
    [i915LoadsKvmgt, '5.1', false],
    [i915LoadsKvmgt, '5', undefined],
    [needsVfioMdev, '5.13.19', true],
    [needsVfioMdev, '5.14', false],
  ])('%o on %s: %s', (ask, upstream, expected) => {
    expect(ask(upstream)).toBe(expected);
  });
});

describe('gucBlocksGvt', () => {
  test.each([
    ['5.0.21', '1', true],
    ['5.0.21', '3', true],
    ['4.18.20', '3', true],
    ['5.0.21', '2', false],
    ['5.0.21', '0', false],
    ['5.0.21', '-1', undefined],
    ['5.0.21', 'x', undefined],
    ['5.2', '3', undefined],
    ['5.3', '3', false],
    ['6.6.38', '3', false],
    ['6.6.38', '-1', false],
    ['4.15.18', '3', false],
    ['4.17', '3', undefined],
  ])('%s with enable_guc=%s: %s', (upstream, value, expected) => {
    expect(gucBlocksGvt(upstream, value)).toBe(expected);
  });
});

describe('regressionOf', () => {
  test.each([
    ['COMETLAKE', '5.18.19', null],
    ['COMETLAKE', '5.19.1', 'kernel-regression-gvt-mmio-table'],
    ['COMETLAKE', '5.19.7', 'kernel-regression-gvt-mmio-table'],
    ['COMETLAKE', '5.19.8', null],
    ['COMETLAKE', '5.19.17', null],
    ['COMETLAKE', '5.19', undefined],
    ['COMETLAKE', '6.0', null],
    ['COFFEELAKE', '5.19.1', null],
    ['BROXTON', '5.4.54', null],
    ['BROXTON', '5.4.60', 'kernel-regression-gvt-mmio-table'],
    ['BROXTON', '5.4.106', 'kernel-regression-gvt-mmio-table'],
    ['BROXTON', '5.4.107', null],
    ['BROXTON', '5.4', undefined],
    ['BROXTON', '5.8.8', 'kernel-regression-gvt-mmio-table'],
    ['BROXTON', '5.10', null],
    ['BROADWELL', '5.8', null],
  ])('%s on %s: %s', (platform, upstream, expected) => {
    const found = regressionOf(platform, upstream);
    expect(found === null ? null : found?.id).toBe(expected);
  });

  test('rows name platforms and messages that exist', () => {
    for (const row of readTable<KernelTable>('kernels').regressions) {
      expect(row.platforms.filter(name => platformByName(name) === undefined)).toEqual([]);
      if (row.message !== null) expect(allLogLines().map(({ id }) => id)).toContain(row.message);
    }
  });
});
