import type { Line } from './lines.ts';
import { commandOf, promptOf, type Command, type Prompt } from './shell.ts';
import { withoutAtEnd } from '../values/trimmed.ts';

/** A command with what it printed, or lines of which nobody knows what printed them. */
export interface Exchange {
  /** What was typed; undefined: nothing shows it. */
  readonly command?: Command;
  /** What came of it, without empty lines at either end. */
  readonly lines: readonly string[];
  /** A new prompt follows, or the end of a code box: nothing was left out at the end, as far as one can see. */
  readonly end: 'prompt' | 'box' | 'open';
  /** It stood in a code box, where no forum changes quotes and dashes. */
  readonly isBoxed: boolean;
  /** The folder that relative paths start from, where prompt or `cd` tell it. */
  readonly folder?: string;
}

/** What a paste holds, piece by piece. */
export interface Session {
  readonly exchanges: readonly Exchange[];
  /** More than one machine speaks; all but the first were left out. */
  readonly otherHosts: number;
  /** Its prompts are root's. */
  readonly isRoot: boolean;
}

/** What a prompt tells of the lines below it. */
interface Told {
  readonly command?: Command;
  readonly host?: string;
  readonly folder?: string;
}

type HostExchange = Exchange & Told;

/** What is being read, up to the next prompt. */
interface Open {
  readonly told: Told;
  readonly lines: string[];
  readonly stretch: number;
  readonly isBoxed: boolean;
}

/** Cuts a paste at its prompts, and where a box or a quote begins or ends. */
export function exchangesOf(lines: readonly Line[]): Session {
  const done: HostExchange[] = [];
  const hosts = new Set<string>();
  let prompted = -1;
  let open: Open = { told: {}, lines: [], stretch: -1, isBoxed: false };
  for (const line of lines) {
    const { text, stretch, isBoxed } = line;
    if (stretch !== open.stretch) {
      if (isHeading(open, line)) open = { ...open, stretch, isBoxed };
      else {
        done.push(...endedAtEdge(open));
        open = { told: {}, lines: [], stretch, isBoxed };
      }
    }
    const prompt = promptIn(text, stretch === prompted);
    if (prompt === undefined) {
      open.lines.push(text);
      continue;
    }
    const isReal = prompt.isBare !== true;
    // Only a real prompt says that what stood before it had ended.
    done.push(...ended(open, isReal ? 'prompt' : 'open'));
    if (isReal) prompted = stretch;
    const told = toldBy(prompt, open.told.folder);
    if (told.host !== undefined) hosts.add(told.host);
    open = { told, lines: [], stretch, isBoxed };
  }
  done.push(...endedAtEdge(open));
  const [first] = hosts;
  return {
    exchanges: done.filter(exchange => exchange.host === undefined || exchange.host === first),
    otherHosts: Math.max(0, hosts.size - 1),
    isRoot: lines.some(({ text }) => /^\[?root@[^\s]{1,80}/u.test(text.trimStart())),
  };
}

/** None where neither a command nor any output stands there. */
function ended({ told, lines, isBoxed }: Open, end: Exchange['end']): readonly HostExchange[] {
  const body = trimmed(lines);
  return told.command === undefined && body.length === 0 ? [] : [{ ...told, lines: body, end, isBoxed }];
}

const endedAtEdge = (open: Open): readonly HostExchange[] => ended(open, open.isBoxed ? 'box' : 'open');

/** A heading that is a command, with its output in the box below it. */
const isHeading = (open: Open, { isBoxed }: Line): boolean =>
  open.told.command !== undefined && trimmed(open.lines).length === 0 && isBoxed;

/** Where the shell shows prompts, a line that looks like a command without one is output: a script, a comment. */
function promptIn(line: string, showsPrompts: boolean): Prompt | undefined {
  const prompt = promptOf(line);
  return showsPrompts && prompt?.isBare === true ? undefined : prompt;
}

function toldBy(prompt: Prompt, before: string | undefined): Told {
  const host = prompt.host?.replace(/^[^@]*@/u, '');
  const command = prompt.typed === '' ? undefined : commandOf(prompt.typed);
  const folder = folderAfter(command, prompt.folder?.startsWith('/') === true ? prompt.folder : before);
  return {
    ...(command === undefined ? {} : { command }),
    ...(host === undefined ? {} : { host }),
    ...(folder === undefined ? {} : { folder }),
  };
}

/** `cd` is followed where its folder is written out. */
function folderAfter(command: Command | undefined, folder: string | undefined): string | undefined {
  if (command?.argv[0] !== 'cd') return folder;
  const target = command.argv[1] ?? '';
  if (target.startsWith('/')) return withoutAtEnd(target, '/') || '/';
  if (/^[\w.:-]/u.test(target) && !target.startsWith('.') && folder !== undefined)
    return `${folder}/${target}`;
  return undefined;
}

function trimmed(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex(line => line.trim() !== '');
  if (first === -1) return [];
  return lines.slice(first, lines.findLastIndex(line => line.trim() !== '') + 1);
}
