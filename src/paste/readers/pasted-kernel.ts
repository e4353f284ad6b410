import { parseKernelLog } from '../../formats/kernel-log.ts';
import type { Exchange } from '../session.ts';
import { programOf, type Reader } from './paste-reader.ts';

const release = /^\d{1,2}\.\d{1,3}(?:\.\d{1,4})?(?:[-.+~_]?[\w.+~-]{1,80})?$/u;

/** `Linux nas 6.1.0-32-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.129-1 (2025-03-06) x86_64 GNU/Linux`. */
const all =
  /^Linux \S{1,80} (\d\S{1,90}) (#\d{1,9}\S{0,60} .{1,200}?)(?: (?:x86_64|unknown)){1,3} GNU\/Linux$/u;

/** `Linux version 6.1.0 (builder@host) (gcc …) #1 SMP …`: /proc/version, and the first line of the kernel log. */
const version = /^(Linux version (\d\S{1,90}) \(.{1,600})$/u;

/** What a line tells of the running kernel. */
interface Told {
  /** What prints such a line. */
  readonly source: string;
  readonly release: string;
  /** A file that holds what the line says besides. */
  readonly file?: { readonly path: string; readonly text: string };
}

function byUname(line: string): Told | undefined {
  const [, named, build] = all.exec(line) ?? [];
  if (named === undefined || build === undefined) return undefined;
  return { source: 'uname -a', release: named, file: { path: '/proc/sys/kernel/version', text: build } };
}

function byVersion(line: string): Told | undefined {
  const [message = ''] = parseKernelLog(line).lines;
  const [, text, booted] = version.exec(message) ?? [];
  if (text === undefined || booted === undefined) return undefined;
  return { source: '/proc/version', release: booted, file: { path: '/proc/version', text } };
}

/** A program that names the release and no more. */
const byName =
  (source: string, line: RegExp) =>
  (written: string): Told | undefined => {
    const named = line.exec(written)?.[1];
    return named === undefined || !release.test(named) ? undefined : { source, release: named };
  };

const tellers = [
  byUname,
  byVersion,
  byName('hostnamectl', /^\s{0,20}(?:Kernel|内核)[:：] Linux (\S{3,90})$/u),
  byName('pveversion', /^(?:pve-manager|proxmox-ve)[:/].{0,120}\(running kernel: (\S{3,90})\)/u),
];

/** The running kernel: `uname`, /proc/version, the head of the log, `hostnamectl`, `pveversion`. */
export const readKernel: Reader = (exchange, draft) => {
  for (const line of exchange.lines.flatMap(withQuoted)) {
    for (const told of tellers.flatMap(tell => tell(line) ?? [])) {
      draft.sees(told.source);
      draft.running(told.release);
      if (told.file !== undefined) draft.file(told.file.path, `${told.file.text}\n`);
    }
  }
  const only = exchange.lines[0]?.trim() ?? '';
  if (asksRelease(exchange) && release.test(only)) {
    draft.sees('uname -r');
    draft.running(only);
  }
};

/** A line, and what it quotes as code: `the kernel is \`Linux nas 6.6.38-trim #80 …\``. */
const withQuoted = (line: string): readonly string[] => [
  line.trim(),
  ...[...line.matchAll(/`([^`]{8,400})`/gu)].map(([, quoted = '']) => quoted),
];

function asksRelease(exchange: Exchange): boolean {
  const program = programOf(exchange);
  const typed = exchange.command?.argv.join(' ') ?? '';
  const isAsked = program === 'uname' && /^uname -{1,2}(?:r|kernel-release)$/u.test(typed);
  return isAsked || (program === 'cat' && typed === 'cat /proc/sys/kernel/osrelease');
}
