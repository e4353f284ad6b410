import { allNameRows } from './cpu-names.ts';

const digits = '一二三四五六七八九';

/** The number of `六`, `十三`, `12`; undefined: none. */
function numberOf(text: string): number | undefined {
  if (/^\d+$/u.test(text)) return Number(text);
  const [, ten, one] = /^(十)?([一二三四五六七八九])?$/u.exec(text) ?? [];
  const sum = (ten === undefined ? 0 : 10) + (one === undefined ? 0 : digits.indexOf(one) + 1);
  return sum === 0 ? undefined : sum;
}

const english =
  /^(?:INTEL )?(?:CORE )?(\d{1,2})(?:ST|ND|RD|TH)[ -]?GEN(?:ERATION)?(?: INTEL)?(?: CORE)?(?: I[3579])?$/u;
const chinese =
  /^(?:INTEL|英特尔)? ?(?:酷睿|CORE)? ?第? ?([一二三四五六七八九十]{1,2}|\d{1,2}) ?代 ?(?:INTEL|英特尔)? ?(?:酷睿|CORE)? ?(?:I[3579])? ?(?:处理器|處理器)?$/u;

/** The generation of Core that a text names: `六代`, `第12代`, `11代酷睿`, `8th gen`; undefined: it names none. */
export function generationByName(text: string): number | undefined {
  if (text.length > 60) return undefined;
  const plain = text.normalize('NFKC').toUpperCase().replaceAll(/\s+/gu, ' ').trim();
  const said = english.exec(plain)?.[1] ?? chinese.exec(plain)?.[1];
  return said === undefined ? undefined : numberOf(said);
}

/** The platforms of a generation's processors with graphics, by their names. Empty: there is no such generation. */
export function platformsOfGeneration(generation: number): readonly string[] {
  const rows = allNameRows().filter(row => row.generation === generation && row.graphics !== 'none');
  return [...new Set(rows.flatMap(row => row.platforms))];
}
