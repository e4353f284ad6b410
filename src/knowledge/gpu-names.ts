import { readTable } from '../package-files.ts';
import { ownPattern } from '../values/own-pattern.ts';

/** The platforms that one name may mean. */
export interface GpuName {
  /** An expression for the whole name without what says nothing, in capitals; of a code, for the beginning of lspci's name. */
  readonly match: string;
  /** Names of rows in platforms.yml. */
  readonly platforms: readonly string[];
}

/** `rules/tables/gpu-names.yml`. */
export interface GpuNameTable {
  readonly source: string;
  /** The names under which graphics are sold. */
  readonly names: readonly GpuName[];
  /** How lspci's names begin where they tell the generation. */
  readonly codes: readonly GpuName[];
}

/** What the name of a GPU says. */
export interface NamedGpu {
  /** As it is printed on the box: `UHD Graphics 630`. */
  readonly name: string;
  /** Names of rows in platforms.yml; several where the name doesn't tell. */
  readonly platforms: readonly string[];
}

/** The platforms of a GPU by the name it is sold under, also as lspci prints it; undefined where the table has no such name. */
export function gpuByName(text: string): NamedGpu | undefined {
  if (text.length > 200) return undefined;
  // lspci: "CoffeeLake-S GT2 [UHD Graphics 630]".
  const brackets = [...text.matchAll(/\[([^[\]]+)\]/gu)].map(([, inside = '']) => inside);
  const inBrackets = brackets.find(inside => /[a-z]/iu.test(inside)) ?? text;
  const name = inBrackets
    .replaceAll(/[®™©]|\((?:r|tm|c)\)/giu, ' ')
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/显卡|核显|集显|核芯显卡|顯示卡|顯卡|英特尔/gu, ' ')
    .replaceAll(/\b(?:INTEL|CORPORATION|GRAPHICS)\b/gu, ' ')
    .replaceAll(/\b(U?HD|ARC|IRIS(?: PRO| PLUS)?)(?=P?\d|A\d|B\d|G\d)/gu, '$1 ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const row = readTable<GpuNameTable>('gpu-names').names.find(({ match }) =>
    ownPattern(`^(?:${match})$`, 'u').test(name),
  );
  return row === undefined ? undefined : { name: printed(name), platforms: row.platforms };
}

/**
 * The platforms that lspci's name of a device of Intel leaves: `CoffeeLake-S GT2 [UHD Graphics 630]`, `Iris Plus Graphics G7 (Ice Lake)`,
 * `HD Graphics 620`. Empty where it tells nothing, or contradicts itself. The names are people's work, so what follows is likely, not certain.
 */
export function platformsOfPciName(text: string): readonly string[] {
  const name = text.slice(0, 200).toUpperCase();
  const behind = /\(([^()]*)\)/u.exec(name)?.[1] ?? '';
  const code = readTable<GpuNameTable>('gpu-names').codes.find(({ match }) => {
    const begins = ownPattern(`^(?:${match})(?=$|[ \\[])`, 'u');
    return begins.test(name) || begins.test(behind);
  });
  const sold = gpuByName(text.replace(/\([^()]*\)/u, ' '))?.platforms;
  if (code === undefined) return sold ?? [];
  return sold === undefined ? code.platforms : code.platforms.filter(platform => sold.includes(platform));
}

/** `UHD 630` as `UHD Graphics 630`. */
function printed(name: string): string {
  const full = /^[AB]\d/u.test(name) ? `ARC ${name}` : name;
  const cased = full.replaceAll(/\b(?:ARC|IRIS|PRO|PLUS|XE|DATA|CENTER|FLEX)\b/gu, word => {
    const [first = '', ...rest] = word;
    return `${first}${rest.join('').toLowerCase()}`;
  });
  return cased.replace(/^((?:U?HD|Iris(?: Pro| Plus| Xe)?))(?= |$)(?! MAX)/u, '$1 Graphics');
}
