import { readTable } from '../package-files.ts';
import type { CpuTable } from './cpus.ts';
import { ownPattern } from '../values/own-pattern.ts';

/** Whether a processor is sold with a GPU inside: `varies` where its name does not tell. */
export type Graphics = 'inside' | 'none' | 'varies';

/** One rule of Intel's product names. */
export interface CpuNameRow {
  /** An expression for the whole name, as `canonicalName` gives it. */
  readonly match: string;
  /** Names of rows in platforms.yml; several where the name doesn't tell, none for what never had graphics on its die. */
  readonly platforms: readonly string[];
  readonly graphics: Graphics;
  /** The generation of Core that the name says. */
  readonly generation?: number;
  /** The name people know, where it is not that of the platform: Whiskey Lake. */
  readonly family?: string;
}

/** Rules that belong together. */
export interface CpuNameGroup {
  readonly what: string;
  readonly source: string;
  /** What these rules can't tell. */
  readonly limits: string;
  /** The first that fits decides, over all groups. */
  readonly rows: readonly CpuNameRow[];
}

/** What a processor's name says. */
export interface KnownCpu {
  /** As people write it: `Core i5-8500T`. */
  readonly name: string;
  readonly row: CpuNameRow;
}

/** What the name of a processor of Intel says, by the rules of Intel's product names; undefined: it fits none of them. */
export function cpuByName(text: string): KnownCpu | undefined {
  const said = canonicalName(text);
  if (said === undefined) return undefined;
  const row = allNameRows().find(one => fits(one, said.model));
  if (row === undefined) return undefined;
  // "11th Gen i5-8500" is no processor.
  if (said.generation !== undefined && row.generation !== undefined && said.generation !== row.generation)
    return undefined;
  return { name: writtenName(said.model), row };
}

/** Is a CPU of Intel with this name sold with a GPU inside? undefined where its name does not tell. */
export function cpuHasIgpu(name: string): boolean | undefined {
  const graphics = cpuByName(name)?.row.graphics;
  return graphics === undefined || graphics === 'varies' ? undefined : graphics === 'inside';
}

/** All rules in their order. */
export function allNameRows(): readonly CpuNameRow[] {
  return (nameRows ??= readTable<CpuTable>('cpus').names.flatMap(group => group.rows));
}

let nameRows: readonly CpuNameRow[] | undefined;

const fits = (row: CpuNameRow, model: string): boolean => ownPattern(`^(?:${row.match})$`, 'u').test(model);

/** A name without what says nothing of the model. */
export interface CanonicalName {
  /** `I5-8500T`. */
  readonly model: string;
  /** "11th Gen", where it stands there. */
  readonly generation?: number;
}

/** Chinese names of Intel's brands. */
const chinese: readonly (readonly [RegExp, string])[] = [
  [/英特尔|处理器|處理器/gu, ' INTEL '],
  [/酷睿/gu, ' CORE '],
  [/至强|至強/gu, ' XEON '],
  [/奔腾|奔騰/gu, ' PENTIUM '],
  [/赛扬|賽揚/gu, ' CELERON '],
  [/凌动|凌動/gu, ' ATOM '],
  [/金牌/gu, ' GOLD '],
  [/银牌|銀牌/gu, ' SILVER '],
  [/铜牌|銅牌/gu, ' BRONZE '],
  [/铂金|鉑金/gu, ' PLATINUM '],
];

const generationPhrase = /\b(\d{1,2})(?:ST|ND|RD|TH) GEN(?:ERATION)?\b|第?(\d{1,2})代/u;

const beyondAscii = /[^\0-\x7f]/;

/** A name in the letters that Intel writes it in. */
const inLatin = (text: string): string =>
  chinese.reduce(
    (name, [word, brand]) => name.replaceAll(word, brand),
    // ® and ™ before NFKC, which makes letters of the latter.
    text.replaceAll(/[®™©]/gu, ' ').normalize('NFKC'),
  );

