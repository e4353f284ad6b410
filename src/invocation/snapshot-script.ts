import { readCollector } from '../package-files.ts';
import type { CommandOutcome } from '../invocation/outcome.ts';

/** `fngvt snapshot --script`: the collector for a host where nothing can be installed; `--from` reads what it prints. */
export function snapshotScript(): CommandOutcome {
  return { exit: 0, text: readCollector() };
}
