import type { Line } from './lines.ts';
import { commandOf, promptOf, type Command } from './shell.ts';

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

interface Open {
  command?: Command;
  host?: string;
  folder?: string;
  lines: string[];
  stretch: number;
  isBoxed: boolean;
}

/** Cuts a paste at its prompts, and where a box or a quote begins or ends. */
export function exchangesOf(lines: readonly Line[]): Session {
  const done: (Exchange & { readonly host?: string })[] = [];
  const hosts = new Set<string>();
  let prompted = -1;
  let open: Open = { lines: [], stretch: -1, isBoxed: false };
  const close = (end: Exchange['end']): void => {
    const body = trimmed(open.lines);
    const { command, host, folder, isBoxed } = open;
    if (command === undefined && body.length === 0) return;
    done.push({
      lines: body,
      end,
      isBoxed,
      ...(command === undefined ? {} : { command }),
      ...(host === undefined ? {} : { host }),
      ...(folder === undefined ? {} : { folder }),
    });
  };
  for (const { text, stretch, isBoxed } of lines) {
    if (stretch !== open.stretch) {
      // A heading that is a command, with its output in the box below it.
      const isHeading = open.command !== undefined && trimmed(open.lines).length === 0 && isBoxed;
      if (isHeading) open = { ...open, stretch, isBoxed };
      else {
        close(open.isBoxed ? 'box' : 'open');
        open = { lines: [], stretch, isBoxed };
      }
    }
    const prompt = promptOf(text);
    // Where the shell shows prompts, a line that looks like a command without one is output: a script, a comment.
    if (prompt === undefined || (prompt.isBare === true && stretch === prompted)) {
      open.lines.push(text);
      continue;
    }
    // Only a real prompt says that what stood before it had ended.
    close(prompt.isBare === true ? 'open' : 'prompt');
    if (prompt.isBare !== true) prompted = stretch;
    const machine = prompt.host?.replace(/^[^@]*@/u, '');
    if (machine !== undefined) hosts.add(machine);
    const command = prompt.typed === '' ? undefined : commandOf(prompt.typed);
    const before = open.folder;
    const folder = folderAfter(command, prompt.folder?.startsWith('/') === true ? prompt.folder : before);
    open = {
      lines: [],
      stretch,
      isBoxed,
      ...(command === undefined ? {} : { command }),
      ...(machine === undefined ? {} : { host: machine }),
      ...(folder === undefined ? {} : { folder }),
    };
  }
  close(open.isBoxed ? 'box' : 'open');
  const [first] = hosts;
  return {
    exchanges: done.filter(exchange => exchange.host === undefined || exchange.host === first),
    otherHosts: Math.max(0, hosts.size - 1),
    isRoot: lines.some(({ text }) => /^\[?root@[^\s]{1,80}/u.test(text.trimStart())),
  };
}

/** `cd` is followed where its folder is written out. */
function folderAfter(command: Command | undefined, folder: string | undefined): string | undefined {
  if (command?.argv[0] !== 'cd') return folder;
  const target = command.argv[1] ?? '';
  if (target.startsWith('/')) return target.replace(/(.)\/+$/u, '$1');
  if (/^[\w.:-]/u.test(target) && !target.startsWith('.') && folder !== undefined)
    return `${folder}/${target}`;
  return undefined;
}

function trimmed(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex(line => line.trim() !== '');
  if (first === -1) return [];
  return lines.slice(first, lines.findLastIndex(line => line.trim() !== '') + 1);
}
