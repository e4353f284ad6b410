/** What the help says of one verb. */
export interface VerbHelp {
  /** What it does, one or two sentences. */
  readonly does: string;
  /** How it is called, without the program's name, and what that does. */
  readonly forms: readonly (readonly [call: string, does: string])[];
  /** Calls that can be typed as they stand, or nearly. */
  readonly examples: readonly (readonly [call: string, does: string])[];
  /** What its exit codes mean, where a script may want to know. */
  readonly exit?: string;
}

/** The words of `--help`; none may be missing for a verb or flag, by which they are asked for. */
export interface HelpWords<Verb extends string = string, Flag extends string = string> {
  readonly usage: string;
  readonly verb: string;
  readonly flags: string;
  readonly about: string;
  readonly everyday: string;
  readonly others: string;
  readonly door: readonly (readonly [call: string, does: string])[];
  readonly doorTitle: string;
  readonly flagsTitle: string;
  readonly examplesTitle: string;
  readonly exitTitle: string;
  readonly exit: string;
  /** Behind the list of verbs. */
  readonly more: (call: string) => string;
  readonly verbs: Readonly<Record<Verb, VerbHelp>>;
  /** The value that a flag wants (empty: none), and what the flag does. */
  readonly ofFlag: Readonly<Record<Flag, readonly [value: string, does: string]>>;
}

