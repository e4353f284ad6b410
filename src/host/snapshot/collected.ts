import { checkSnapshot } from './check.ts';
import { collectedSections, damagedAt, shown, type Section } from './collected-text.ts';
import { bytesOf, memoryOf, statOf } from './collected-values.ts';
import type { Snapshot } from './snapshot-schema.ts';

/**
 * The cuts of collect.sh as this version of fngvt knows them. A cut leaves lines out, and what is not there is taken for absent: so a
 * text that went through another edition of it is no answer.
 */
const cuts = new Set(['first1', 'version1', 'menu1', 'go1', 'qm1', 'domain1', 'log2']);

/** The commands whose output stays useful through any cut, once it no longer claims to reach back to the boot. */
const logs = new Set(['dmesg', 'journalctl']);

/** What the sections have told. */
interface Told {
  taken: string;
  readonly files: Map<string, unknown>;
  readonly stats: Map<string, unknown>;
  readonly failed: Map<string, unknown>;
  readonly links: Map<string, unknown>;
  readonly dirs: Map<string, unknown>;
  readonly binary: Map<string, unknown>;
  readonly absent: string[];
  readonly denied: string[];
  readonly commands: unknown[];
  readonly failedCommands: Map<string, unknown>;
}

/** Refuses a section for what it says of its path or command, or for something else that it says. */
type Refuse = (wanted: string, found?: string) => never;

/** A snapshot from the output of the collector script; `where` names it in messages. */
export function parseCollected(text: string, where: string): Snapshot {
  const told: Told = {
    taken: '',
    files: new Map(),
    stats: new Map(),
    failed: new Map(),
    links: new Map(),
    dirs: new Map(),
    binary: new Map(),
    absent: [],
    denied: [],
    commands: [],
    failedCommands: new Map(),
  };
  for (const section of collectedSections(text, where)) {
    const { kind, about, line } = section;
    const refuse: Refuse = (wanted, found = shown(about)) => {
      throw damagedAt(where, line, wanted, found);
    };
    if (kind === 'taken') told.taken = timeOf(about);
    else if (kind === 'command') takeCommand(section, told, refuse);
    else takePath(section, told, refuse);
  }
  return checkSnapshot(snapshotOf(told), where);
}

function takePath(section: Section, told: Told, refuse: Refuse): void {
  const { kind, about: path, keep, text = '' } = section;
  if (!path.startsWith('/')) refuse('a path that begins with "/"');
  const put = (into: Map<string, unknown>, value: unknown): void => {
    if (into.has(path)) refuse('a path that was not told before');
    into.set(path, value);
  };
  switch (kind) {
    case 'file':
      if (keep !== undefined) put(told.files, { keep, text });
      else if (isWhole(section)) put(told.files, text);
      break;
    case 'dir':
      put(told.dirs, namesOf(text));
      break;
    case 'link':
      put(told.links, text.replace(/\n$/u, ''));
      break;
    case 'stat':
      put(told.stats, statOf(text) ?? refuse('a line of ls -ldn'));
      break;
    case 'hex':
      put(told.binary, bytesOf(text) ?? refuse('a dump of od -Ax -tx1'));
      break;
    case 'failed':
      put(told.failed, 'failed');
      break;
    case 'absent':
      told.absent.push(path);
      break;
    case 'denied':
      told.denied.push(path);
      break;
    default:
      refuse('a section that this version knows', `"@@ ${kind}"`);
  }
}

function takeCommand(section: Section, told: Told, refuse: Refuse): void {
  const { about, words: argv, text: stdout = '' } = section;
  const exit = about.trimEnd();
  if (argv.length === 0) refuse('the words of a command');
  if (exit === 'late') {
    told.failedCommands.set(argv.join(' '), 'timed out');
    return;
  }
  if (exit !== 'none' && !/^\d{1,3}$/u.test(exit)) refuse('an exit code, none or late');
  if (!isWhole(section) && !logs.has(argv[0] ?? '')) return;
  told.commands.push({
    argv,
    exit: exit === 'none' ? null : Number(exit),
    stdout: isWhole(section) ? stdout : withoutBoot(stdout),
  });
}

/** Nothing that fngvt asks for was cut out of its text. */
const isWhole = ({ cut }: Section): boolean => cut === undefined || cuts.has(cut);

function snapshotOf(told: Told): Readonly<Record<string, unknown>> {
  const { taken, files, stats, failed, links, dirs, binary, absent, denied, commands, failedCommands } = told;
  return {
    schema: 'fngvt.snapshot/1',
    taken,
    files: Object.fromEntries(files),
    stats: Object.fromEntries(stats),
    failed: Object.fromEntries([...failed, ...failedCommands]),
    links: Object.fromEntries(links),
    dirs: Object.fromEntries(dirs),
    binary: Object.fromEntries(binary),
    absent: absent.filter(isMounted([...files.keys(), ...dirs.keys(), ...links.keys(), ...denied])),
    denied,
    commands,
    inventory: memoryOf(excerptText(files.get('/proc/meminfo'))),
  };
}

/** Empty where it is no time as the collector writes it. */
function timeOf(about: string): string {
  const time = about.trimEnd();
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u.test(time) ? time : '';
}

function namesOf(listing: string): readonly string[] {
  const names = listing.split('\n').filter(name => name !== '');
  return names.sort();
}

function excerptText(file: unknown): string {
  return typeof file === 'object' && file !== null && 'text' in file ? String(file.text) : '';
}

/**
 * Is what a path lies on mounted? In a chroot or a rescue system /proc, /sys and /dev may be empty: nothing below them is absent then,
 * it was never to be seen. `told` are the paths that something is known of.
 */
function isMounted(told: readonly string[]): (path: string) => boolean {
  const isTold = (top: string): boolean => told.some(path => path.startsWith(top));
  const [hasProc, hasSys] = [isTold('/proc/'), isTold('/sys/')];
  return path => {
    if (path.startsWith('/sys/')) return hasSys;
    return hasProc || !/^\/(proc|dev)\//u.test(path);
  };
}

/** A log without the lines that begin a boot (init/main.c): then a message that is missing proves nothing. */
function withoutBoot(log: string): string {
  return log
    .split('\n')
    .filter(line => !/Linux version |ommand line: /u.test(line))
    .join('\n');
}
