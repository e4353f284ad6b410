import { readData } from '../package-files.ts';
import { nothingGiven, unexpected } from '../values/errors.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { parseFlags } from '../invocation/flags.ts';
import type { CommandOutcome } from '../invocation/outcome.ts';
import { jsonDocument } from '../values/json-text.ts';

export const schemaNames = [
  'report',
  'fleet',
  'snapshot',
  'plan',
  'journal',
  'rule',
  'vgpu',
  'vms',
  'verify',
  'lookup',
  'explain',
  'answer',
  'agent',
] as const;

/** `fngvt schema NAME`: a JSON Schema of ours. */
export function schema(argv: readonly string[]): Promise<CommandOutcome> {
  const [name, ...others] = parseFlags(argv, flagsOf('schema')).positionals;
  const found = schemaNames.find(candidate => candidate === name);
  if (found === undefined || others.length > 0) {
    const given = [name, ...others].join(' ');
    throw unexpected(
      'schema',
      { en: `one of ${schemaNames.join(', ')}`, 'zh-CN': `以下之一：${schemaNames.join('、')}` },
      given === '' ? nothingGiven : given,
    );
  }
  return Promise.resolve({ exit: 0, text: jsonDocument(readData(`schemas/${found}`)) });
}
