import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { childOf, parseXml } from '../../src/formats/xml.ts';
import { keyedDigest, machineKey } from '../../src/host/digest.ts';
import { hideInPciConfig } from '../../src/privacy/bytes.ts';
import { Pseudonymizer } from '../../src/privacy/pseudonymizer.ts';
import { hideInKernelLog } from '../../src/privacy/texts.ts';
import { hideWords } from '../../src/privacy/known-tokens.ts';
import { fieldOrder, ruleSchema } from '../../src/rules/rule-schema.ts';
import { secrets } from '../privacy/secrets.ts';
import { packageFolder } from '../run-cli.ts';

/** What docs/security.md says of data: what is hidden in it, and what it cannot do. */

const fresh = (): Pseudonymizer => new Pseudonymizer(keyedDigest('a machine'));

test('XML has the five entities of its own and no others', () => {
  expect(parseXml('<a><b>&lt;&amp;&x;</b></a>')).toBeDefined();
  expect(childOf(parseXml('<a><b>&lt;&x;</b></a>'), 'b')?.text).toBe('<&x;');
  for (const type of [
    '<!DOCTYPE a [<!ENTITY x "y">]>',
    '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE a>',
  ])
    expect(parseXml(`${type}<a>&x;</a>`)).toBeUndefined();
});

describe('a rule', () => {
  const text = { en: 'x', 'zh-CN': 'x' };
  const rule = {
    severity: 'error',
    title: text,
    passed: text,
    fault: text,
    why: text,
    expect: { fact: 'a/b', is: true },
    cause: 'x',
    acts: 'fngvt',
  };
  const isRule = (extra: object): boolean => ruleSchema.safeParse({ ...rule, ...extra }).success;

  test('is made of these fields and no others', () => {
    expect(fieldOrder).toEqual([
      'severity',
      'confidence',
      'title',
      'passed',
      'fault',
      'why',
      'each',
      'applies',
      'requires',
      'expect',
      'passed-where',
      'cause',
      'cause-of',
      'acts',
      'outcome',
      'fix',
      'remedy',
      'note',
      'symptom',
      'proves',
      'besides',
      'shows',
      'links',
    ]);
    expect(isRule({})).toBe(true);
    for (const field of ['script', 'command', 'run', 'exec', 'shell', 'url', 'how', 'how-on'])
      expect([field, isRule({ [field]: 'id' })]).toEqual([field, false]);
  });

  test('says of a fix which of a closed set it is, and holds nothing that a shell would take for a command', () => {
    expect(isRule({ fix: { 'kernel-argument': { name: 'i915.enable_gvt', value: '1' } } })).toBe(true);
    for (const fix of [
      { run: ['id'] },
      { script: 'id' },
      { edit: { path: '/etc/passwd', line: 'x' } },
      { 'kernel-argument': { name: 'a', value: '$(id)' } },
      { 'kernel-argument': { name: 'a', value: 'b; id' } },
      { 'module-now': 'kvmgt; id' },
      { 'module-at-boot': '../x' },
      { 'grub-file': 'id' },
    ])
      expect([fix, isRule({ fix })]).toEqual([fix, false]);
  });

  test('says of a remedy which of a closed set it is, and of a note nothing that one could type', () => {
    expect(
      isRule({ remedy: [{ rebooted: 'now' }, { either: [[{ vgpu: 'started' }], [{ vgpu: 'remade' }]] }] }),
    ).toBe(true);
    for (const one of [
      { run: ['id'] },
      { look: ['id'] },
      { 'module-tried': 'kvmgt; id' },
      { 'module-at-boot': '../x' },
      { 'parameter-out': '$(id)' },
      { rebooted: 'now', examined: 'as-root' },
      { either: [[{ rebooted: 'now' }]] },
    ])
      expect([one, isRule({ remedy: [one] })]).toEqual([one, false]);
    const note = (en: string): boolean => isRule({ note: { en, 'zh-CN': '这里的 `enable_gvt` 是 1。' } });
    expect(note('Kernels from 6.8 on have `i915.enable_gvt=1`. This is young.')).toBe(true);
    for (const said of [
      'One. Two. Three.',
      'Run `update-grub -v`.',
      'See `/etc/default/grub`.',
      'See /etc/default/grub.',
      '1. Do it.',
      '- Do it.',
      'One.\n\nTwo.',
    ])
      expect([said, note(said)]).toEqual([said, false]);
  });

  test('has conditions of questions about facts and no others', () => {
    for (const expect_ of [
      { run: 'id' },
      { fact: 'a/b', run: 'id' },
      { fact: 'a/b', is: 1, matches: 'x' },
      'id',
      { all: ['id'] },
    ])
      expect([expect_, isRule({ expect: expect_ })]).toEqual([expect_, false]);
  });
});

