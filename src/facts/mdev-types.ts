import { parseMdevDescription } from '../formats/mdev-type.ts';
import type { Host, Reading } from '../host/reader.ts';
import { fromReading, presence, type Collector } from './collector.ts';
import { findDisplays } from './display-devices.ts';
import { known, unknown, type About, type Fact } from './fact.ts';
import { pciDevice } from '../values/pci-device.ts';

/** The vGPU types that a GPU offers: Documentation/ABI/testing/sysfs-bus-vfio-mdev. */
export const mdevTypeCollector: Collector = {
  subject: 'mdev types',
  gives: [
    'gpu/mdev-registered',
    'gpu/mdev-types',
    'gpu/mdev-free',
    'gpu/vgpu-count',
    'type/gpu',
    'type/available',
    'type/low-mib',
    'type/high-mib',
    'type/fences',
    'type/resolution',
    'type/weight',
  ],
  collect: async host => {
    const found = await findDisplays(host);
    const gpus = 'why' in found ? [] : found.gpus;
    const facts = await Promise.all(gpus.map(gpu => typeFacts(host, gpu.address)));
    return { facts: facts.flat() };
  },
};

async function typeFacts(host: Host, address: string): Promise<readonly Fact[]> {
  const device = pciDevice(address);
  const folder = `${device}/mdev_supported_types`;
  const [types, entries] = await Promise.all([host.list(folder), host.list(device)]);
  const about = { subject: address, source: folder };
  const names = types.state === 'present' ? types.value : [];
  const details = (
    await Promise.all(names.map(name => detailFacts(host, address, `${folder}/${name}`)))
  ).flat();
  return [
    presence('gpu/mdev-registered', types, about),
    fromReading('gpu/mdev-types', types, about, list => list),
    freeFact(
      types,
      details.filter(fact => fact.address === 'type/available'),
      about,
    ),
    fromReading(
      'gpu/vgpu-count',
      entries,
      { subject: address, source: device },
      list => list.filter(name => uuidShape.test(name)).length,
      0,
    ),
    ...details,
  ];
}

/** One type: what is left of it, and its `description`, five lines that the driver writes (i915/gvt/kvmgt.c). */
async function detailFacts(host: Host, address: string, folder: string): Promise<readonly Fact[]> {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  const subject = `${address}/${name}`;
  const [available, description] = await Promise.all([
    host.read(`${folder}/available_instances`),
    host.read(`${folder}/description`),
  ]);
  const said =
    description.state === 'present'
      ? { ...description, value: parseMdevDescription(description.value) }
      : description;
  const about = { subject, source: `${folder}/description` };
  return [
    known('type/gpu', address, { subject, source: folder }),
    fromReading('type/available', available, { subject, source: `${folder}/available_instances` }, text =>
      /^\d+\s*$/u.test(text) ? Number(text) : undefined,
    ),
    fromReading('type/low-mib', said, about, of => of.lowMib),
    fromReading('type/high-mib', said, about, of => of.highMib),
    fromReading('type/fences', said, about, of => of.fences),
    fromReading('type/resolution', said, about, of => of.resolution),
    fromReading('type/weight', said, about, of => of.weight),
  ];
}

/** The most that any type has left; unknown where a count is missing that could have been more than none. */
function freeFact(types: Reading<readonly string[]>, counts: readonly Fact[], about: About): Fact {
  if (types.state === 'withheld') return unknown('gpu/mdev-free', types.why, about);
  const most = Math.max(0, ...counts.map(fact => (fact.known ? Number(fact.value) : 0)));
  // A count that is not there is not "none left": the kernel writes one for every type.
  const missing = counts.find(fact => !fact.known || fact.value === null);
  if (most === 0 && missing !== undefined)
    return unknown('gpu/mdev-free', missing.known ? 'undecided' : missing.why, about);
  return known('gpu/mdev-free', most, { ...about, source: `${about.source ?? ''}/*/available_instances` });
}

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
