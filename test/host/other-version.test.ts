import { expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import { checkSnapshot } from '../../src/host/snapshot/check.ts';
import { subjectOf } from '../../src/invocation/subject.ts';

/** A stand-in as every version makes them. */
const hidden = 'anon_ha5f65';

const vendor = '/sys/class/dmi/id/sys_vendor';
const osRelease = '/etc/os-release';
const release = '/proc/sys/kernel/osrelease';

/** The facts of a snapshot whose names were hidden by a version of fngvt, read by this one. */
async function factsOf(
  files: Readonly<Record<string, string>>,
  written: string,
): Promise<(address: 'host/guest' | 'host/platform' | 'kernel/release') => unknown> {
  const cpuinfo = 'vendor_id\t: GenuineIntel\nflags\t\t: fpu vme vmx\n';
  const snapshot = checkSnapshot(
    {
      schema: 'fngvt.snapshot/1',
      tool: { name: 'fngvt', version: written },
      redactions: { word: 1 },
      files: { '/proc/cpuinfo': cpuinfo, '/sys/class/dmi/id/product_name': 'X1\n', ...files },
      absent: ['/proc/xen/capabilities'],
    },
    'test',
  );
  const subject = await subjectOf({ kind: 'snapshot', snapshot }, { version: '2.0.0' });
  if (!('host' in subject)) throw new Error('no machine');
  const { facts } = await collect(subject.host);
  return address => facts.value(address);
}

test('of a maker that another version hid nothing is made: the processor tells whether this is a guest', async () => {
  const files = { [vendor]: `${hidden}\n` };
  expect((await factsOf(files, '1.0.0'))('host/guest')).toBeNull();
  expect(
    (await factsOf({ ...files, '/proc/cpuinfo': 'vendor_id\t: GenuineIntel\n' }, '1.0.0'))('host/guest'),
  ).toBeUndefined();
});

test('a system that another version hid is unknown; one that this version hid is another one', async () => {
  const files = { [osRelease]: `ID=${hidden}\nVERSION_ID="12"\n` };
  expect((await factsOf(files, '1.0.0'))('host/platform')).toBeUndefined();
  expect((await factsOf(files, '2.0.0'))('host/platform')).toBe('other');
});

test('a kernel whose name another version hid in part is unknown', async () => {
  const files = { [release]: `6.1.0-${hidden}\n` };
  expect((await factsOf(files, '1.0.0'))('kernel/release')).toBeUndefined();
  expect((await factsOf(files, '2.0.0'))('kernel/release')).toBe(`6.1.0-${hidden}`);
});

test('what only leads to the web pages of a system hides nothing of it', async () => {
  const files = { [osRelease]: `ID=debian\nHOME_URL="https://${hidden}.example/"\n` };
  expect((await factsOf(files, '1.0.0'))('host/platform')).toBe('debian');
});
