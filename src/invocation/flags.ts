import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from '../values/errors.ts';

/** The flags of one verb, as Node's parseArgs wants them. */
export type FlagSpec = NonNullable<ParseArgsConfig['options']>;

/** What parseArgs makes of an argv. */
export interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

/** The flags that every verb has. */
export const everywhere = {
  lang: { type: 'string' },
  color: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies FlagSpec;

/** The flags that say which machine is looked at. */
export const machine = {
  from: { type: 'string' },
  root: { type: 'string' },
  redact: { type: 'boolean' },
  'no-redact': { type: 'boolean' },
  yes: { type: 'boolean' },
} as const satisfies FlagSpec;

/** Parses; whatever is wrong is one line about what was expected. */
export function parseFlags(argv: readonly string[], options: FlagSpec): Parsed {
  const parsed = parseEach(argv, options);
  if (isSet(parsed, 'redact') && isSet(parsed, 'no-redact'))
    throw new UsageError('--redact and --no-redact: expected one of them, found both');
  return parsed;
}

function parseEach(argv: readonly string[], options: FlagSpec): Parsed {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options,
      allowPositionals: true,
      strict: true,
    });
    return { values, positionals };
  } catch (error) {
    const [line = ''] = (error as Error).message.split('\n');
    throw new UsageError(line.replace(/\. To specify .*$/u, ''), { cause: error });
  }
}

/** A text flag, or undefined. Given twice it is an error of parseArgs; the last one counts there. */
export function textFlag(parsed: Parsed, name: string): string | undefined {
  const value = parsed.values[name];
  return typeof value === 'string' ? value : undefined;
}

export function isSet(parsed: Parsed, name: string): boolean {
  return parsed.values[name] === true;
}

/** A repeatable flag; every value may be several with commas. */
export function listFlag(parsed: Parsed, name: string): readonly string[] {
  const value = parsed.values[name];
  const all = Array.isArray(value) ? value : [];
  return all
    .flatMap(item => String(item).split(','))
    .map(item => item.trim())
    .filter(item => item !== '');
}

/**
 * A repeatable flag `PATH=FILE`, in pairs: a path of the host, and what stands behind the first `=`, which may be nothing. A path is whole and
 * plain, so that each file has one name.
 */
export function pathsFlag(parsed: Parsed, name: string): readonly (readonly [path: string, file: string])[] {
  const value = parsed.values[name];
  const pairs = (Array.isArray(value) ? value : []).map(item => pathPair(String(item), name));
  const twice = pairs.find(([path], at) => pairs.findIndex(([other]) => other === path) !== at);
  if (twice !== undefined)
    throw new UsageError(`--${name}: expected each path once, found ${twice[0]} twice`);
  return pairs;
}

function pathPair(item: string, name: string): readonly [path: string, file: string] {
  const [, path, file] = /^([^=]*)=(.*)$/su.exec(item) ?? [];
  if (path === undefined || file === undefined)
    throw new UsageError(`--${name}: expected PATH=FILE, found ${item} without =`);
  const [root, ...parts] = path.split('/');
  const isPlain = parts.length > 0 && parts.every(part => part !== '' && part !== '.' && part !== '..');
  if (root !== '' || !isPlain)
    throw new UsageError(
      `--${name}: expected a path of the host from / on, without .. in it, found ${path === '' ? 'nothing' : path}`,
    );
  return [path, file];
}

/** Flags that only some verbs below a verb have: one that stands elsewhere is wrong usage. */
export function refuseElsewhere(
  parsed: Parsed,
  called: string,
  verb: string | undefined,
  homes: Readonly<Record<string, readonly string[]>>,
): void {
  for (const [flag, where] of Object.entries(homes)) {
    if (parsed.values[flag] !== undefined && (verb === undefined || !where.includes(verb)))
      throw new UsageError(
        `--${flag}: expected with ${called} ${where.join(' or ')}, found with ${called} ${verb ?? ''}`.trim(),
      );
  }
}

/** The format of a verb that has a text for people and JSON. */
export function textOrJson(parsed: Parsed): 'text' | 'json' {
  const format = textFlag(parsed, 'format') ?? 'text';
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`--format: expected text or json, found ${format}`);
  return format;
}
