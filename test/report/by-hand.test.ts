import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/judge/finding.ts';
import { stepsFor, stepsOf } from '../../src/report/finding-view.ts';
import { judgeFixture } from '../fixture-hosts.ts';
import { hostFixture } from '../run-cli.ts';

const seenFact = (fact: string, found: Evidence['found'], source: string | null = null): Evidence => ({
  fact,
  source,
  predicate: 'shown',
  wanted: null,
  found,
  truth: true,
});

const onDebian = { platform: 'debian', bootloader: 'grub' };
const lineOf = (steps: string, word: string): number =>
  steps.split('\n').findIndex(line => line.includes(word));

describe('steps by hand', () => {
  test('hold the address and the id of the GPU that the finding is about', async () => {
    const report = await judgeFixture(hostFixture('n100-proxmox9'));
    const [gpu] = report.gpus;
    const steps = stepsFor('sriov-xe-bound', report, gpu?.address ?? null, 'en');
    expect(steps).toContain(`xe.force_probe=${String(gpu?.id).slice(5)}`);
    expect(steps).toContain(`lspci -nnk -s ${String(gpu?.address)}`);
    expect(steps).not.toMatch(/DEVICE-ID|ADDRESS/u);
  });

  test('name the file and the command of the boot loader in force', () => {
    const on = (platform: string, bootloader: string): string =>
      stepsOf('enable-gvt', { platform, bootloader }, 'en');
    expect(on('proxmox', 'proxmox-systemd-boot')).toMatch(
      /\/etc\/kernel\/cmdline[^]*proxmox-boot-tool refresh/u,
    );
    expect(on('proxmox', 'proxmox-systemd-boot')).not.toContain('/etc/default/grub');
    expect(on('proxmox', 'grub')).toMatch(/\/etc\/default\/grub[^]*update-grub/u);
    expect(on('proxmox', 'grub')).not.toContain('proxmox-boot-tool');
    expect(on('arch', 'systemd-boot')).toContain('/boot/loader/entries');
    expect(on('fedora', 'bls')).toContain('grubby --update-kernel=ALL --args="i915.enable_gvt=1"');
  });

  test('reboot once, after everything that is carried over, and check last', () => {
    const steps = stepsOf('driver-vfio', onDebian, 'en');
    expect(steps.match(/reboot/gu)).toHaveLength(1);
    expect(steps.match(/update-grub/gu)).toHaveLength(1);
    expect(lineOf(steps, 'update-initramfs')).toBeLessThan(lineOf(steps, 'update-grub'));
    expect(lineOf(steps, 'update-grub')).toBeLessThan(lineOf(steps, 'reboot'));
    expect(lineOf(steps, 'reboot')).toBeLessThan(lineOf(steps, 'Check:'));
  });

  test('need no reboot where what works now only has to last', () => {
    const steps = stepsOf('kvmgt-at-boot', onDebian, 'en');
    expect(steps).toContain('No reboot is needed');
    expect(steps).not.toContain('Shut the VMs down');
  });

  test('say how to become root on fnOS, at the first step that needs it', () => {
    const steps = stepsOf('i915-origin', { platform: 'fnos', bootloader: 'grub' }, 'zh-CN');
    expect(lineOf(steps, 'sudo -i')).toBe(lineOf(steps, 'depmod'));
    expect(lineOf(steps, 'sudo -i')).toBeGreaterThan(0);
    expect(stepsOf('vmx', { platform: 'fnos', bootloader: 'grub' }, 'zh-CN')).not.toContain('sudo');
  });

  test('are filled from what the finding found', () => {
    const evidence = [
      seenFact('mdevctl/rule-program', '/usr/sbin/mdevctl'),
      seenFact('mdevctl/path', '/usr/bin/mdevctl'),
    ];
    const steps = stepsOf('mdevctl-rule', onDebian, 'en', { report: null, evidence, subject: null });
    expect(steps).toContain('write `/usr/bin/mdevctl` where it says `/usr/sbin/mdevctl`');
    const option = [seenFact('modprobe/i915.enable_guc', '3', '/etc/modprobe.d/i915.conf')];
    const guc = stepsOf('guc-submission', onDebian, 'en', { report: null, evidence: option, subject: null });
    expect(guc).toMatch(/`i915.enable_guc` in `\/etc\/modprobe.d\/i915.conf`[^]*update-initramfs/u);
    expect(stepsOf('guc-submission', onDebian, 'en')).not.toContain('update-initramfs');
  });

  test('speak of another value only where there is, or may be, one', () => {
    const seen = (found: string | null): string =>
      stepsOf('enable-gvt', onDebian, 'en', {
        report: null,
        evidence: [seenFact('configured/i915.enable_gvt', found)],
        subject: null,
      });
    expect(stepsOf('enable-gvt', onDebian, 'en')).toContain('another value');
    expect(seen('0')).toContain('another value');
    expect(seen(null)).not.toContain('another value');
  });

  test('leave out what the host rules out', () => {
    const none = [seenFact('gpu/sriov-since', null), seenFact('module-denied/xe', null)];
    const seen = { report: null, evidence: none, subject: null };
    expect(stepsOf('sriov-kernel-driver', onDebian, 'en')).toContain('whose own xe');
    expect(stepsOf('sriov-kernel-driver', onDebian, 'en', seen)).not.toMatch(/whose own xe|One of these/u);
    expect(stepsOf('sriov-xe-bound', onDebian, 'en')).toContain('module_blacklist');
    expect(stepsOf('sriov-xe-bound', onDebian, 'en', seen)).not.toContain('module_blacklist');
  });

  test.each([
    ['`', 'nomodeset` rm -rf'],
    ['a second word', 'nomodeset; id'],
    ['a command of the shell', '$(id)'],
    ['markup', '[url=x]y[/url]'],
    ['a link', 'https://a.b/c'],
    ['a line', 'a\nb'],
    ['a stand-in', '/home/anon_aaaaaah/x'],
    ['a long text', 'x'.repeat(121)],
  ])('hold nothing of a machine that could be read as something else: %s', (_what, found) => {
    const evidence = [seenFact('gpu/switched-off-by', found)];
    const steps = stepsOf('driver-switched-off', onDebian, 'en', { report: null, evidence, subject: null });
    expect(steps).toContain('take `PARAMETER` out');
    expect(steps).not.toContain(found);
  });

  test('a stand-in stands in no command', () => {
    const uuid = '00000000-0000-4000-8000-000000000001';
    const steps = stepsOf('mdev-persistence', onDebian, 'en', { report: null, evidence: [], subject: uuid });
    expect(steps).toContain('--uuid UUID`');
    const own = { report: null, evidence: [], subject: 'c0ffee00-1234-4321-abcd-0123456789ab' };
    expect(stepsOf('mdev-persistence', onDebian, 'en', own)).toContain(`--uuid ${own.subject}\``);
  });
});
