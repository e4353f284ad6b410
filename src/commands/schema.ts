import { readData } from '../package-files.ts';
import { UsageError } from '../values/errors.ts';
import { everywhere, parseFlags } from '../invocation/flags.ts';
import type { CommandOutcome } from '../invocation/outcome.ts';
import { jsonDocument } from '../values/json-text.ts';

export const schemaNames = [
  'report',
  'snapshot',
  'plan',
  'journal',
  'rule',
  'vgpu',
  'vms',
  'verify',
  'lookup',
] as const;

/** `fngvt schema NAME`: a JSON Schema of ours. */
export function schema(argv: readonly string[]): Promise<CommandOutcome> {
  const [name, ...others] = parseFlags(argv, everywhere).positionals;
  const found = schemaNames.find(candidate => candidate === name);
  if (found === undefined || others.length > 0) {
    throw new UsageError(
      `schema: expected one of ${schemaNames.join(', ')}, found ${[name, ...others].join(' ') || 'nothing'}`,
    );
  }
  return Promise.resolve({ exit: 0, text: jsonDocument(readData(`schemas/${found}`)) });
}
