/** The kernel's messages without what the reading tools put before them. */
export interface KernelLog {
  /** The messages in their order. */
  readonly lines: readonly string[];
  /** It begins with the boot, so that a message which is not there was not given. */
  readonly reachesBoot: boolean;
}

/**
 * A syslog or journal line: a date with a time in it, the host, `kernel:`. journalctl(1), `-o short` and `-o short-iso`;
 * the date may be in the reader's language.
 */
const syslogPrefix = /^[^[<].{0,60}?\d\d:\d\d:\d\d\S{0,20} \S{1,255} kernel: ?/;

/** `dmesg -x` puts facility and level before the time: `kern  :info  : ` (dmesg(1)). */
const facilityPrefix =
  /^(?:kern|user|daemon|syslog|auth) *: ?(?:emerg|alert|crit|err|warn|notice|info|debug) *: /;

/** The times that dmesg(1) can write, `--time-format` and `-d`: in brackets, names of days and months in the reader's language. */
const times = [
  String.raw`\d{1,12}\.\d{1,9}`,
  String.raw`\+\d{1,9}\.\d{6}`,
  String.raw`\S{1,9} \S{1,9} [ \d]\d \d\d:\d\d:\d\d \d{4}`,
  String.raw`[^\s\d]{3,6} ?\d{1,2} \d\d:\d\d`,
  String.raw`\d{1,2}月 ?\d{1,2} \d\d:\d\d`,
];
const time = String.raw`\[ {0,12}(?:${times.join('|')})(?: <[ +]{0,12}\d{1,9}\.\d{1,9}>)?\] ?`;
const isoTime = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d,\d{6}[+-]\d\d:?\d\d `;

/** The level of raw dmesg, or the head of a record of /dev/kmsg (Documentation/ABI/testing/dev-kmsg); the time; the caller. */
const kernelPrefix = new RegExp(
  String.raw`^(?:<\d{1,3}>|\d{1,4},\d{1,12},\d{1,16},[-c+](?:,\S{1,80})?;)?\s?(?:${time}|${isoTime})?(?:\[ *[TC]\d{1,9}\] ?)?`,
);

/** What start_kernel() and setup_arch() print first (init/main.c, arch/x86/kernel/setup.c). */
const bootLine = /^(?:Linux version \d|(?:Kernel c|C)ommand line: )/;

/** Takes the output of dmesg or `journalctl -k`, or a kern.log. */
export function parseKernelLog(text: string): KernelLog {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const message = messageOf(line);
    if (message !== '') lines.push(message);
  }
  return { lines, reachesBoot: lines.some(line => bootLine.test(line)) };
}

const messageOf = (line: string): string =>
  line.replace(syslogPrefix, '').replace(facilityPrefix, '').replace(kernelPrefix, '').trimEnd();

/** Does a reading tool's time or place stand before the message? */
export const isStamped = (line: string): boolean =>
  mayBeStamped.test(line) && messageOf(line) !== line.trimEnd();

/** What all of these have, found at once: a paste has thousands of lines that are none. */
const mayBeStamped = /\d\d:\d\d|\[ *[\d+]|^<\d|^\d{1,4},\d|^(?:kern|user|daemon|syslog|auth) *:/;
