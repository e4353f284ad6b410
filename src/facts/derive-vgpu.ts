import { platformByName } from '../knowledge/platforms.ts';
import { capacity, largestAperture, leavesHiddenMemory, typeName } from '../knowledge/vgpu-types.ts';
import { follows, type Inputs } from './derivation.ts';
import { known, unknown, type Fact } from './fact.ts';
import type { Facts } from './fact-index.ts';

/** What follows about vGPUs: the types a fresh host would have, why GVT-g refused, and which VM uses which mdev. */
export function deriveVgpu(book: Facts): readonly Fact[] {
  return [
    ...book
      .subjects('gpu')
      .flatMap(gpu => [
        ...expected(book, gpu),
        hiddenMemory(book, gpu),
        follows(
          book,
          'gpu/largest-aperture',
          gpu,
          ['gpu/ggtt-mib'],
          of => largestAperture(Number(of('gpu/ggtt-mib'))) ?? null,
        ),
        refusal(book, gpu),
        ...shownCount(book, gpu),
      ]),
    ...usedBy(book),
    ...missingMdevs(book),
    ...passedGpus(book),
  ];
}

/** What a fresh host would have, by the driver's own arithmetic. The GGTT's size needs root: config space beyond byte 63. */
function expected(book: Facts, gpu: string): readonly Fact[] {
  const inputs = ['gpu/platform', 'gpu/aperture-mib', 'gpu/ggtt-mib'] as const;
  const fresh = (of: Inputs): readonly { name: string; available: number }[] => {
    const gvtg = platformByName(String(of('gpu/platform')))?.gvtg ?? null;
    if (gvtg === null) return [];
    return capacity({ apertureMib: Number(of('gpu/aperture-mib')), ggttMib: Number(of('gpu/ggtt-mib')) })
      .filter(type => type.exposed)
      .map(type => ({ name: typeName(gvtg.typePrefix, type.suffix), available: type.available }));
  };
  return [
    follows(book, 'gpu/expected-types', gpu, inputs, of => fresh(of).map(type => type.name)),
    follows(book, 'gpu/expected-instances', gpu, inputs, of =>
      fresh(of).map(type => `${type.name} ${type.available}`),
    ),
  ];
}

/** vGPUs that exist, as each of them names its GPU; none where the GPU's own folder told, which lists them. */
function shownCount(book: Facts, gpu: string): readonly Fact[] {
  if (book.get('gpu/vgpu-count', gpu).known) return [];
  const own = book
    .subjects('mdev')
    .filter(mdev => book.value('mdev/parent', mdev) === gpu && book.value('mdev/is-active', mdev) === true);
  const from = own.map(mdev => book.get('mdev/parent', mdev));
  return own.length === 0 ? [] : [known('gpu/vgpu-count', own.length, { subject: gpu, from })];
}

/** Room beside the aperture. An aperture too large for the largest GTT is too large whatever the register says. */
function hiddenMemory(book: Facts, gpu: string): Fact {
  const aperture = book.get('gpu/aperture-mib', gpu);
  if (aperture.known && !leavesHiddenMemory(Number(aperture.value))) {
    return known('gpu/hidden-memory', false, { subject: gpu, from: [aperture] });
  }
  return follows(book, 'gpu/hidden-memory', gpu, ['gpu/aperture-mib', 'gpu/ggtt-mib'], of =>
    leavesHiddenMemory(Number(of('gpu/aperture-mib')), Number(of('gpu/ggtt-mib'))),
  );
}

/** Messages by which the driver says why it does not offer GVT-g: i915/intel_gvt.c, i915/gvt/handlers.c. */
const refusals = [
  'gvt-unsupported-device',
  'gvt-disabled-for-guest',
  'gvt-guc-submission',
  'gvt-execlists-disabled',
  'gvt-dup-mmio',
  'gvt-non-tracked-mmio',
] as const;

function refusal(book: Facts, gpu: string): Fact {
  const facts = refusals.map(id => book.get(`log/${id}`));
  // A line with an address speaks of that GPU only.
  const isOurs = (line: string): boolean =>
    line.includes(gpu) || !/[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]/u.test(line);
  const said = facts.find(fact => fact.known && fact.value !== null && isOurs(String(fact.value)));
  if (said?.known === true) return known('gpu/gvt-refusal', said.value, { subject: gpu, from: [said] });
  const silent = facts.find(fact => !fact.known);
  if (silent?.known === false)
    return unknown('gpu/gvt-refusal', silent.why, { subject: gpu, from: [silent] });
  return known('gpu/gvt-refusal', null, { subject: gpu, from: facts.slice(0, 1) });
}

function usedBy(book: Facts): readonly Fact[] {
  const vms = book.subjects('vm');
  return book.subjects('mdev').flatMap(uuid => {
    const users = vms.filter(vm => book.list('vm/mdevs', vm)?.includes(uuid) === true);
    const about = { subject: uuid, from: users.map(vm => book.get('vm/mdevs', vm)) };
    return [known('mdev/used-by', users, about), known('mdev/is-shared', users.length > 1, about)];
  });
}

function missingMdevs(book: Facts): readonly Fact[] {
  const uuids = new Set(book.subjects('mdev'));
  return book.subjects('vm').map(vm =>
    follows(book, 'vm/missing-mdevs', vm, ['vm/mdevs'], () => {
      const missing = (book.list('vm/mdevs', vm) ?? []).filter(uuid => !uuids.has(uuid));
      // What was not listed may be there.
      return missing.length > 0 && book.value('host/mdev-list-complete') !== true ? undefined : missing;
    }),
  );
}

/** Which GPUs a VM takes whole. An address without a function (Proxmox: `0000:00:02`) means all of them. */
function passedGpus(book: Facts): readonly Fact[] {
  const gpus = book.subjects('gpu');
  const areAllKnown = book.get('host/gpu-count').known && book.value('host/gpu-list-complete') === true;
  const taken = book.subjects('vm').map(vm =>
    follows(book, 'vm/gpu-passthrough', vm, ['vm/pci-devices'], () => {
      const taken = book.list('vm/pci-devices', vm) ?? [];
      const own = gpus.filter(gpu => taken.some(address => gpu === address || gpu.startsWith(`${address}.`)));
      // A device that it takes may be a GPU of which nobody read what it is.
      return taken.length > 0 && own.length === 0 && !areAllKnown ? undefined : own;
    }),
  );
  return [...taken, ...gpus.map(gpu => passedTo(gpu, taken))];
}

/** The VMs that take a GPU whole; not known where one of them could not be read and no other does. */
function passedTo(gpu: string, taken: readonly Fact[]): Fact {
  const about = { subject: gpu, from: taken };
  const takers = taken.filter(fact => fact.known && Array.isArray(fact.value) && fact.value.includes(gpu));
  const open = taken.find(fact => !fact.known);
  if (takers.length === 0 && open?.known === false) return unknown('gpu/passed-to', open.why, about);
  return known(
    'gpu/passed-to',
    takers.map(fact => fact.subject ?? ''),
    about,
  );
}
