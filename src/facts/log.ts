import { parseKernelLog } from '../formats/kernel-log.ts';
import type { CommandResult, Host, Reading, Withheld } from '../host/reader.ts';
import { matchLog } from '../knowledge/log-lines.ts';
import { fromReading, type Collector } from './collector.ts';
import { readUpstream } from './upstream.ts';

/** The kernel log, by `dmesg`, else by the journal of this boot. */
const commands: readonly (readonly string[])[] = [['dmesg'], ['journalctl', '-k', '-b', '--no-pager']];

/** Known messages of the kernel log. A message that is missing proves nothing unless the log reaches back to the boot. */
export const logCollector: Collector = {
  subject: 'log',
  gives: ['log/source', 'log/is-complete', 'log/*'],
  collect: async host => {
    const [{ source, reading }, upstream] = await Promise.all([readLog(host), readUpstream(host)]);
    const log = reading.state === 'present' ? { ...reading, value: parseKernelLog(reading.value) } : reading;
    const about = { source };
    const messages =
      log.state === 'present' ? matchLog(log.value.lines, upstream) : new Map<string, string>();
    return {
      facts: [
        fromReading('log/source', log, about, () => source),
        fromReading('log/is-complete', log, about, of => of.reachesBoot),
      ],
      families: [
        {
          name: 'log',
          member: id =>
            fromReading(
              `log/${id}`,
              log,
              about,
              of => messages.get(id) ?? (of.reachesBoot ? null : undefined),
            ),
        },
      ],
    };
  },
};

interface Log {
  readonly source: string;
  readonly reading: Reading<string>;
}

async function readLog(host: Host): Promise<Log> {
  let why: Withheld = 'not captured';
  let incomplete: Log | undefined;
  for (const argv of commands) {
    const said = await host.run(argv);
    const source = argv.join(' ');
    const text = textOf(said, argv[0] === 'dmesg');
    if (text === undefined) {
      why = said.state === 'withheld' ? said.why : 'denied';
      continue;
    }
    const log: Log = { source, reading: { state: 'present', value: text } };
    if (parseKernelLog(text).reachesBoot) return log;
    incomplete ??= log;
  }
  return incomplete ?? { source: 'dmesg', reading: { state: 'withheld', why } };
}

/**
 * What a log command said; undefined where it was refused. dmesg ends with 1 then (kernel.dmesg_restrict), so that its silence is a log of
 * which nothing is left, or nothing that we know. journalctl shows others nothing and ends with 0.
 */
function textOf(said: Reading<CommandResult>, mayBeSilent: boolean): string | undefined {
  if (said.state !== 'present' || said.value.exit !== 0) return undefined;
  return said.value.stdout.trim() === '' && !mayBeSilent ? undefined : said.value.stdout;
}