/** A name brought to one form, whoever wrote it: the kernel, a shop, a person. undefined: too long for a name. */
export function canonicalName(text: string): CanonicalName | undefined {
  if (text.length > 200) return undefined;
  const plain = text.replaceAll(/\((?:r|tm|c)\)/giu, ' ');
  const spelled = (beyondAscii.test(plain) ? inLatin(plain) : plain).toUpperCase();
  const generation = generationPhrase.exec(spelled);
  const bare = spelled
    .replace(generationPhrase, ' ')
    .replace(/@.*|\b\d+(?:\.\d+)?\s*GHZ\b.*/su, ' ')
    .replaceAll(/[‐-―−_]/gu, '-');
  const isIntels = /\b(?:INTEL|PROCESSOR)\b/u.test(bare);
  const words = bare
    .replaceAll(/\b(?:INTEL|CPU|PROCESSORS?)\b/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/ ?- ?/gu, '-')
    .trim();
  const model = spellings.reduce((name, [pattern, form]) => name.replace(pattern, form), words);
  const number = generation?.[1] ?? generation?.[2];
  return {
    // The brand "Intel Processor" is nothing but these words.
    model: isIntels && /^\d{3}T?$/u.test(model) ? `PROCESSOR ${model}` : model,
    ...(number === undefined ? {} : { generation: Number(number) }),
  };
}

/** The ways to write a model, and the one that the table knows; one after another. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/^CORE (?=I\d|M\d?[ -]|ULTRA)/u, ''],
  // i5 8500T; the kernel's "i5 CPU M 520", which shops call i5-520M.
  [/^(I[3579]|M[357])[ -]?(?=[N\d])/u, '$1-'],
  [/^(I[357])[ -]([EKLMQSUX]) ?(\d{3})$/u, '$1-$3$2'],
  [/^M[ -](?=5Y)/u, 'M-'],
  [/^U([3579])[ -](?=\d{3}[A-Z]*$)/u, 'ULTRA $1 '],
  [/^ULTRA ?(X?[3579])[ -]?(?=\d{3})/u, 'ULTRA $1 '],
  [/^CORE ([3579])[ -](?=N?\d{3})/u, 'CORE $1 '],
  [/^(PENTIUM|CELERON) (?:GOLD|SILVER)(?: SERIES)? /u, '$1 '],
  // Shops say the letter twice, and the kernel has a 0 where later ones have v2.
  [/^XEON E (?=E-)/u, ''],
  [/^(?:XEON )?(E[357]-\d{4}[A-Z]?) 0$/u, '$1'],
  [/^XEON (?=E[357]?-|E3|E ?2\d{3}[A-Z]|E[57] |[DW]\d?[ -]\d)/u, ''],
  [/^E3[ -]?(1\d{3}[A-Z]?)(?:[ -]?(V\d))?$/u, 'E3-$1 $2'],
  [/^(E[57])[ -]?(\d{4}[A-Z]?)(?:[ -]?(V\d))?$/u, '$1-$2 $3'],
  [/^E ?(?=2[1-4]\d{2}[GM])/u, 'E-'],
  [/^(W\d?)[ -]?(?=[123]\d{3,4}(?!\d))/u, '$1-'],
  [/^D (?=\d{4})/u, 'D-'],
  [/^ATOM (?:X[3579]-(?=[A-Z]))?/u, ''],
  // Where a letter tells the model, the brand does not matter, and people mistake it.
  [/^(?:PENTIUM|CELERON) (?=[A-Z]|\d{3,4}[A-Z])/u, ''],
  [/^([GNJZ])[ -](?=\d)/u, '$1'],
  [/ $/u, ''],
];

/** How people write what the table knows in capitals. */
const written: readonly (readonly [RegExp, string])[] = [
  [/^I(\d)-/u, 'Core i$1-'],
  [/^M(\d)-/u, 'Core m$1-'],
  [/^M-/u, 'Core M-'],
  [/^ULTRA /u, 'Core Ultra '],
  [/^CORE /u, 'Core '],
  [/^(?=E3-|E-|E[57]-|W\d?-|D-)/u, 'Xeon '],
  [/ V(\d)$/u, ' v$1'],
  [/^PROCESSOR /u, 'Intel Processor '],
  [/ PLUS$/u, ' Plus'],
];

/** `I5-8500T` as `Core i5-8500T`. */
function writtenName(model: string): string {
  const words = model.replaceAll(
    /\b(CELERON|PENTIUM|XEON|GOLD|SILVER|BRONZE|PLATINUM|MAX)\b/gu,
    word => `${word.charAt(0)}${word.slice(1).toLowerCase()}`,
  );
  return written.reduce((name, [pattern, form]) => name.replace(pattern, form), words);
}
