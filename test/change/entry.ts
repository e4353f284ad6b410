import { readFileSync, writeSync } from 'node:fs';
import { applyPlan } from '../../src/change/apply-plan.ts';
import type { Plan } from '../../src/change/plan.ts';
import { chooseJournal } from '../../src/change/undo/choose.ts';
import { undoJournal } from '../../src/change/undo/act.ts';
import { hostWriter } from '../../src/host/live/host-writer.ts';

/**
 * Applies a plan that lies in a file, or takes the newest change back, through the real gives on the `/` that it finds: for
 * tests that put it into a root of its own. Prints what came of it as one object. `--pace X` scales the time limits, `--at TIME` stops the clock.
 */
const [verb, file] = process.argv.slice(2);
const told = (flag: string): string | undefined =>
  process.argv.includes(flag) ? process.argv[process.argv.indexOf(flag) + 1] : undefined;
const [pace, at] = [told('--pace'), told('--at')];
const writer = hostWriter('/', pace === undefined ? {} : { pace: Number(pace) });
const now = (): string => at ?? new Date().toISOString();

async function main(): Promise<unknown> {
  if (verb === 'apply')
    return applyPlan(JSON.parse(readFileSync(file ?? '', 'utf8')) as Plan, writer, { version: 'test', now });
  const chosen = chooseJournal(writer);
  return chosen.kind === 'journal' ? undoJournal(chosen.journal, writer, { now }) : { outcome: chosen.kind };
}

writeSync(1, `${JSON.stringify(await main())}\n`);
