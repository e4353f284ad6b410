import type { ChangeWords } from '../../words/change.en.ts';
import type { Journal } from '../../change/journal/journal.ts';
import type { EditStep, Step } from '../../change/plan.ts';
import type { Conflict } from '../../change/journal/reverted.ts';
import type { UndoPlan } from '../../change/undo/show.ts';
import { styled, wholeLines, type Rendered, type Styled } from '../../values/styled.ts';
import { wrap } from '../terminal/cells.ts';
import { paint } from '../terminal/paint.ts';
import { reasonLines, type OutputContext } from './reasons.ts';
import { recordText } from './record-text.ts';
import { sanitize } from '../sanitize.ts';
import { typedName } from '../terminal/typed.ts';
import { diffLine, unifiedDiff } from './unified-diff.ts';

/** An undo with what its reader asked for. */
export interface UndoRendering extends OutputContext {
  readonly journal: Journal;
  readonly plan: UndoPlan;
  /** How this person calls fngvt as root. */
  readonly call: string;
}

/** What taking back would do: every file as a diff, every command, and what is left alone, seen three ways. */
export function renderUndo(view: UndoRendering): Styled {
  const { journal, plan, say, columns } = view;
  const { steps, changed, refused, notes } = plan;
  const isCut = journal.state === 'applying' || journal.state === 'undoing';
  const needsReboot = journal.steps.some(step => step.reboot && step.state !== 'waiting');
  return wholeLines([
    paint.strong(say.undoTitle(journal.id, sanitize(journal.begun))),
    ...(isCut ? wrap(say.wasCut, columns) : []),
    '',
    ...steps.flatMap((step, i) => stepLines(step, i, view)),
    ...(steps.length + changed.length + refused.length === 0 ? [...wrap(say.isBack, columns), ''] : []),
    ...changed.flatMap(one => changedLines(one, view)),
    ...(notes.length === 0 ? [] : [...reasonLines(notes, view), '']),
    ...(refused.length === 0 ? [] : [...reasonLines(refused, view), '']),
    ...(needsReboot && steps.length > 0 ? wrap(say.reboot, columns) : []),
  ]);
}

function stepLines(step: Step, index: number, { say }: UndoRendering): readonly Rendered[] {
  const head = (title: string): Rendered => styled`${String(index + 1)}. ${paint.strong(title)}`;
  if (step.kind === 'run') return [head(say.run(sanitize(step.argv.join(' ')))), ''];
  const path = sanitize(step.path);
  return [head(titleOf(step, say)(path)), ...diffLines(step.path, step.before, step.after), ''];
}

function titleOf({ before, after }: EditStep, say: ChangeWords): (path: string) => string {
  if (after === null) return say.removeOurs;
  return before === null ? say.makeAgain : say.restore;
}

/** Before, ours and now, as two differences. */
function changedLines(changed: Conflict, view: UndoRendering): readonly Rendered[] {
  const { path, kind, before, ours, now } = changed;
  const { say, undo, columns, journal } = view;
  const isFile = kind === undefined;
  const name = sanitize(path);
  const overwrite = `${undo} ${journal.id} --overwrite ${sanitize(typedName(path, say.yours))}`;
  const ways = isFile
    ? [say.overwrite(overwrite)]
    : [say.overwriteDefinition(overwrite), ...onlyDevice(changed, view)];
  // Cut short, the command left no trace of what it did; what was done since can't be told from it then.
  const differences =
    ours === null && !isFile
      ? [[say.changedSince, before, now] as const]
      : [[say.changedOurs, before, ours] as const, [say.changedSince, ours, now] as const];
  const isGone = now === null && !isFile;
  const definitionTitle = isGone ? say.definitionGone(name) : say.definitionTitle(name);
  const title = isFile ? say.changedTitle(name) : definitionTitle;
  return [
    ...wrap(title, columns).map(paint.warn),
    ...(isGone
      ? []
      : differences.flatMap(([head, from, to]) => [
          `  ${head}`,
          ...diffLines(path, recordText(from), recordText(to)),
        ])),
    ...ways.flatMap(way => wrap(way, columns - 2).map(line => `  ${line}`)),
    '',
  ];
}

/** Where the device is still in the VM, it can be taken out alone. */
const onlyDevice = ({ path, kind }: Conflict, { say, call }: UndoRendering): readonly string[] =>
  kind === 'definition-with-device'
    ? [say.onlyDevice(`${call} vm detach ${sanitize(typedName(path, say.yours))}`)]
    : [];

function diffLines(path: string, before: string | null, after: string | null): readonly Rendered[] {
  return unifiedDiff(path, before, after).map(line => styled`   ${diffLine(line)}`);
}
