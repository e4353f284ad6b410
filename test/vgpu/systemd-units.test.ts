import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { functionsUnitText, vgpuUnitText } from '../../src/vgpu/systemd-units.ts';

const uuid = '11111111-2222-4333-8444-555555555555';
const gpu = '0000:00:02.0';
const vgpu = vgpuUnitText({ uuid, parent: gpu, type: 'i915-GVTg_V5_4' });

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fngvt-unit-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (path: string, text = ''): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};
const read = (path: string): string => readFileSync(join(root, path), 'utf8').trim();

/** What systemd writer to the shell: `$$` is `$`; here with another /sys, and without waiting for long. */
function start(unit: string): number | null {
  const script = /^ExecStart=\/bin\/sh -ec '(.*)'$/mu.exec(unit)?.[1] ?? '';
  const shell = script
    .replaceAll('$$', '$')
    .replaceAll('/sys/', `${root}/sys/`)
    .replaceAll('/run/', `${root}/run/`)
    .replace('-ge 60', '-ge 1');
  return spawnSync('/bin/sh', ['-ec', shell], { timeout: 10_000, stdio: 'ignore' }).status;
}

describe('the unit of a vGPU', () => {
  const create = `/sys/bus/pci/devices/${gpu}/mdev_supported_types/i915-GVTg_V5_4/create`;

  test('makes it where the type is there', () => {
    put(create);
    expect([start(vgpu), read(create)]).toEqual([0, uuid]);
  });

  test('makes it once', () => {
    put(create);
    put(`/sys/bus/mdev/devices/${uuid}/remove`);
    expect([start(vgpu), read(create)]).toEqual([0, '']);
  });

  test('fails where the type does not come, and makes no file', () => {
    expect(start(vgpu)).not.toBe(0);
    expect(existsSync(join(root, create))).toBe(false);
  });

  test('comes before what starts VMs', () => {
    expect(vgpu).toMatch(/^Before=.*libvirtd\.service.*libvirt-guests\.service/mu);
  });
});

describe('the unit of virtual functions', () => {
  const folder = `/sys/bus/pci/devices/${gpu}`;
  const unit = functionsUnitText(gpu, 3);

  test('keeps the host from them before they are there', () => {
    put(`${folder}/driver`);
    put(`${folder}/sriov_numvfs`, '0\n');
    put(`${folder}/sriov_drivers_autoprobe`, '1\n');
    put('/run/is-there');
    expect(start(unit)).toBe(0);
    expect([read(`${folder}/sriov_drivers_autoprobe`), read(`${folder}/sriov_numvfs`)]).toEqual(['0', '3']);
    expect(unit.indexOf('autoprobe')).toBeLessThan(unit.indexOf('echo 3'));
  });

  test('leaves them alone where the number is right', () => {
    put(`${folder}/driver`);
    put(`${folder}/sriov_numvfs`, '3');
    put(`${folder}/sriov_drivers_autoprobe`, '0\n');
    put('/run/is-there');
    expect([start(unit), read(`${folder}/sriov_numvfs`)]).toEqual([0, '3']);
  });
});

const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;

test.skipIf(!hasAnalyze && process.env['CI'] === undefined)('systemd finds no fault in them', () => {
  for (const [name, text] of [
    ['vgpu', vgpu],
    ['functions', functionsUnitText(gpu, 3)],
  ] as const) {
    const path = join(root, `fngvt-${name}.service`);
    writeFileSync(path, text);
    const said = spawnSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' });
    // Other units of this machine may have faults of their own.
    expect(said.stderr.split('\n').filter(line => line.includes('fngvt-'))).toEqual([]);
  }
});
