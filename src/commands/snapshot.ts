import { UsageError } from '../values/errors.ts';
import { everywhere, isSet, parseFlags, type FlagSpec } from './flags.ts';
import type { CommandOutcome } from './outcome.ts';
import { snapshotScript } from './snapshot-script.ts';

const flags = { ...everywhere, script: { type: 'boolean' } } as const satisfies FlagSpec;

/** `fngvt snapshot`. */
export function snapshot(argv: readonly string[]): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flags);
  const [extra] = parsed.positionals;
  if (extra !== undefined || !isSet(parsed, 'script'))
    throw new UsageError(`snapshot: expected --script, found ${extra ?? 'nothing'}`);
  return Promise.resolve(snapshotScript());
}
