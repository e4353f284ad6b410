/**
 * The walls of the house. Each rule speaks to the person who trips it; the answer is to move code, not to add an exception.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const ours = '^src/';
const builtin = ['core'];

/** Everything of ours but these folders. */
const except = (...folders) => `^src/(?!(${folders.join('|')}))`;

const wall = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: to },
});

export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Two modules that need each other are one module, or a third one is missing between them.',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-orphan',
      comment: 'Nobody needs this file. Delete it, or use it.',
      severity: 'error',
      // The twins of files that need Node are taken by the build for browsers (scripts/browser-app.ts).
      from: { orphan: true, path: ours, pathNot: '\\.browser\\.ts$|\\.d\\.ts$' },
      to: {},
    },
    wall(
      'cli-calls-commands',
      '^src/cli\\.ts$',
      except(
        'commands/',
        'invocation/',
        'terminal/',
        'host/live/output-file\\.ts',
        'package-files',
        'values/',
      ),
      'cli.ts knows the process, the verbs, the exit to the terminal and the files that verbs give back: put all else into a command or below it.',
    ),
    wall(
      'terminal-is-the-last-exit',
      '^src/(?!cli\\.ts$|terminal/)',
      '^src/terminal/',
      'Only what cli.ts prints goes to a terminal. Return text with its styles (src/values/styled.ts); the exit joins them.',
    ),
    wall(
      'terminal-needs-text-alone',
      '^src/terminal/',
      except('terminal/', 'values/'),
      'The exit knows text and colours. What is said belongs into src/report.',
    ),
    wall(
      'commands-return',
      '^src/(commands|invocation)/',
      '^src/cli',
      'A verb never calls the command line. It returns text and an exit code.',
    ),
    wall(
      'invocation-knows-no-verb',
      '^src/invocation/',
      '^src/commands/',
      'What verbs share knows none of them. Hand it what it needs.',
    ),
    wall(
      'plan-apart',
      '^src/change/(plan|remedies)/',
      '^src/change/(apply|undo)/',
      'A plan is made without knowing how it is done or taken back. They meet in plan.ts and journal/.',
    ),
    wall(
      'apply-apart',
      '^src/change/apply/',
      '^src/change/(plan|remedies|undo)/',
      'What is applied is a plan, whoever made it; what takes it back is handed in. They meet in plan.ts and journal/.',
    ),
    wall(
      'undo-apart',
      '^src/change/undo/',
      '^src/change/(plan|remedies|apply)/',
      'Undo goes by the journal and by what stands there. They meet in plan.ts and journal/.',
    ),
    wall(
      'journal-needs-the-plan-alone',
      '^src/change/journal/',
      '^src/change/(plan|remedies|apply|undo)/',
      'A journal says what was done; who did it and who takes it back is above it.',
    ),
    {
      name: 'undo-decides-purely',
      comment:
        'What is to be done about a step follows from what is handed in. Look in src/change/undo/look.ts.',
      severity: 'error',
      from: { path: '^src/change/undo/decide\\.ts$' },
      to: { dependencyTypesNot: ['type-only'] },
    },
    wall(
      'report-knows-no-host',
      '^src/report/',
      except(
        'report/',
        'capsule/',
        'judge/',
        'next/',
        'change/',
        'rules/rule',
        'rules/remedy\\.ts',
        'words/',
        'knowledge/',
        'values/',
        'package-files',
        'facts/fact\\.ts',
        'vgpu/(activity|fit|vgpu-proposal|gpu-inventory|verify|vm-inventory)\\.ts',
      ),
      'A renderer gets a finished report. What it needs from the host belongs into the report.',
    ),
    wall(
      'capsule-knows-the-report-only',
      '^src/capsule/',
      except('capsule/', 'judge/', 'next/', 'facts/fact\\.ts', 'records/', 'values/', 'package-files'),
      'A capsule is made of a finished report and gives one back. Words around it belong into src/report, files into src/commands.',
    ),
    wall(
      'judge-is-pure',
      '^src/judge/',
      except('judge/', 'next/', 'facts/', 'rules/rule', 'values/'),
      'A judge sees facts and rules. Reading belongs into src/facts, words into src/report.',
    ),
    wall(
      'next-follows-from-the-report',
      '^src/next/',
      except('next/', 'judge/', 'knowledge/', 'values/'),
      'What comes next follows from the conclusion alone, in no language: the same for every reader. Words belong into src/report.',
    ),
    wall(
      'rules-are-data',
      '^src/rules/',
      except('rules/', 'facts/catalogue', 'knowledge/', 'values/', 'package-files', 'words/'),
      'Rules are compiled and loaded here; they are judged in src/judge.',
    ),
    wall(
      'knowledge-stands-alone',
      '^src/knowledge/',
      except('knowledge/', 'values/', 'package-files'),
      'A look-up over tables knows no host and no facts. Hand it plain values.',
    ),
    wall(
      'facts-ask-the-port',
      '^src/facts/',
      except('facts/', 'host/(reader|writer)\\.ts', 'formats/', 'knowledge/', 'values/'),
      'A collector asks the Host port; it never knows which host answers, and it says nothing in words.',
    ),
    wall(
      'host-knows-no-gpu',
      '^src/host/',
      except('host/', 'records/', 'values/'),
      'The door to the machine knows files and commands. What they mean belongs into src/facts.',
    ),
    wall(
      'privacy-stands-at-the-door',
      '^src/privacy/',
      except('privacy/', 'host/(reader|writer)\\.ts', 'formats/', 'knowledge/', 'values/'),
      'What is replaced is decided on readings, before any fact is made of them. It knows no facts, no rules, no words.',
    ),
    wall(
      'vgpu-reads-and-plans',
      '^src/vgpu/',
      except('vgpu/', 'change/', 'facts/', 'host/(reader|writer)\\.ts', 'formats/', 'knowledge/', 'values/'),
      'What fits, and the plan of a change, follow from what was read. Words belong into src/report, acting into src/change.',
    ),
    wall(
      'paste-makes-a-snapshot',
      '^src/paste/',
      except('paste/', 'formats/', 'knowledge/', 'values/', 'host/snapshot/(check|snapshot-schema)'),
      'A pasted thread becomes a snapshot and nothing else. What follows from it belongs into src/facts, the words into src/report.',
    ),
    wall(
      'records-are-checked-alone',
      '^src/records/',
      except('records/', 'package-files', 'values/'),
      'What is wrong with a record follows from the check that the build made of its schema. What a record is belongs into the room that writes it.',
    ),
    wall(
      'formats-are-pure',
      '^src/formats/',
      except('formats/', 'values/'),
      'A parser turns text into a value and needs nothing else of ours.',
    ),
    wall(
      'values-need-nothing',
      '^src/values/',
      except('values/'),
      'A small word that everybody uses may use nobody.',
    ),
    wall(
      'words-need-nothing',
      '^src/words/',
      except('words/', 'values/text'),
      'Words are words: no facts, no logic beyond choosing a language.',
    ),
    wall(
      'change-asks-the-ports',
      '^src/change/',
      except(
        'change/',
        'facts/',
        'judge/',
        'rules/',
        'formats/',
        'knowledge/',
        'host/(reader|writer|overlay-host)\\.ts',
        'records/',
        'values/',
      ),
      'A plan is made by reading, and done through the HostWriter port. What the machine is belongs into src/host, words into src/report.',
    ),
    {
      name: 'node-has-a-door',
      comment:
        'The file system, processes and the environment are met in src/host, package-files.ts, cli.ts and its loader only. Ask the Host port.',
      severity: 'error',
      from: {
        path: ours,
        pathNot:
          '^src/(host/|package-files\\.ts$|cli\\.ts$|(start|load-core)\\.ts$|commands/|invocation/|capsule/deflate\\.ts$)',
      },
      to: { dependencyTypes: builtin },
    },
    {
      name: 'capsule-only-packs',
      comment: 'Of Node, src/capsule uses deflate alone, in deflate.ts: bytes in, bytes out.',
      severity: 'error',
      from: { path: '^src/capsule/deflate\\.ts$' },
      to: { dependencyTypes: builtin, pathNot: '^(node:)?zlib$' },
    },
    {
      name: 'commands-do-no-io',
      comment:
        'A verb wires; it reads through the Host port and returns what cli.ts is to write. Pure helpers of Node are fine.',
      severity: 'error',
      from: { path: '^src/(commands|invocation)/' },
      to: { dependencyTypes: builtin, pathNot: '^(node:)?(util|path)$' },
    },
    ...[
      ['systeminformation', '^src/host/live/memory\\.ts$'],
      ['execa', '^src/host/live/launch\\.ts$'],
      ['entities', '^src/paste/one-entity\\.ts$'],
      ['chalk', '^src/terminal/colours\\.ts$'],
      ['handlebars', '^src/report/page/page-template\\.ts$'],
      ['marked', '^src/report/page/markdown\\.ts$'],
      ['get-east-asian-width', '^src/report/terminal/wide\\.ts$'],
      ['fflate', '\\.browser\\.ts$'],
      ['@noble/hashes', '\\.browser\\.ts$'],
      ['xmlbuilder', '^src/formats/device-xml\\.ts$'],
      ['@rgrove/parse-xml', '^src/formats/xml\\.ts$'],
      ['yaml', '^src/(rules/compile|host/snapshot/fixture)\\.ts$'],
      ['diff', '^src/report/plan/unified-diff\\.ts$'],
      ['zod', ['^src/rules/', '-schema\\.ts$']],
    ].map(([library, home]) => ({
      name: `${library}-has-a-home`,
      comment: `${library} is used in one place, so that it can be replaced there. Use what that place offers.`,
      severity: 'error',
      from: { path: ours, pathNot: home },
      to: { path: `node_modules/${library}/`, dependencyTypesNot: ['type-only'] },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