test('of the kernel log only what is about sharing is left, without date and host', () => {
  const log = [
    'Jan 24 10:30:00 bergkristall kernel: i915 0000:00:02.0: [drm] Unsupported device. GVT-g is disabled',
    '[    1.500000] DMAR: IOMMU enabled',
    '[    2.000000] vfio_pci: add [8086:3e92]',
    '[    2.100000] kvm: VMX enabled',
    '[    3.000000] sd 0:0:0:0: [sda] Attached SCSI disk of huberfranz',
    '[    4.000000] usb 1-1: SerialNumber: S3Z9NB0K123456',
    '[    5.000000] br0: port 1(netzweide) entered forwarding state',
  ].join('\n');
  const kept = hideInKernelLog(log, { standIns: fresh() });
  expect(kept.trim().split('\n')).toHaveLength(4);
  expect(kept).toMatch(/GVT-g is disabled/u);
  expect(kept).not.toMatch(/Jan|bergkristall|huberfranz|S3Z9|netzweide/u);
});

test('a serial number in PCI configuration space becomes zero, the capabilities stay', () => {
  const bytes = new Uint8Array(4096);
  bytes.set([0x86, 0x80, 0x16, 0x59], 0);
  bytes.set([0x47, 0x56], 0x50);
  // Device Serial Number (0x0003), then SR-IOV (0x0010): PCI Express Base Specification, "Extended Capabilities".
  bytes.set([0x03, 0x00, 0x01, 0x16, 0xde, 0xad, 0xbe, 0xef, 0xca, 0xfe, 0xba, 0xbe], 0x100);
  bytes.set([0x10, 0x00, 0x01, 0x00, 0x11, 0x22], 0x160);
  bytes.fill(0x77, 0x300);
  const kept = hideInPciConfig(bytes);
  expect([...kept.subarray(0, 4)]).toEqual([0x86, 0x80, 0x16, 0x59]);
  expect([...kept.subarray(0x100, 0x10c)]).toEqual([0x03, 0x00, 0x01, 0x16, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect([...kept.subarray(0x160, 0x166)]).toEqual([0x10, 0x00, 0x01, 0x00, 0x11, 0x22]);
  expect(kept.subarray(0x300).every(byte => byte === 0)).toBe(true);
});

test('the key of a machine is made of its id alone, and each has its own', async () => {
  const keyOf = (id: string): Promise<string> =>
    machineKey({
      read: path =>
        Promise.resolve(
          path === '/etc/machine-id' ? { state: 'present', value: `${id}\n` } : { state: 'absent' },
        ),
    });
  const standIn = async (id: string): Promise<string> =>
    new Pseudonymizer(keyedDigest(await keyOf(id))).word('huberfranz');
  const [one, other] = ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210'];
  expect(await standIn(one)).toBe(await standIn(one));
  expect(await standIn(one)).not.toBe(await standIn(other));
});

test('a name that is a word of the field stays', () => {
  expect(hideWords('<name>debian</name>', { standIns: fresh() })).toBe('<name>debian</name>');
});

test('the canaries are of more than forty kinds, each of them once', () => {
  expect(new Set(secrets.map(([secret]) => secret)).size).toBeGreaterThan(40);
  expect(readFileSync(join(packageFolder, 'docs', 'security.md'), 'utf8')).toContain('more than forty kinds');
});
