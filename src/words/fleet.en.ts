/** The words about many hosts at once. */
export const fleet = {
  /** Heads of the table. */
  columns: {
    host: 'Host',
    state: 'State',
    cause: 'Cause',
    lasts: 'After a reboot',
    next: 'Next',
    gpu: 'GPU',
    kernel: 'Kernel',
    age: 'Age',
  },
  /** Where only some checks were made. */
  some: { passed: 'PASSED', failed: 'FAILED', undecided: 'CANNOT TELL' },
  total: (count: number) => `${count} host${count === 1 ? '' : 's'}`,
  states: {
    ready: (count: number) => `${count} ready`,
    'ready-for-now': (count: number) => `${count} ready for now, not after a reboot`,
    'action-needed': (count: number) => `${count} not ready`,
    'reboot-needed': (count: number) => `${count} waiting for a reboot`,
    unknown: (count: number) => `${count} cannot tell`,
    unsupported: (count: number) => `${count} not possible`,
    passed: (count: number) => `${count} passed`,
    failed: (count: number) => `${count} failed`,
    undecided: (count: number) => `${count} cannot tell`,
  },
  warned: (count: number) => `${count} ready with warnings`,
  waived: (count: number) => `${count} finding${count === 1 ? '' : 's'} waived`,
  unread: (count: number) => `${count} file${count === 1 ? '' : 's'} without a readable host`,
  reboot: 'reboot',
  lasts: { yes: 'stays', no: 'lost', unknown: 'not known' },
  unknownAge: 'not known',
  age: {
    minutes: (count: number) => `${count} min`,
    hours: (count: number) => `${count} h`,
    days: (count: number) => `${count} d`,
  },
  page: {
    title: 'Which hosts can share their Intel GPU?',
    caption: 'All hosts; the oldest snapshots say least about today',
    sort: (column: string) => `Sort by: ${column}`,
    all: 'all',
    filter: 'Show',
    unread: 'Files without a readable host',
    made: (version: string) => `Made by fngvt ${version}`,
    at: 'on',
    footer:
      'This page loads nothing and sends nothing. A snapshot tells how its host was when it was taken, not how it is now.',
  },
};

/** Its shape, which every language fills. */
export type FleetPhrases = typeof fleet;
