import { gvtUpkeep } from '../../knowledge/kernels.ts';
import type { LookupMatch, LookupResult, Sharing } from '../../knowledge/lookup.ts';
import { driversFor, offersOf, type DriverWay } from '../../knowledge/sharing-ways.ts';
import { joined, styled, wholeLines, type Rendered, type Styled } from '../../values/styled.ts';
import type { Language } from '../../values/text.ts';
import { lookupWords } from '../../words/lookup-words.ts';
import type { LookupWords } from '../../words/lookup.en.ts';
import { sanitize } from '../sanitize.ts';
import { pad, width, wrap } from './cells.ts';
import { paint } from './paint.ts';

/** How an answer of `lookup` is laid out. */
export interface LookupLayout {
  readonly columns: number;
  readonly language: Language;
  /** How this person calls fngvt. */
  readonly call: string;
}

/** What is known of each text, for people. A text of which nothing is known is not shown here. */
export function renderLookup(results: readonly LookupResult[], layout: LookupLayout): Styled {
  const known = results.filter(({ matches }) => matches.length > 0);
  const say = lookupWords[layout.language];
  const cells = Math.min(layout.columns, 100);
  const blocks = known.map(result => wholeLines(resultLines(result, say, { ...layout, columns: cells })));
  const isByName = known.some(({ matches }) => matches.some(({ id }) => id === null));
  const hint = isByName ? [wholeLines(['', ...wrap(say.hint(layout.call), cells).map(paint.faint)])] : [];
  return joined([joined(blocks, '\n'), ...hint]);
}

function resultLines(result: LookupResult, say: LookupWords, layout: LookupLayout): readonly Rendered[] {
  const { matches, query } = result;
  const isOpen = matches.length > 1;
  const opening = result.technology === 'depends' ? say.candidates : say.alike;
  const heads = matches.map(match => ({ match, way: wayLines(match, say, layout) }));
  // What holds for all candidates is said once, below them.
  const shares = matches.find(({ technology }) => technology !== 'none');
  const isGvt = shares !== undefined && shares.platform?.gvtg != null;
  return [
    ...(isOpen ? wrap(opening(sanitize(query)), layout.columns) : []),
    ...heads.flatMap(({ match, way }) => [headLine(match, say), ...way]),
    ...(isGvt ? gvtLines(shares, say, layout.columns) : []),
  ];
}

const tint: Readonly<Record<Sharing, (text: Rendered) => Styled>> = {
  'gvt-g': paint.good,
  'sr-iov': paint.good,
  none: paint.bad,
  depends: paint.warn,
};

function headLine({ name, id, family, technology }: LookupMatch, say: LookupWords): Rendered {
  const known = id === null ? name : `${name} [${id}]`;
  const title = family === null || known.includes(family) ? known : `${known}, ${family}`;
  return styled`${paint.strong(title)}  ${tint[technology](say.technologies[technology])}`;
}

/** Why, by which driver, and what to know besides. */
function wayLines(
  match: LookupMatch,
  say: LookupWords,
  { columns, language }: LookupLayout,
): readonly Rendered[] {
  const { note, platform, technology } = match;
  const sriov = technology === 'none' ? null : (platform?.sriov ?? null);
  const caution = technology === 'none' ? undefined : (platform?.gvtg ?? platform?.sriov)?.caution;
  const texts = [
    ...(note === null || note === 'caution' ? [] : [say.notes[note]]),
    ...driverTexts(driversFor(match), say),
    ...(sriov === null
      ? []
      : [sriov.usualVfs === undefined ? say.functionsUnknown : say.functions(sriov.usualVfs)]),
    ...(caution === undefined ? [] : [caution[language]]),
  ];
  return texts.flatMap(text => indented(text, columns));
}

function driverTexts(ways: readonly DriverWay[], say: LookupWords): readonly string[] {
  const own = ways.filter(({ from }) => from === 'kernel');
  const others = ways.filter(({ from }) => from !== 'kernel').map(({ driver }) => driver);
  const outOfTree = own.length === 0 ? say.onlyOutOfTree : say.outOfTree;
  return [
    ...own.flatMap(way => [kernelText(way, say), ...(way.forceProbe ? [say.forceProbe] : [])]),
    ...(others.length === 0 ? [] : [outOfTree(others.join(say.and))]),
  ];
}

function kernelText({ driver, since, absentUntil }: DriverWay, say: LookupWords): string {
  const from = since ?? '';
  if (driver === 'i915') return absentUntil === null ? say.gvtg(from) : say.gvtgBetween(absentUntil, from);
  return absentUntil === null ? say.xe(from) : say.xeBetween(absentUntil, from);
}

/** How many fit, and how long it will last. */
function gvtLines({ platform }: LookupMatch, say: LookupWords, columns: number): readonly Rendered[] {
  const offers = offersOf(platform);
  const cells = Math.max(...offers.map(({ apertureMib }) => width(say.aperture(apertureMib))));
  const { seenUntil, caredForUntil, oddFixesSince, archived } = gvtUpkeep();
  return [
    ...indented(say.byAperture, columns),
    ...offers.flatMap(({ apertureMib, types }) => {
      const parts = types
        // The two sizes that people take.
        .filter(({ name }) => /_[48]$/u.test(name))
        .reverse()
        .map(({ instances, resolution }) => say.types(instances, resolution));
      return `    ${pad(say.aperture(apertureMib), cells)}  ${parts.join(say.or)}`;
    }),
    ...indented(say.apertureNote, columns),
    ...indented(say.upkeep(seenUntil, caredForUntil, oddFixesSince, archived), columns),
  ];
}

const indented = (text: string, columns: number): readonly string[] =>
  wrap(text, columns - 2).map(line => `  ${line}`);
