import { parseArgs } from 'node:util';
import { nothingGiven, unexpected, UsageError } from '../values/errors.ts';
import type { FlagSpec } from './flag-table.ts';
import { oneOfThem, unknownFlag } from './wrong-usage.ts';

/** What parseArgs makes of an argv. */
export interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

/** Parses; whatever is wrong is one line about what was expected. */
export function parseFlags(argv: readonly string[], options: FlagSpec): Parsed {
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'option') refuseWrong(token, options);
  }
  const parsed = { values, positionals };
  if (isSet(parsed, 'redact') && isSet(parsed, 'no-redact')) throw oneOfThem(['--redact', '--no-redact']);
  return parsed;
}

/** One flag of a command line, as parseArgs tells it. */
interface FlagToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function refuseWrong({ name, rawName, value, inlineValue }: FlagToken, options: FlagSpec): void {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) throw unknownFlag(rawName, Object.keys(options));
  if (option.type === 'boolean') {
    if (value !== undefined) throw unexpected(rawName, { en: 'no value', 'zh-CN': '不带值' }, value);
    return;
  }
  // `--from --lang en`: the next flag is no value; `-` alone is standard input.
  const isNextFlag = inlineValue === false && value !== undefined && /^-./u.test(value);
  if (value === undefined || isNextFlag)
    throw unexpected(rawName, { en: 'a value behind it', 'zh-CN': '后面跟一个值' }, value ?? nothingGiven);
}

/** A text flag, or undefined. Of one that may be repeated on other verbs only one is wanted here; of any other the last one counts. */
export function textFlag(parsed: Parsed, name: string): string | undefined {
  const given = parsed.values[name];
  const all: readonly (string | boolean)[] = Array.isArray(given) ? given : [];
  if (all.length > 1)
    throw unexpected(`--${name}`, { en: 'one', 'zh-CN': '只有一个' }, all.map(String).join(', '));
  const value = Array.isArray(given) ? all[0] : given;
  return typeof value === 'string' ? value : undefined;
}

export function isSet(parsed: Parsed, name: string): boolean {
  return parsed.values[name] === true;
}

/** A repeatable flag whose values are taken as they are. */
export function eachFlag(parsed: Parsed, name: string): readonly string[] {
  const value = parsed.values[name];
  return (Array.isArray(value) ? value : []).map(String);
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
    throw unexpected(
      `--${name}`,
      { en: 'each path once', 'zh-CN': '每个路径只写一次' },
      { en: `${twice[0]} twice`, 'zh-CN': `${twice[0]} 写了两次` },
    );
  return pairs;
}

function pathPair(item: string, name: string): readonly [path: string, file: string] {
  const [, path, file] = /^([^=]*)=(.*)$/su.exec(item) ?? [];
  if (path === undefined || file === undefined)
    throw unexpected(
      `--${name}`,
      { en: 'PATH=FILE', 'zh-CN': '路径=文件' },
      { en: `${item} without =`, 'zh-CN': `${item}，没有 =` },
    );
  const [root, ...parts] = path.split('/');
  const isPlain = parts.length > 0 && parts.every(part => part !== '' && part !== '.' && part !== '..');
  if (root !== '' || !isPlain)
    throw unexpected(
      `--${name}`,
      {
        en: 'a path of the host from / on, without .. in it',
        'zh-CN': '那台机器上以 / 开头、不含 .. 的路径',
      },
      path === '' ? nothingGiven : path,
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
      throw new UsageError({
        en: `--${flag}: expected with ${called} ${where.join(' or ')}, found with ${called} ${verb ?? ''}`.trim(),
        'zh-CN': `--${flag} 只能和 ${where.map(one => `${called} ${one}`).join('、')} 一起用`,
      });
  }
}

/** The format of a verb that has a text for people and JSON. */
export function textOrJson(parsed: Parsed): 'text' | 'json' {
  const format = textFlag(parsed, 'format') ?? 'text';
  if (format !== 'text' && format !== 'json')
    throw unexpected('--format', { en: 'text or json', 'zh-CN': 'text 或 json' }, format);
  return format;
}
