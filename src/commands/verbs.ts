import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import type { VerbName } from '../invocation/flag-table.ts';
import { doctor } from './doctor.ts';

/**
 * The one list of verbs: what runs, the man page and the README's table come from it (`npm run generate`). To add a verb is to add an entry
 * here; its flags stand in `invocation/flag-table.ts`, its help in `words/help.*`, and without them it does not compile.
 */
export interface Verb {
  readonly name: VerbName;
  /** Runs it with the arguments behind its name. */
  readonly run: (argv: readonly string[], invocation: Invocation) => Promise<CommandOutcome>;
  /** How it is called, the commonest first. */
  readonly forms: readonly Form[];
  /** Its row in the README: the calls as code, and what it does, in Markdown. */
  readonly readme: readonly [calls: string, does: string];
}

/** One way to call a verb. */
export interface Form {
  /** What stands behind the name; empty: nothing. Values in capitals. */
  readonly argument: string;
  /** Sentences of the man page; undefined: it says what another form says. `*X*` is a value. */
  readonly manual?: string;
}

/** All verbs, the everyday ones first. All but the doctor are loaded when they are asked for: a run that only judges must not pay for them. */
export const verbs: readonly Verb[] = [
  {
    name: 'doctor',
    run: doctor,
    forms: [
      {
        argument: '',
        manual: 'Read and judge. The default.',
      },
    ],
    readme: ['`fngvt`, `fngvt doctor`', 'reads the host, judges it, says what is first in the way'],
  },
  {
    name: 'fix',
    run: async (argv, invocation) => (await import('./fix.ts')).fix(argv, invocation),
    forms: [
      {
        argument: '[ID...]',
        manual:
          'Show what would be changed, ask, and do it: all that sharing needs, or what the rules named need. --dry-run shows only, --yes does not ask, --include *ID* adds what is done only when asked for, --off takes back what fngvt wrote. --try sets kernel parameters for the next boot only: after a panic, or once it is switched off and on, the host starts as before; --keep makes them the default in the boot that tries them.',
      },
    ],
    readme: [
      '`fngvt fix [ID…]`',
      'shows what would be changed, asks, does it; `--dry-run`, `--include ID`, `--try`, `--keep`, `--off`',
    ],
  },
  {
    name: 'report',
    run: async (argv, invocation) => (await import('./report.ts')).report(argv, invocation),
    forms: [
      {
        argument: '',
        manual: 'The doctor, written as an HTML page and a Markdown post, named after the time of the look.',
      },
    ],
    readme: [
      '`fngvt report`',
      'the same as an HTML page and a post, in BBCode on fnOS, in Markdown elsewhere',
    ],
  },
  {
    name: 'answer',
    run: async (argv, invocation) => (await import('./answer.ts')).answer(argv, invocation),
    forms: [
      {
        argument: 'FILE',
        manual:
          'Read what somebody posted (a thread, a session, prose, an error line, a capsule, a page or snapshot of fngvt) and print a reply that is ready to be posted: the answer where the post shows it, else the fewest commands to ask for. The reply is in the language and the markup of the post; --lang and --format (text, md, bbcode, github, discourse, discuz, json) choose others. Exit code 0: it holds an answer; 1: it only asks.',
      },
    ],
    readme: [
      '`fngvt answer FILE`',
      'reads a forum post or thread (`-`: standard input), prints the reply that is ready to be posted',
    ],
  },
  {
    name: 'explain',
    run: async (argv, invocation) => (await import('./explain.ts')).explain(argv, invocation),
    forms: [
      {
        argument: 'TEXT',
        manual:
          'What an error message of modprobe, dkms, update-grub, systemd, virsh, QEMU, Proxmox or Windows, a line of the kernel log, or what a person sees or asks means, what may lie behind it, and what to do; or everything about a rule, a cause, a topic, a vGPU type or a kernel parameter. --format json.',
      },
    ],
    readme: [
      '`fngvt explain TEXT`',
      'what an error message, a thing seen or a question means ("VNC shows nothing"); everything about a rule, a vGPU type, a kernel parameter',
    ],
  },
  {
    name: 'lookup',
    run: async (argv, invocation) => (await import('./lookup.ts')).lookup(argv, invocation),
    forms: [
      {
        argument: 'TEXT...',
        manual:
          'Without the machine: by which technology a GPU is shared, since which kernel, by which driver, how many. TEXT is a PCI id (8086:3e92), a processor (i5-8500T, N100, Xeon E3-1245 v5), a GPU (UHD 630), a platform (Kaby Lake) or a generation (8th gen). A name that several share gives all of them.',
      },
    ],
    readme: [
      '`fngvt lookup TEXT…`',
      'can this one be shared? By PCI id, processor, GPU, platform or generation, without the machine',
    ],
  },
  {
    name: 'snapshot',
    run: async (argv, invocation) => (await import('./snapshot.ts')).snapshot(argv, invocation),
    forms: [
      {
        argument: 'FILE',
        manual:
          'Save what the host says, without private data; --preview shows it, --script prints a sh collector for hosts without fngvt.',
      },
    ],
    readme: ['`fngvt snapshot FILE`', 'saves what the host said; `--preview`, `--script`'],
  },
  {
    name: 'diff',
    run: async (argv, invocation) => (await import('./diff.ts')).diff(argv, invocation),
    forms: [
      {
        argument: 'A B',
        manual: 'What changed between two snapshots or reports.',
      },
    ],
    readme: ['`fngvt diff A B`', 'what changed between two snapshots or reports'],
  },
  {
    name: 'vgpu',
    run: async (argv, invocation) => (await import('./vgpu.ts')).vgpu(argv, invocation),
    forms: [
      {
        argument: '[plan]',
        manual:
          'Types, room and vGPUs of each GPU, how the aperture is divided up, and what a larger one would allow. plan --type *T* --count *N*: does it fit?',
      },
      {
        argument: 'create',
        manual:
          'Make a vGPU that lasts, and start it: --type *T*, --uuid *U*, --autostart; --count *N* virtual functions on SR-IOV hosts.',
      },
      {
        argument: 'start UUID, autostart UUID on|off, remove UUID',
        manual:
          'Start a defined vGPU; let it come back at every boot, or no longer; stop it and forget it, never while it is in use. vgpu remove --functions: the virtual functions that fngvt made.',
      },
    ],
    readme: ['`fngvt vgpu`', 'types, room and vGPUs; `plan`, `create`, `start`, `autostart`, `remove`'],
  },
  {
    name: 'vm',
    run: async (argv, invocation) => (await import('./vm.ts')).vm(argv, invocation),
    forms: [
      {
        argument: '[verify VM]',
        manual:
          'The VMs of libvirt and Proxmox by the names that people gave them, with memory, disks and vGPU. verify: prove on the host that the VM holds its vGPU, and list what the guest must show.',
      },
      {
        argument: 'attach VM',
        manual:
          'Give it a vGPU, from its next cold start: --vgpu *UUID*, --type *T*, --function *ADDRESS*, --display, --rom *FILE*.',
      },
      { argument: 'detach VM', manual: 'Take it back.' },
    ],
    readme: ['`fngvt vm`', 'the VMs by their human names; `attach`, `detach`, `verify`'],
  },
  {
    name: 'undo',
    run: async (argv, invocation) => (await import('./undo.ts')).undo(argv, invocation),
    forms: [
      {
        argument: '[CHANGE]',
        manual:
          'Take a change back, the newest unless one is named. --list shows them, --overwrite *PATH* also a file that was changed since, --root *DIR* the files of a mounted disk.',
      },
    ],
    readme: ['`fngvt undo [CHANGE]`', 'takes a change back; `--list`, `--root DIR` from a rescue system'],
  },
  {
    name: 'rules',
    run: async (argv, invocation) => (await import('./rules.ts')).rules(argv, invocation),
    forms: [
      {
        argument: '',
        manual: 'The catalogue of checks.',
      },
    ],
    readme: ['`fngvt rules`', 'the catalogue of checks'],
  },
  {
    name: 'facts',
    run: async (argv, invocation) => (await import('./facts.ts')).facts(argv, invocation),
    forms: [
      {
        argument: '',
        manual: 'Every fact with its value, or why it is not known, and its source.',
      },
    ],
    readme: ['`fngvt facts`', 'everything that was read, with its source'],
  },
  {
    name: 'schema',
    run: async argv => (await import('./schema.ts')).schema(argv),
    forms: [
      {
        argument: 'NAME',
        manual:
          'A JSON Schema: report, fleet, snapshot, plan, journal, rule, vgpu, vms, verify, lookup, explain, answer.',
      },
    ],
    readme: [
      '`fngvt schema NAME`',
      'a JSON Schema: `report`, `fleet`, `snapshot`, `plan`, `journal`, `rule`, `vgpu`, `vms`, `verify`, `lookup`, `explain`, `answer`',
    ],
  },
  {
    name: 'completion',
    run: async argv =>
      (await import('./completion.ts')).completion(
        argv,
        verbs.map(({ name }) => name),
      ),
    forms: [
      {
        argument: 'SHELL',
        manual:
          'A script for bash, zsh or fish that completes verbs, flags and the ids of rules. It runs nothing of fngvt. The package of Debian brings them.',
      },
    ],
    readme: ['`fngvt completion SHELL`', 'completion for `bash`, `zsh`, `fish`'],
  },
];
