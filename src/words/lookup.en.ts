/** Words of `fngvt lookup`, loaded by that verb alone. */
export const lookup = {
  technologies: {
    'gvt-g': 'GVT-g',
    'sr-iov': 'SR-IOV',
    none: 'cannot be shared',
    depends: 'depends',
  },
  candidates: (text: string) =>
    `“${text}” may be any of these. Which one a full name tells, or the PCI id (lspci -nn):`,
  alike: (text: string) => `“${text}” is several, shared in the same way:`,
  notes: {
    'too-old': 'Older than Broadwell: neither GVT-g nor SR-IOV.',
    atom: 'A small core: GVT-g leaves it out, and it has no SR-IOV.',
    gap: 'Too new for GVT-g, and no driver does SR-IOV on it.',
    'no-gpu': 'Sold without a GPU of Intel: nothing in it to share.',
    'gpu-varies': 'Not every processor of this name has a GPU. If it has one:',
    'single-device':
      'Some devices of this platform can, others can’t; the device itself tells (sriov_totalvfs).',
  },
  gvtg: (since: string) => `The kernel’s own i915 with kvmgt, since Linux ${since}.`,
  gvtgBetween: (absent: string, since: string) =>
    `The kernel’s own i915 with kvmgt: not in Linux ${absent}, there in ${since}; the versions between are not known.`,
  xe: (since: string) => `The kernel’s own xe, since Linux ${since}.`,
  xeBetween: (absent: string, since: string) =>
    `The kernel’s own xe: not in Linux ${absent}, there in ${since}; the versions between are not known.`,
  forceProbe: 'It binds only when asked to: xe.force_probe and i915.force_probe on the command line.',
  outOfTree: (drivers: string) => `Out of tree (i915-sriov-dkms): ${drivers}.`,
  onlyOutOfTree: (drivers: string) =>
    `No kernel’s own driver does it. Out of tree (i915-sriov-dkms): ${drivers}.`,
  and: ' and ',
  byAperture: 'How many vGPUs depends on the aperture, which is set in the firmware:',
  aperture: (mib: number) => `${mib} MiB`,
  types: (count: number, resolution: string) => `${count} x ${resolution}`,
  or: ' or ',
  apertureNote:
    'Each number with nothing else made, and with the usual 4 GiB of graphics addresses. Boards often hide the setting; above 512 MiB some do not start.',
  functions: (usual: number) =>
    `The device itself says how many virtual functions it has (sriov_totalvfs); usually ${usual}.`,
  functionsUnknown: 'The device itself says how many virtual functions it has (sriov_totalvfs).',
  upkeep: (seen: string, cared: string, odd: string, archived: string) =>
    `Outlook: GVT-g is in the kernel up to ${seen} at least. It was looked after up to ${cared}; ${odd} lists it as “Odd Fixes”. Intel archived its own repository on ${archived}.`,
  hint: (call: string) => `This goes by the name alone. On the machine: ${call} doctor`,
  missing: (text: string) =>
    `nothing is known of “${text}”. A PCI id (8086:3e92), a processor of Intel (i5-8500T), a GPU (UHD 630), a platform (Kaby Lake) or a generation (8th gen) is looked up.`,
};

export type LookupWords = typeof lookup;
