import { readTable } from '../package-files.ts';
import { editDistance } from '../values/edit-distance.ts';
import { kernelBoolean } from '../values/kernel-boolean.ts';
import type { Text } from '../values/text.ts';
import type { Use } from './kernels.ts';
import { isInRange, type VersionRange } from './range.ts';
import { withoutAtEnd } from '../values/trimmed.ts';

/** A kernel parameter or module option that matters here. */
export interface Parameter extends VersionRange {
  /** With underscores; a module's option with the module in front: `i915.enable_gvt`. */
  readonly name: string;
  /** A flag stands without a value. */
  readonly kind: 'bool' | 'int' | 'string' | 'flag';
  /** What it can be needed for. */
  readonly for: readonly Use[];
  /** For which technology it is of no use where it is on. */
  readonly wrongFor?: readonly Technology[];
  /** Whether it is a danger whenever it is set, or when it is on. */
  readonly dangerous?: 'any' | 'on';
  /** The parameter that took its place. */
  readonly replacedBy?: string;
  /** What it does, one line. */
  readonly meaning: Text;
  /** What it can spoil, one line. */
  readonly harm?: Text;
  readonly source?: string;
}

/** The two ways to share. */
export type Technology = 'gvt-g' | 'sr-iov';

/** `rules/tables/parameters.yml`. */
export interface ParameterTable {
  readonly source: string;
  readonly parameters: readonly Parameter[];
  /** Names that are valid besides; module null: parameters of the kernel itself. */
  readonly valid: readonly { readonly module: string | null; readonly names: readonly string[] }[];
}

/** What is wrong with a word of a command line. */
export interface Judgement {
  readonly kind: 'mistyped' | 'obsolete' | 'wrong-technology' | 'dangerous';
  /** The word as it was probably meant, or what took its place. */
  readonly suggestion: string | null;
  /** It is not meant for another technology than the host's; null: that cannot be told. */
  readonly fits: boolean | null;
}

/** What a judgement may lean on; what is left out is not judged. */
export interface TokenContext {
  /** Upstream version of the kernel that reads it. */
  readonly upstream?: string;
  /** How the host's GPU can be shared. */
  readonly technology?: Technology;
}

/** All parameters of the table. */
export function allParameters(): readonly Parameter[] {
  return readTable<ParameterTable>('parameters').parameters;
}

let byName: ReadonlyMap<string, Parameter> | undefined;

/** A parameter by its name, with dashes or underscores. */
export function parameterByName(name: string): Parameter | undefined {
  byName ??= new Map(allParameters().map(parameter => [parameter.name, parameter]));
  return byName.get(name.replaceAll('-', '_'));
}

/** Judges a word of a command line (`i915.enable_gvt=1`); null: nothing wrong with it, or not of our area. */
export function judgeToken(token: string, { upstream, technology }: TokenContext): Judgement | null {
  const { name, value } = split(token, token.indexOf('='));
  const known = parameterByName(name);
  if (known === undefined) return judgeUnknown(name, token);
  const isOn = isSwitchedOn(known, unquoted(value));
  if (isOn === undefined) return { kind: 'mistyped', suggestion: `${known.name}=1`, fits: null };
  const fits = technology === undefined ? null : known.wrongFor?.includes(technology) !== true;
  if (known.dangerous === 'any' || (known.dangerous === 'on' && isOn))
    return { kind: 'dangerous', suggestion: null, fits };
  if (upstream !== undefined && known.before !== undefined && isInRange(upstream, known) === false) {
    return { kind: 'obsolete', suggestion: known.replacedBy ?? null, fits };
  }
  return isOn && fits === false ? { kind: 'wrong-technology', suggestion: null, fits } : null;
}

/** A name that is in no table of ours: mistyped where it is like one of ours and no valid one. */
function judgeUnknown(name: string, token: string): Judgement | null {
  const meant = isValid(name) ? undefined : meantBy(token);
  return meant === undefined ? null : { kind: 'mistyped', suggestion: meant.token, fits: null };
}

