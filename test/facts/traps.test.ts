import { describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { overlay, readFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { conclude } from '../../src/judge/conclude.ts';
import type { Report } from '../../src/judge/report-types.ts';
import { loadRules } from '../../src/rules/load.ts';
import { hostFixture } from '../run-cli.ts';

/** A host of the fixtures with something changed, judged. Bases must be no variants. */
async function judged(base: string, patch: Record<string, unknown>): Promise<Report> {
  const path = hostFixture(base);
  const { facts } = await collect(replayHost(overlay((await readFixture(path)).snapshot, patch, path)));
  return conclude(loadRules(), facts, nextBoot(facts), { version: '0', taken: '', source: 'snapshot' });
}

const gpu = '/sys/bus/pci/devices/0000:00:02.0';
const menu = (release: string): object => ({
  '/boot/grub/grub.cfg': `set default="0"\nmenuentry 'x' $menuentry_id_option 'x' {\n\tlinux /boot/vmlinuz-${release} root=UUID=1 ro i915.enable_gvt=1\n}\n`,
});

describe('what was once told wrongly', () => {
  test('a display whose vendor can not be read is not "no GPU"', async () => {
    const { verdict } = await judged('m720q-debian12', { denied: [`${gpu}/vendor`] });
    expect(verdict).toMatchObject({ state: 'unknown', exit_code: 3 });
  });

  test('a kernel log of which nothing is left was not denied', async () => {
    const why = async (exit: number): Promise<unknown> => {
      const path = hostFixture('m720q-debian12');
      const patch = { commands: [{ argv: ['dmesg'], exit, stdout: '' }] };
      const { facts } = await collect(replayHost(overlay((await readFixture(path)).snapshot, patch, path)));
      const fact = facts.get('log/kvm-disabled-by-bios');
      return fact.known ? fact.value : fact.why;
    };
    expect([await why(0), await why(1)]).toEqual(['undecided', 'not captured']);
  });

  test('the running driver outweighs every file about its switch', async () => {
    const report = await judged('fnos-hd620', { files: { '/sys/module/i915/parameters/enable_gvt': 'Y\n' } });
    expect(report.findings.find(finding => finding.id === 'enable-gvt')?.verdict).toBe('pass');
  });

  test('`i915.enable_gvt=` is no switch that is on', async () => {
    const cmdline = 'BOOT_IMAGE=/boot/vmlinuz-6.6.38-trim root=UUID=1 ro i915.enable_gvt=\n';
    const { verdict } = await judged('fnos-hd620', { files: { '/proc/cmdline': cmdline } });
    expect(verdict?.cause).toBe('enable-gvt-off');
  });

  test('`install … || /bin/true` is a fallback, no prohibition', async () => {
    const conf = 'install kvmgt /sbin/modprobe --ignore-install kvmgt || /bin/true\n';
    const report = await judged('fnos-hd620', { files: { '/etc/modprobe.d/gvt.conf': conf } });
    expect(report.findings.find(finding => finding.id === 'kvmgt-denied')?.verdict).toBe('pass');
  });

  test('arguments in the list of initramfs-tools are no faults', async () => {
    const report = await judged('m720q-debian12', {
      files: { '/etc/initramfs-tools/modules': '# list\ni915 enable_gvt=1\n' },
    });
    expect(
      report.findings.filter(finding => finding.id.startsWith('module-list')).map(finding => finding.verdict),
    ).not.toContain('fail');
  });

  test('an aperture as large as any GTT can be is no room for vGPUs, also without root', async () => {
    const resource =
      '0x00000000de000000 0x00000000deffffff 0x0000000000140204\n0x0 0x0 0x0\n0x0000004000000000 0x00000040ffffffff 0x000000000014220c\n';
    const { verdict } = await judged('m720q-debian12', {
      files: { [`${gpu}/resource`]: resource },
      denied: [`${gpu}/config`],
    });
    expect(verdict?.cause).toBe('aperture-leaves-no-hidden-gm');
  });

  test('an older kernel at the next boot is told to those who are ready', async () => {
    const report = await judged('m720q-debian12', { files: menu('4.19.0-3-amd64') });
    expect(report.verdict?.state).toBe('ready');
    expect(report.findings.find(finding => finding.id === 'next-kernel')?.verdict).toBe('fail');
  });
});
