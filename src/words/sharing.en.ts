const kinds: Readonly<Record<string, readonly [one: string, many: string]>> = {
  word: ['name or word', 'names and words'],
  uuid: ['UUID', 'UUIDs'],
  mac: ['hardware address', 'hardware addresses'],
  ip: ['network address', 'network addresses'],
  number: ['long number', 'long numbers'],
  place: ['place', 'places'],
  pin: ['PIN or password', 'PINs and passwords'],
};

/** Words about what leaves the machine: snapshots, reports, what is replaced in them, and what changed between two of them. */
export const sharing = {
  askOpen:
    'Names, addresses and serial numbers of this machine will stand in it, readable for everybody. Go on? [y/N] ',
  realNames:
    'this output is not redacted: names of this host may stand in it (--redact puts stand-ins in their place)',
  openRefused: 'nothing was written',
  openMark: 'Not redacted: names, addresses and serial numbers of this machine may stand in here.',
  written: (path: string, size: string) => `Written: ${path} (${size})`,
  replaced: (parts: readonly string[]) =>
    `Replaced in it: ${parts.join(', ')}. The same value has the same stand-in everywhere.`,
  nothingReplaced: 'Nothing had to be replaced in it.',
  secrets: (kind: string, count: number) => {
    const [one, many] = kinds[kind] ?? [kind, kind];
    return `${count} ${count === 1 ? one : many}`;
  },
  replay: (command: string) => `Anybody can look at it with: ${command}`,
  preview: 'What would leave this machine. Nothing was written.',
  previewList: 'Replaced (left: here, right: in the file)',
  previewElsewhere: 'What stands for what is listed on a terminal only.',
  sections: {
    files: 'files',
    dirs: 'folders',
    links: 'links',
    stats: 'properties of files',
    binary: 'binary files',
    commands: 'commands',
    inventory: 'machine card',
    absent: 'not there',
    denied: 'not readable',
    failed: 'failed',
  },
  attach: (post: string) => `Attach the .html to a post, or paste the ${post} into it.`,
  asRoot: 'Some things can only be read as root; a report made with sudo says more.',
  noChange: 'Nothing changed.',
  changedVerdict: 'Verdict',
  changedFindings: 'Checks',
  changedFacts: 'Facts',
  noVerdict: 'none',
  notAsked: 'not judged',
  onlyConclusion: 'One of them holds only a conclusion: facts were not compared.',
  andMore: (count: number) => `and ${count} more (-v)`,
};

export type SharingWords = typeof sharing;
