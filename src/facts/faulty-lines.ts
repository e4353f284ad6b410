import { slipPlace, type Place } from '../formats/fault-places.ts';
import { nearMiss } from '../knowledge/parameters.ts';

/** A file of settings. */
export interface SettingsFile {
  readonly path: string;
  readonly text: string;
}

/** Something wrong in a line of it. */
interface LineFault<Kind extends string> {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly kind: Kind;
  readonly text: string;
}

/** More of a line is not needed to see its fault (characters before and behind it). */
const glance = 200;

/** A line as a fact holds it: `path:line start+length,… text`. What stands far from its first fault is left out. */
function entry(path: string, line: number, text: string, places: readonly Place[]): string {
  const begin = Math.max(0, (places[0]?.start ?? 0) - glance);
  const end = (places[0]?.start ?? 0) + glance;
  const seen = places.filter(({ start }) => start < end);
  const spans = seen.map(({ start, length }) => `${start - begin}+${Math.min(length, end - start)}`);
  return `${path}:${line} ${spans.join(',')} ${text.slice(begin, end)}`;
}

/** The lines that faults are in, each with the places that are wrong; a fault without such a place is left out. */
export function faultyLines<Kind extends string>(
  faults: readonly LineFault<Kind>[],
  placesOf: (line: string, kind: Kind) => readonly Place[],
): readonly string[] {
  return faults.flatMap(({ path, line, kind, text }) => {
    const places = placesOf(text, kind);
    return places.length === 0 ? [] : [entry(path, line, text, places)];
  });
}

/** The same faults with the whole lines that they are in. */
export const withLines = <Fault extends { readonly path: string; readonly line: number }>(
  files: readonly SettingsFile[],
  faults: readonly Fault[],
): readonly (Fault & { readonly text: string })[] =>
  faults.flatMap(fault => {
    const text = files.find(({ path }) => path === fault.path)?.text.split('\n')[fault.line - 1];
    return text === undefined ? [] : [{ ...fault, text }];
  });

/** The lines that hold a mistyped parameter, comments left out. */
export function mistypedLines(files: readonly SettingsFile[]): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const words = /^\s*#/u.test(line) ? [] : [...line.matchAll(/[\w.-]+(?:=[^\s"']*)?/gu)];
      const places = words.flatMap(({ index: at, 0: word }) => {
        const meant = word.includes('.') ? nearMiss(word) : undefined;
        if (meant === undefined) return [];
        const { start, length } = slipPlace(word, meant);
        return [{ start: at + start, length }];
      });
      return places.length === 0 ? [] : [entry(path, index + 1, line, places)];
    }),
  );
}
