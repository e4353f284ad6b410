import { parseCmdline, type CmdlineToken } from '../formats/kernel-cmdline.ts';
import { familyOf, fromReading, type Collector } from './collector.ts';

const source = '/proc/cmdline';

/** The command line of the running kernel: Documentation/admin-guide/kernel-parameters.rst. */
export const cmdlineCollector: Collector = {
  subject: 'cmdline',
  gives: ['cmdline/*', 'tokens/running'],
  collect: async host => {
    const text = await host.read(source);
    const tokens = text.state === 'present' ? { ...text, value: parseCmdline(text.value) } : text;
    const values = tokens.state === 'present' ? { ...tokens, value: byName(tokens.value) } : tokens;
    return {
      facts: [fromReading('tokens/running', tokens, { source }, list => list.map(token => token.raw), [])],
      families: [familyOf('cmdline', values, source)],
    };
  },
};

/** `name=` with nothing behind it: the kernel refuses it as a boolean, while a bare `name` is on (kernel/params.c). */
export const noValue = '(empty)';

/** Lists of which every word counts: kmod's (libkmod-config.c, kcmdline_parse_result) and the kernel's of functions (init/main.c). */
const additive: ReadonlySet<string> = new Set(['modprobe.blacklist', 'initcall_blacklist']);

/** Parameters by name; a later value wins over an earlier one, but for lists that add up. */
export function byName(tokens: readonly CmdlineToken[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { name, value, hasValue } of tokens) {
    const before = additive.has(name) ? values.get(name) : undefined;
    const own = hasValue && value === '' ? noValue : value;
    values.set(name, before === undefined ? own : `${before},${own}`);
  }
  return values;
}
