import type { ParseArgsConfig } from 'node:util';

/** The flags of one verb, as Node's parseArgs wants them. */
export type FlagSpec = NonNullable<ParseArgsConfig['options']>;

/** Every flag of the program: what kind it is, the same on every verb that has it. What it does stands in `src/words/help.*`. */
export const allFlags = {
  from: { type: 'string', multiple: true },
  root: { type: 'string' },
  paste: { type: 'string' },
  with: { type: 'string', multiple: true },
  redact: { type: 'boolean' },
  'no-redact': { type: 'boolean' },
  format: { type: 'string' },
  output: { type: 'string', short: 'o', multiple: true },
  capsule: { type: 'boolean' },
  verbose: { type: 'boolean', short: 'v' },
  quiet: { type: 'boolean', short: 'q' },
  steps: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  waive: { type: 'string', multiple: true },
  fix: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean' },
  include: { type: 'string', multiple: true },
  off: { type: 'boolean' },
  try: { type: 'boolean' },
  keep: { type: 'boolean' },
  gpu: { type: 'string' },
  type: { type: 'string' },
  count: { type: 'string' },
  uuid: { type: 'string' },
  autostart: { type: 'boolean' },
  functions: { type: 'boolean' },
  vgpu: { type: 'string' },
  function: { type: 'string' },
  display: { type: 'boolean' },
  rom: { type: 'string' },
  preview: { type: 'boolean' },
  script: { type: 'boolean' },
  list: { type: 'boolean' },
  overwrite: { type: 'string', multiple: true },
  lang: { type: 'string' },
  color: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const satisfies FlagSpec;

/** The name of a flag, without its dashes. */
export type FlagName = keyof typeof allFlags;

const machine = ['from', 'root', 'redact', 'no-redact', 'yes'] as const;

/** The flags of each verb, the most useful first; those that every verb has are left out (`everywhere`). */
export const verbFlags = {
  doctor: [
    'paste',
    'format',
    'output',
    'capsule',
    'verbose',
    'quiet',
    'only',
    'skip',
    'fail-on',
    'waive',
    'steps',
    'with',
    ...machine,
    'fix',
  ],
  fix: ['dry-run', 'include', 'try', 'keep', 'off', 'format', 'output', ...machine],
  report: ['format', 'output', 'fail-on', 'waive', ...machine],
  answer: ['format', 'output'],
  explain: ['format', 'output', ...machine],
  lookup: ['format', 'output'],
  snapshot: ['preview', 'script', 'output', ...machine],
  diff: ['format', 'output', 'verbose', 'redact', 'no-redact', 'yes'],
  vgpu: ['type', 'count', 'uuid', 'autostart', 'gpu', 'functions', 'dry-run', 'format', 'output', ...machine],
  vm: ['vgpu', 'type', 'function', 'display', 'rom', 'gpu', 'dry-run', 'format', 'output', ...machine],
  undo: ['list', 'dry-run', 'overwrite', 'root', 'yes', 'format', 'output', 'redact', 'no-redact'],
  rules: ['format', 'output'],
  facts: ['format', 'output', ...machine],
  schema: ['output'],
  completion: ['output'],
} as const satisfies Readonly<Record<string, readonly FlagName[]>>;

/** A verb of the command line. */
export type VerbName = keyof typeof verbFlags;

/** The flags that every verb has. */
const everywhere = ['lang', 'color', 'help'] as const satisfies readonly FlagName[];

/** The flags of a verb, as Node's parseArgs wants them. */
export const flagsOf = (verb: VerbName): FlagSpec =>
  Object.fromEntries([...everywhere, ...verbFlags[verb]].map(name => [name, allFlags[name]]));

/** The verbs that have a flag. */
export const verbsWith = (flag: string): readonly string[] =>
  Object.entries(verbFlags).flatMap(([verb, names]) =>
    (names as readonly string[]).includes(flag) ? [verb] : [],
  );
