import type { Journal } from '../change/journal/journal.ts';
import { readableJournals, listJournals } from '../change/journal/store.ts';
import { chooseJournal } from '../change/undo/choose.ts';
import { showUndo, type UndoPlan } from '../change/undo/show.ts';
import { undoJournal, type Undone } from '../change/undo/act.ts';
import type { Refusal } from '../change/plan.ts';
import type { HostWriter } from '../host/writer.ts';
import { hostWriter } from '../host/live/host-writer.ts';
import { restOf } from '../report/plan/applied-text.ts';
import { journalsJson, renderJournals } from '../report/plan/journal-list.ts';
import { reasonLines, type OutputContext } from '../report/plan/reasons.ts';
import { renderUndo } from '../report/plan/undo-text.ts';
import { undoJson } from '../report/json/undo-json.ts';
import { unexpected } from '../values/errors.ts';
import { styled, type Rendered } from '../values/styled.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { isSet, listFlag, parseFlags, textFlag, type Parsed, textOrJson } from '../invocation/flags.ts';
import { hiddenJournal, hiddenUndo } from '../invocation/hidden-records.ts';
import { withRealNamesTold } from '../invocation/names.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { audienceFor, type Audience } from '../invocation/undo-audience.ts';

/**
 * `fngvt undo [CHANGE]`: puts back what a change did to the host, the newest first. `--list` shows the changes; `--root DIR` puts back the
 * files of a mounted disk. Exit codes: 0 done or nothing to do, 1 refused or something is left, 3 cannot look.
 */
export async function undo(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf('undo'));
  const [id, ...others] = parsed.positionals;
  if (others.length > 0 || (id !== undefined && isSet(parsed, 'list')))
    throw unexpected(
      'undo',
      { en: 'one change at most', 'zh-CN': '最多一次改动的编号' },
      parsed.positionals.join(' '),
    );
  const format = textOrJson(parsed);
  const writer = hostWriter(textFlag(parsed, 'root'));
  const audience = await audienceFor(parsed, invocation, writer);
  const outcome = await answer({ id, parsed, invocation, writer, ...audience, isJson: format === 'json' });
  return withRealNamesTold(outcome, parsed, invocation, audience.language);
}

async function answer(wish: Wish): Promise<CommandOutcome> {
  const { parsed, invocation, writer, reader, hide, isJson } = wish;
  const unseen = (why: Refusal): CommandOutcome =>
    isJson
      ? { exit: 3, text: jsonOf(wish, { ...none, refused: [why] }) }
      : { exit: 3, text: '', warnings: reasonLines([why], reader).map(line => line.slice(4)) };
  if (writer.hasCommands && !writer.isRoot)
    return unseen({ reason: isSet(parsed, 'list') ? 'not-root-list' : 'not-root', rule: null });
  if (isSet(parsed, 'list')) {
    const journals = readableJournals(() => listJournals(writer));
    if ('reason' in journals) return unseen({ ...journals, rule: null });
    const all = journals.map(journal => hiddenJournal(journal, hide));
    const text = isJson ? journalsJson(all) : renderJournals(all, reader.say, invocation.columns);
    return { exit: 0, text };
  }
  return takeBack(wish);
}

interface Wish extends Audience {
  readonly id: string | undefined;
  readonly parsed: Parsed;
  readonly invocation: Invocation;
  readonly writer: HostWriter;
  readonly isJson: boolean;
}

const none: UndoPlan = { steps: [], refused: [], changed: [], notes: [] };

function jsonOf(
  { invocation, writer }: Wish,
  plan: UndoPlan,
  journal: string | null = null,
  isApplied = false,
): string {
  return undoJson(plan, {
    ...invocation,
    source: writer.hasCommands ? 'live' : 'root',
    journal,
    applied: isApplied,
  });
}

