import { flagsOf, type FlagSpec, type VerbName } from '../invocation/flag-table.ts';
import { parseFlags } from '../invocation/flags.ts';
import type { CommandOutcome } from '../invocation/outcome.ts';
import { bashCompletion } from '../report/completion/bash.ts';
import type { CompletedFlag, CompletedVerb, Takes } from '../report/completion/completed.ts';
import { fishCompletion } from '../report/completion/fish.ts';
import { zshCompletion } from '../report/completion/zsh.ts';
import { doctorFormats } from '../invocation/doctor-formats.ts';
import { loadRules } from '../rules/load.ts';
import { nothingGiven, unexpected } from '../values/errors.ts';
import { helpWords } from '../words/help-words.ts';
import { schemaNames } from './schema.ts';
import { below as belowVgpu } from './vgpu.ts';
import { below as belowVm } from './vm.ts';

const completions = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;
type Shell = keyof typeof completions;

const shells = Object.keys(completions) as readonly Shell[];

/** `fngvt completion SHELL`: a script of this shell that completes verbs, their flags, and what may stand behind them. */
export function completion(argv: readonly string[], verbs: readonly VerbName[]): Promise<CommandOutcome> {
  const [name, ...others] = parseFlags(argv, flagsOf('completion')).positionals;
  const shell = shells.find(candidate => candidate === name);
  if (shell === undefined || others.length > 0) {
    const known = shells.join(', ');
    const found = [name, ...others].join(' ');
    throw unexpected('completion', { en: known, 'zh-CN': known }, found === '' ? nothingGiven : found);
  }
  return Promise.resolve({ exit: 0, text: completions[shell](verbs.map(completed)) });
}

function completed(name: VerbName): CompletedVerb {
  const flags = Object.entries<FlagSpec[string]>(flagsOf(name));
  return {
    name,
    about: helpWords.en.verbs[name].forms[0]?.[1] ?? '',
    takes: behind(name),
    flags: flags.map(([flag, spec]) => completedFlag(name, flag, spec)),
  };
}

/** What may stand behind a verb. */
function behind(verb: VerbName): Takes {
  if (verb === 'fix' || verb === 'explain') return ruleIds();
  if (verb === 'snapshot' || verb === 'diff' || verb === 'answer') return 'file';
  const words: Readonly<Partial<Record<VerbName, readonly string[]>>> = {
    vgpu: belowVgpu,
    vm: belowVm,
    schema: schemaNames,
    completion: shells,
  };
  return words[verb] ?? 'nothing';
}

const ruleIds = (): readonly string[] => loadRules().map(({ id }) => id);

function completedFlag(verb: string, name: string, { type, short }: FlagSpec[string]): CompletedFlag {
  const takes = type === 'boolean' ? 'nothing' : valuesOf(verb, name);
  return { name, takes, ...(short === undefined ? {} : { short }) };
}

/** What a flag's value may be, where a shell can help with it. */
function valuesOf(verb: string, flag: string): Takes {
  if (flag === 'format') return verb === 'doctor' ? doctorFormats : ['text', 'json'];
  if (flag === 'only' || flag === 'skip' || flag === 'include') return ruleIds();
  return known[flag] ?? 'text';
}

const known: Readonly<Record<string, Takes>> = {
  from: 'file',
  paste: 'file',
  output: 'file',
  rom: 'file',
  root: 'folder',
  lang: ['en', 'zh-CN'],
  color: ['auto', 'always', 'never'],
  'fail-on': ['error', 'warning', 'advice'],
};
