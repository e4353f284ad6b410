import { UsageError } from '../../values/errors.ts';
import { checkSnapshot } from './check.ts';
import { collectedSections, shown, type Section } from './collected-text.ts';
import { bytesOf, memoryOf, statOf } from './collected-values.ts';
import type { Snapshot } from './snapshot-schema.ts';

/**
 * The cuts of collect.sh as this version of fngvt knows them. A cut leaves lines out, and what is not there is taken for absent: so a
 * text that went through another edition of it is no answer.
 */
const cuts = new Set(['first1', 'version1', 'menu1', 'go1', 'qm1', 'domain1', 'log2']);

/** The commands whose output stays useful through any cut, once it no longer claims to reach back to the boot. */
const logs = new Set(['dmesg', 'journalctl']);

/** A snapshot from the output of the collector script; `where` names it in messages. */
export function parseCollected(text: string, where: string): Snapshot {
  const files = new Map<string, unknown>();
  const stats = new Map<string, unknown>();
  const failed = new Map<string, unknown>();
  const links = new Map<string, unknown>();
  const dirs = new Map<string, unknown>();
  const binary = new Map<string, unknown>();
  const absent: string[] = [];
  const denied: string[] = [];
  const commands: unknown[] = [];
  const failedCommands = new Map<string, unknown>();
  let taken = '';

  for (const section of collectedSections(text, where)) {
    const { kind, about, line } = section;
    const refuse = (wanted: string): never => {
      throw new UsageError(`${where}:${line}: expected ${wanted}, found ${shown(about)}`);
    };
    if (kind === 'taken') {
      taken = timeOf(about);
      continue;
    }
    if (kind === 'command') {
      takeCommand(section, refuse);
      continue;
    }
    if (!about.startsWith('/')) refuse('a path that begins with "/"');
    const put = (into: Map<string, unknown>, value: unknown): void => {
      if (into.has(about)) refuse('a path that was not told before');
      into.set(about, value);
    };
    const said = section.text ?? '';
    switch (kind) {
      case 'file':
        if (section.keep !== undefined) put(files, { keep: section.keep, text: said });
        else if (section.cut === undefined || cuts.has(section.cut)) put(files, said);
        break;
      case 'dir':
        put(dirs, namesOf(said));
        break;
      case 'link':
        put(links, said.replace(/\n$/u, ''));
        break;
      case 'stat':
        put(stats, statOf(said) ?? refuse('a line of ls -ldn'));
        break;
      case 'hex':
        put(binary, bytesOf(said) ?? refuse('a dump of od -Ax -tx1'));
        break;
      case 'failed':
        put(failed, 'failed');
        break;
      case 'absent':
        absent.push(about);
        break;
      case 'denied':
        denied.push(about);
        break;
      default:
        throw new UsageError(
          `${where}:${line}: expected a section that this version knows, found "@@ ${kind}"`,
        );
    }
  }

  function takeCommand(section: Section, refuse: (wanted: string) => never): void {
    const { about, words: argv, cut, text: stdout = '' } = section;
    const exit = about.trimEnd();
    if (argv.length === 0) refuse('the words of a command');
    if (exit === 'late') {
      failedCommands.set(argv.join(' '), 'timed out');
      return;
    }
    if (exit !== 'none' && !/^\d{1,3}$/u.test(exit)) refuse('an exit code, none or late');
    const isWhole = cut === undefined || cuts.has(cut);
    if (!isWhole && !logs.has(argv[0] ?? '')) return;
    commands.push({
      argv,
      exit: exit === 'none' ? null : Number(exit),
      stdout: isWhole ? stdout : withoutBoot(stdout),
    });
  }

  return checkSnapshot(
    {
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
    },
    where,
  );
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
