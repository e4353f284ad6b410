/** A change of one line of a file, or of the file, as it is printed. */
export interface PrintedEdit {
  readonly path: string;
  readonly how: 'change' | 'add' | 'take-out' | 'make' | 'remove';
  /** Counted from 1; null: it is about the whole file. */
  readonly line: number | null;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What the doctor tells a person to do. */
export type PrintedStep = PrintedEdit | { readonly command: string };

const headings = new Set(['Or by hand', 'By hand']);

/** How the words behind a file's name are meant (src/words/report.en.ts, plan). */
const edits: readonly (readonly [how: PrintedEdit['how'], words: RegExp])[] = [
  ['change', /^change line (\d+)(?: \([^()]+\))?$/u],
  ['add', /^add as line (\d+)$/u],
  ['take-out', /^take out line (\d+)$/u],
  ['make', /^a new file$/u],
  ['remove', /^delete this file$/u],
];

/** The steps that stand below "Or by hand", read from the screen as a person reads them: nothing is known but what is printed. */
export function readPrinted(screen: string): readonly PrintedStep[] {
  const lines = screen.replaceAll('\r', '').split('\n');
  const start = lines.findIndex(line => headings.has(line));
  if (start < 0) return [];
  const below = lines.slice(start + 1);
  // How the lines are to be read stands before the first step.
  const first = below.findIndex(line => /^ {2,3}1\. /u.test(line));
  if (first < 0) return [];
  const rest = below.slice(first);
  const end = rest.findIndex(
    line => !/^ {2}/u.test(line) || (/^ {2}\S/u.test(line) && !/^ {2}\d+\. /u.test(line)),
  );
  return items(end < 0 ? rest : rest.slice(0, end)).map(readItem);
}

/** A numbered step with all its lines. */
function items(lines: readonly string[]): readonly (readonly string[])[] {
  const starts = lines.flatMap((line, at) => (/^ {2,3}\d+\. /u.test(line) ? [at] : []));
  return starts.map((at, i) => lines.slice(at, starts[i + 1] ?? lines.length));
}

function readItem([head = '', ...below]: readonly string[]): PrintedStep {
  const [command = '', beside = ''] = head.replace(/^ *\d+\. /u, '').split(/ {2}(?:# )?/u);
  const shown = below.filter(line => /^ {5}[-+]( |$)| {7}/u.test(line));
  const said =
    beside === ''
      ? below
          .filter(line => !shown.includes(line))
          .join(' ')
          .trim()
      : beside;
  const [, path = ''] = /^(?:sudo )?(?:nano|rm) (\S+)$/u.exec(command) ?? [];
  if (path === '') return { command };
  const found = edits.flatMap(([how, words]) => {
    const match = words.exec(said);
    return match === null ? [] : [{ how, line: match[1] === undefined ? null : Number(match[1]) }];
  });
  const [edit] = found;
  if (edit === undefined) throw new Error(`${command}: expected what is to be done, found ${said}`);
  return { path, ...edit, ...changedLines(shown) };
}

/** Lines with their sign; a line without one goes on with the line above it. */
function changedLines(shown: readonly string[]): Pick<PrintedEdit, 'before' | 'after'> {
  const before: string[] = [];
  const after: string[] = [];
  let current = before;
  for (const line of shown) {
    const sign = line.charAt(5);
    const text = line.slice(7);
    if (sign === ' ') current.push(`${current.pop() ?? ''} ${text}`);
    else {
      current = sign === '-' ? before : after;
      current.push(text);
    }
  }
  return { before, after };
}

/** The file after the edit; null: it is gone. It is an error if the file does not read as the step says. */
export function edited(text: string | null, edit: PrintedEdit): string | null {
  const { path, how, line, before, after } = edit;
  if (how === 'remove') return null;
  if (how === 'make') return ended(after);
  if (text === null) throw new Error(`${path}: expected a file, found none`);
  const lines = text === '' ? [] : text.replace(/\n$/u, '').split('\n');
  const at = (line ?? 1) - 1;
  const there = lines.slice(at, at + before.length);
  if (there.join('\n') !== before.join('\n'))
    throw new Error(`${path}: expected line ${at + 1} to be ${before.join('\n')}, found ${there.join('\n')}`);
  if (at > lines.length) throw new Error(`${path}: expected at least ${at} lines, found ${lines.length}`);
  return ended(lines.toSpliced(at, before.length, ...after));
}

const ended = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('');