async function takeBack(wish: Wish): Promise<CommandOutcome> {
  const { id, parsed, writer, reader, hide, isJson } = wish;
  const chosen = chooseJournal(writer, id);
  if (chosen.kind === 'nothing')
    return { exit: 0, text: isJson ? jsonOf(wish, none) : `${reader.say.nothingToUndo}\n` };
  if (chosen.kind === 'refused') return notChosen(chosen.refusal, wish);
  const { journal } = chosen;
  const overwrite = listFlag(parsed, 'overwrite');
  const plan = hiddenUndo(await showUndo(journal, writer, overwrite), hide);
  const sight: Sight = { journal, plan, shown: isJson ? '' : renderUndo({ ...reader, journal, plan }) };
  const stopped = await stopBefore(sight, wish);
  if (stopped !== undefined) return stopped;
  const undone = await undoJournal(journal, writer, { now: () => new Date().toISOString(), overwrite });
  return told(undone, sight, wish);
}

/** The change that was chosen, and what taking it back would do. */
interface Sight {
  readonly journal: Journal;
  readonly plan: UndoPlan;
  /** The plan for a person; empty where JSON is asked for. */
  readonly shown: Rendered;
}

function notChosen(refusal: Refusal, wish: Wish): CommandOutcome {
  const { reader, hide, isJson } = wish;
  const { refused } = hiddenUndo({ ...none, refused: [refusal] }, hide);
  return {
    exit: refusal.reason === 'notes-unread' ? 3 : 1,
    text: isJson
      ? jsonOf(wish, { ...none, refused })
      : lines(reader.say.refused, ...reasonLines(refused, reader)),
  };
}

/** Nothing is touched where it was only to be seen, or where nobody agreed; undefined: somebody did. */
async function stopBefore({ journal, plan, shown }: Sight, wish: Wish): Promise<CommandOutcome | undefined> {
  const { parsed, invocation, reader, isJson } = wish;
  const { say } = reader;
  const stop = (exit: number, why: string): CommandOutcome => ({
    exit,
    text: isJson ? jsonOf(wish, plan, journal.id) : styled`${shown}${why}\n`,
  });
  if (isSet(parsed, 'redact')) return stop(0, say.redacted);
  if (isSet(parsed, 'dry-run')) return stop(0, say.dryRun);
  if (isSet(parsed, 'yes')) return undefined;
  if (!invocation.isTerminal || isJson) return stop(1, say.noTerminal);
  const isAgreed = await invocation.ask(styled`${shown}\n${say.askUndo}`);
  return isAgreed ? undefined : { exit: 1, text: lines(say.declined) };
}

function told(undone: Undone, { journal, plan, shown }: Sight, wish: Wish): CommandOutcome {
  const { parsed, writer, reader, isJson } = wish;
  const exit = undone.outcome === 'undone' ? 0 : 1;
  if (!isJson) {
    const before = isSet(parsed, 'yes') ? styled`${shown}\n` : '';
    return { exit, text: styled`${before}${lines(...undoneLines(undone, reader, writer))}` };
  }
  const isApplied = undone.outcome !== 'refused';
  const refused = isApplied ? restOf(undone.back).map(one => ({ ...one, rule: null })) : undone.refused;
  return { exit, text: jsonOf(wish, { ...plan, changed: [], refused }, journal.id, isApplied) };
}

function undoneLines(undone: Undone, reader: OutputContext, { hasCommands }: HostWriter): readonly string[] {
  const { say } = reader;
  if (undone.outcome === 'refused') return [say.refused, ...reasonLines(undone.refused, reader)];
  const rest = restOf(undone.back);
  if (undone.outcome === 'undone') return [say.undone, ...reasonLines(rest, reader)];
  const isOnlyPending = !hasCommands && undone.back.changed.length + undone.back.failed.length === 0;
  const { failed, journal } = undone.back;
  const again = failed.length === 0 ? [] : [say.again(`${reader.undo} ${journal.id}`)];
  return [isOnlyPending ? say.undoneFiles : say.left, ...reasonLines(rest, reader), ...again];
}

const lines = (...all: readonly string[]): string => all.map(line => `${line}\n`).join('');
