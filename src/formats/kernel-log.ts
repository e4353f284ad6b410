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

/** The level of /dev/kmsg and of raw dmesg, then the time since boot or, with `dmesg -T`, the date; then the caller. */
const kernelPrefix =
  /^(?:<\d{1,3}>)?\s?(?:\[ {0,12}\d{1,12}\.\d{1,9}\] ?|\[\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}\] ?)?(?:\[ *[TC]\d{1,9}\] ?)?/;

/** What start_kernel() and setup_arch() print first (init/main.c, arch/x86/kernel/setup.c). */
const bootLine = /^(?:Linux version \d|(?:Kernel c|C)ommand line: )/;

/** Takes the output of dmesg or `journalctl -k`, or a kern.log. */
export function parseKernelLog(text: string): KernelLog {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const message = line
      .replace(syslogPrefix, '')
      .replace(facilityPrefix, '')
      .replace(kernelPrefix, '')
      .trimEnd();
    if (message !== '') lines.push(message);
  }
  return { lines, reachesBoot: lines.some(line => bootLine.test(line)) };
}
