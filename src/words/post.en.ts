/** The words of a report that is posted: Markdown, BBCode, capsule. */
export const postEn = {
  colon: ': ',
  stop: '. ',
  /** The heads of an evidence table. */
  columns: { fact: 'Fact', found: 'Found', wanted: 'Wanted', source: 'Read from' },
  /** What stands under a fold. */
  folds: {
    steps: 'Evidence and what to do',
    follows: (count: number) =>
      count === 1 ? 'One check follows from that' : `${count} checks follow from that`,
    unknown: (count: number) =>
      count === 1 ? 'One check could not be decided' : `${count} checks could not be decided`,
    all: (count: number) => `All ${count} checks`,
    machine: 'The machine',
  },
  hints: 'Warnings and hints',
  passed: 'Passed',
  apart: 'Not about this host',
  about: 'About',
  check: 'Check',
  result: 'Result',
  card: {
    system: 'System',
    kernel: 'Kernel',
    build: 'Build',
    upstream: 'Upstream version',
    cpu: 'CPU',
    board: 'Board',
    bios: 'BIOS',
    memory: 'Memory',
    bootloader: 'Boot loader',
    root: 'Read as root',
    gpu: 'GPU',
    aperture: 'Aperture',
    functions: 'Virtual functions',
  },
  mib: (count: number) => `${count} MiB`,
  vgpu: {
    type: 'Type',
    resolution: 'Resolution',
    room: 'Room',
    fresh: 'On a fresh host',
    devices: 'vGPUs',
    usedBy: (names: string) => `in use by ${names}`,
    active: 'exists',
    inactive: 'described, not there now',
  },
  signature: (version: string, taken: string) => `fngvt ${version}, ${taken}`,
  leftOut:
    'Parts were left out: a post may be only so long. The file that fngvt writes with -o report.json has them all.',
  capsuleFor: (command: string) => `For whoever helps: save this post as a file, then ${command}`,
  blockFor: 'For helpers, the same as a block that fngvt reads:',
  file: 'FILE',
  notInCapsule: 'not in the capsule',
  abridged: (count: number) => `from a capsule: ${count} findings are not in it`,
};