/** Does the value switch it on? undefined: the kernel would refuse it. */
const isSwitchedOn = ({ kind }: Parameter, value: string): boolean | undefined =>
  kind === 'bool' ? kernelBoolean(value) : !/^0*$/u.test(value);

/** The name of the parameter that a word was probably meant to be; undefined where it is right as it is, or like none of ours. */
export function nearMiss(token: string): string | undefined {
  const { name } = split(token, token.indexOf('='));
  return parameterByName(name) !== undefined || isValid(name) ? undefined : meantBy(token)?.name;
}

/** What a word was meant to be: the same words are judged for this boot and for the next. */
const meanings = new Map<string, Meaning | undefined>();

interface Meaning {
  readonly name: string;
  readonly token: string;
}

function meantBy(token: string): Meaning | undefined {
  if (!meanings.has(token)) meanings.set(token, guess(token));
  return meanings.get(token);
}

/** Names that are valid besides those of the table. */
export function validParameterNames(): readonly string[] {
  return readTable<ParameterTable>('parameters').valid.flatMap(({ module, names }) =>
    module === null ? names : names.map(one => `${module}.${one}`),
  );
}

let validNames: ReadonlySet<string> | undefined;

function isValid(name: string): boolean {
  validNames ??= new Set(validParameterNames());
  return validNames.has(name.replaceAll('-', '_'));
}

/**
 * Separators come out wrong more often than letters: `i915:enable_gvt=1`, `i915.enable=gvt=1`, `i915_enable_gvt=1`, and from
 * Chinese keyboards full-width marks (NFKC turns them into ours). So the names are compared without any. Then letters: up to
 * two strokes in names of six letters or more.
 */
function guess(token: string): Meaning | undefined {
  const plain = token.normalize('NFKC');
  const spellings = [split(plain, plain.lastIndexOf('=')), split(plain, plain.indexOf('='))];
  const targets = allParameters().filter(
    ({ dangerous, before }) => dangerous === undefined && before === undefined,
  );
  let best: { row: Parameter; value: string; distance: number } | undefined;
  for (const { name, value } of spellings) {
    for (const row of targets) {
      if (!isOfModule(name, row.name)) continue;
      const distance = distanceTo(row, squash(name));
      if (distance < (best?.distance ?? farthest + 1)) best = { row, value, distance };
    }
  }
  if (best === undefined) return undefined;
  const value = withoutAtEnd(unquoted(best.value), `”“"'`) || (best.row.kind === 'bool' ? '1' : '');
  return { name: best.row.name, token: value === '' ? best.row.name : `${best.row.name}=${value}` };
}

/** An option of another module (`nouveau.modeset`) is no misspelling of ours; `intel.iommu`, all letters right, is. */
function isOfModule(name: string, target: string): boolean {
  const dot = name.indexOf('.');
  if (dot < 0 || squash(name) === squash(target)) return true;
  const own = target.includes('.') ? target.slice(0, target.indexOf('.')) : '';
  return own !== '' && editDistance(name.slice(0, dot).toLowerCase(), own) <= 1;
}

/** Strokes that a misspelling may be away. */
const farthest = 2;

function distanceTo({ name, kind }: Parameter, spelled: string): number {
  const wanted = squash(name);
  if (spelled === wanted) return 0;
  // The option without its module (`enable_gvt=1`): only for switches whose name says it all, not for `nested`.
  const option = squash(name.slice(name.indexOf('.') + 1));
  if (kind === 'bool' && option.length >= 8 && spelled === option) return 0;
  const isComparable = wanted.length >= 6 && Math.abs(wanted.length - spelled.length) <= farthest;
  return isComparable ? editDistance(spelled, wanted) : Infinity;
}

const squash = (name: string): string => name.toLowerCase().replaceAll(/[^a-z\d]/gu, '');

const unquoted = (value: string): string => value.replaceAll(/^"|"$/gu, '');

function split(token: string, at: number): { readonly name: string; readonly value: string } {
  return at < 0 ? { name: token, value: '' } : { name: token.slice(0, at), value: token.slice(at + 1) };
}