export const help = {
  usage: 'Usage',
  verb: '[VERB]',
  flags: '[FLAGS]',
  about:
    'Says whether this host can share its Intel GPU with virtual machines, what is first in the way, and what to do. It changes nothing unless asked to.',
  everyday: 'Every day',
  others: 'And',
  doorTitle: 'Without a verb',
  door: [
    ['', 'judge this host'],
    ['N100', 'a chip, GPU or platform: can it be shared?'],
    ['"No such device"', 'an error line, or what you see: what it means'],
    ['post.txt', 'a file, or - for standard input: what it tells'],
  ],
  flagsTitle: 'Flags',
  examplesTitle: 'Examples',
  exitTitle: 'Exit codes',
  exit: '0 ready, 1 something can be done, 2 wrong usage, 3 cannot tell, 4 not possible on this machine, 5 waiting for a reboot, 70 a bug in fngvt',
  more: (call: string) => `${call} VERB --help tells the flags of a verb, with examples.`,
  verbs: {
    doctor: {
      does: 'Reads this host, judges it, and says what is first in the way and what to do. Changes nothing.',
      forms: [['doctor', 'judge this host; also without any verb']],
      examples: [
        ['doctor', 'judge this host'],
        ['doctor --from host.json -v', 'judge a snapshot, every check with its evidence'],
        ['doctor --paste post.txt', 'read what somebody posted in a forum'],
      ],
      exit: '0 ready, 1 something can be done, 2 wrong usage, 3 cannot tell, 4 not possible here, 5 waiting for a reboot',
    },
    fix: {
      does: 'Shows what would be changed, asks, and does it: all that sharing needs, or what the checks named need.',
      forms: [['fix [ID...]', 'show what would be changed to make sharing work']],
      examples: [
        ['fix --dry-run', 'show the plan, change nothing'],
        ['fix', 'show the plan, ask, do it'],
        ['fix --try', 'kernel parameters for the next boot alone'],
        ['fix --off', 'take back what fngvt wrote'],
      ],
    },
    report: {
      does: 'The doctor, written as an HTML page and a post for a forum, side by side in this folder.',
      forms: [['report', 'judge this host, as a page and a forum post']],
      examples: [
        ['report', 'two files, named after the time of the look'],
        ['report -o nas', 'nas.html and nas.md (BBCode on fnOS: nas.bbcode.txt)'],
      ],
    },
    answer: {
      does: 'Reads what somebody posted, in any form, and prints a reply that is ready to be posted: the answer, or what to ask for.',
      forms: [['answer FILE', 'read a post or a thread (- is standard input), print the reply']],
      examples: [
        ['answer post.txt', 'a thread, a session, prose, a page or capsule of fngvt'],
        ['answer - --format discuz --lang zh-CN', 'from standard input, in BBCode and Chinese'],
      ],
      exit: '0 it holds an answer, 1 it only asks',
    },
    explain: {
      does: 'All about an error line as it was printed, what you see or ask, a check, a vGPU type, a kernel parameter.',
      forms: [['explain TEXT', 'what an error line or a thing seen means']],
      examples: [
        ['explain "No space left on device"', 'an error line'],
        ['explain "vGPU gone after reboot"', 'what you see, in your own words'],
        ['explain i915.enable_gvt', 'a kernel parameter'],
      ],
      exit: '0 it is known, 1 nothing is known about it',
    },
    lookup: {
      does: 'Can this one be shared? By PCI id, processor, GPU, platform or generation, without the machine.',
      forms: [['lookup TEXT...', 'can this chip be shared?']],
      examples: [
        ['lookup N100', 'a processor'],
        ['lookup 8086:3e92 "UHD 770"', 'a PCI id and a GPU'],
      ],
      exit: '0 all were found, 1 one was not',
    },
    snapshot: {
      does: 'Saves what this host says, without private data, so that anybody can replay it.',
      forms: [
        ['snapshot FILE', 'save what this host says, for others to judge'],
        ['snapshot --script', 'print a sh script that collects the same without fngvt'],
      ],
      examples: [
        ['snapshot host.json', 'save it'],
        ['snapshot --preview', 'show first what would be written'],
      ],
    },
    diff: {
      does: 'What changed between two snapshots or reports: verdict, checks, facts.',
      forms: [['diff A B', 'what changed between two snapshots or reports']],
      examples: [
        ['diff before.json after.json', 'what an update changed'],
        ['diff before.json after.json -v', 'every fact, not only the first ones'],
      ],
      exit: '0 nothing changed, 1 something did',
    },
    vgpu: {
      does: 'vGPU types, room and the vGPUs of each GPU; below it making, starting and removing them.',
      forms: [
        ['vgpu', 'types, room and vGPUs'],
        ['vgpu plan', 'would so many of this type fit?'],
        ['vgpu create', 'make one that lasts, and start it'],
        ['vgpu start UUID', 'start one that is defined'],
        ['vgpu autostart UUID on|off', 'let it come back at every boot, or not'],
        ['vgpu remove UUID', 'stop it and forget it; never while it is in use'],
      ],
      examples: [
        ['vgpu plan --type V5_4 --count 2', 'do two of them fit?'],
        ['vgpu create --type V5_4 --autostart', 'make one that comes back after a reboot'],
      ],
    },
    vm: {
      does: 'The VMs by the names that people gave them; below it giving a vGPU to one, taking it back, and proof.',
      forms: [
        ['vm', 'the VMs, with what they hold'],
        ['vm attach VM', 'give it a vGPU, from its next cold start'],
        ['vm detach VM', 'take it back'],
        ['vm verify [VM]', 'prove that the VM holds its vGPU'],
      ],
      examples: [
        ['vm attach "Windows 11" --dry-run', 'show what would be changed'],
        ['vm verify "Windows 11"', 'does it really use its vGPU?'],
      ],
    },
    undo: {
      does: 'Takes a change of fngvt back, the newest unless one is named.',
      forms: [['undo [CHANGE]', 'put back what a change of fngvt did']],
      examples: [
        ['undo --list', 'the changes that were made'],
        ['undo --root /mnt', 'from a rescue system, the files of a mounted disk'],
      ],
    },
    rules: {
      does: 'The catalogue of checks: id, topic, severity, title.',
      forms: [['rules', 'every check: id, topic, severity, title']],
      examples: [
        ['rules', 'all of them'],
        ['rules --format json', 'for programs'],
      ],
    },
    facts: {
      does: 'Everything that was read, with its value and source, for people who write checks.',
      forms: [['facts', 'what was read, with its source']],
      examples: [
        ['facts', 'of this host'],
        ['facts --from host.json --format json', 'of a snapshot, for programs'],
      ],
    },
    completion: {
      does: 'Prints what a shell needs to complete verbs, flags and ids of checks. To be sourced.',
      forms: [['completion SHELL', 'completion for bash, zsh or fish']],
      examples: [
        ['completion bash', 'in bash, for this session'],
        ['completion fish', 'fish'],
      ],
    },
    schema: {
      does: 'A JSON Schema of what fngvt prints or reads.',
      forms: [['schema NAME', 'a JSON Schema: report, snapshot, plan, ...']],
      examples: [
        ['schema report', 'of doctor --format json'],
        ['schema snapshot', 'of a snapshot'],
      ],
    },
  },
  ofFlag: {
    from: ['FILE', 'a snapshot, page, capsule, folder; - is stdin; repeatable'],
    root: ['DIR', 'the files below DIR as if it were /; runs no command'],
    paste: ['FILE', 'a forum post or terminal text; - is stdin'],
    with: ['PATH=FILE', 'as if PATH held the text of FILE; none: not there'],
    redact: ['', 'stand-ins for names on a terminal, too'],
    'no-redact': ['', 'leave names and addresses in; asks first'],
    format: ['F', 'text, json; doctor: html, md, bbcode, prometheus, agent'],
    output: ['FILE', 'write there; the ending picks the format'],
    capsule: ['', 'a short post with a block that --from reads'],
    verbose: ['', 'everything, with its evidence'],
    quiet: ['', 'the verdict in one line'],
    steps: ['', 'for a folder, in json and jsonl: what leads to ready'],
    only: ['ID', 'judge these checks alone'],
    skip: ['ID', 'leave these checks out'],
    waive: ['ID=WHY', 'a known finding that shall not count; until=DATE'],
    'fail-on': ['WHAT', 'error, warning or advice: from here on exit 1'],
    fix: ['', 'the same as the verb fix'],
    'dry-run': ['', 'show the plan, change nothing, ask nothing'],
    yes: ['', 'ask nothing'],
    include: ['ID', 'also what is done only when asked for'],
    try: ['', 'kernel parameters for the next boot only'],
    keep: ['', 'in a boot that tries them: make them the default'],
    off: ['', 'take back what fngvt wrote'],
    gpu: ['ADDRESS', 'of several GPUs this one: 0000:00:02.0'],
    type: ['T', 'the vGPU type: V5_4, V5_8'],
    count: ['N', 'how many; on SR-IOV hosts: virtual functions'],
    uuid: ['UUID', 'the UUID of the new vGPU'],
    autostart: ['', 'it comes back at every boot'],
    functions: ['', 'remove the virtual functions that fngvt made'],
    vgpu: ['UUID', 'this vGPU'],
    function: ['ADDRESS', 'this virtual function: 0000:00:02.1'],
    display: ['', 'show the picture of the vGPU in the VM console'],
    rom: ['FILE', 'a ROM file for the vGPU'],
    preview: ['', 'show what would be written'],
    script: ['', 'print the collector, a sh script'],
    list: ['', 'the changes that were made'],
    overwrite: ['PATH', 'put this file back although it was changed since'],
    lang: ['L', 'en or zh-CN'],
    color: ['WHEN', 'auto, always, never'],
    help: ['', 'this page'],
    version: ['', 'the version'],
  },
} satisfies HelpWords;
