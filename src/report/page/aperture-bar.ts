import type { ApertureBudget } from '../../knowledge/aperture-budget.ts';
import type { Words } from '../../words/report.en.ts';

/** A stretch of the aperture; places are per cent of the whole. */
export interface BarSegment {
  readonly kind: 'host' | 'used' | 'free' | 'rest';
  readonly x: string;
  readonly width: string;
  /** Written into it; empty where it is too narrow. */
  readonly label: string;
  /** The middle, where the label stands. */
  readonly middle: string;
}

/** The budget as it is drawn. */
export interface Division extends ApertureBudget {
  /** Something can be made in what is left. */
  readonly isUsable: boolean;
}

/** The parts in the order in which they are drawn. Where a vGPU of unknown size lives, what is left is not known either. */
function partsOf(division: Division, words: Words): readonly Part[] {
  const { totalMib, hostMib, living, usedMib, isUsable } = division;
  const say = words.page.room;
  const used = living.flatMap(({ type, lowMib }) =>
    lowMib === null ? [] : [{ kind: 'used' as const, mib: lowMib, label: shortType(type ?? '') }],
  );
  const kind = usedMib !== null && isUsable ? 'free' : 'rest';
  return [
    { kind: 'host', mib: hostMib, label: say.host },
    ...used,
    { kind, mib: Math.max(0, totalMib - hostMib - sum(used)), label: isUsable ? say[kind] : say.useless },
  ];
}

interface Part {
  readonly kind: BarSegment['kind'];
  readonly mib: number;
  readonly label: string;
}

/** The bar. */
export function stretchesOf(division: Division, words: Words): readonly BarSegment[] {
  const total = division.totalMib;
  let at = 0;
  return partsOf(division, words).flatMap(part => {
    const [from, size] = [at, Math.max(0, Math.min(part.mib, total - at))];
    at += size;
    if (size === 0) return [];
    return [
      {
        kind: part.kind,
        x: percent(from, total),
        width: percent(size, total),
        label: size / total >= 0.1 ? part.label : '',
        middle: percent(from + size / 2, total),
      },
    ];
  });
}

/** What the colours mean, with the sums. */
export function legendOf(
  division: Division,
  words: Words,
): readonly { readonly kind: BarSegment['kind']; readonly text: string }[] {
  const say = words.page.room;
  const parts = partsOf(division, words);
  return (['host', 'used', 'free', 'rest'] as const).flatMap(kind => {
    const mib = sum(parts.filter(part => part.kind === kind));
    const text = kind === 'rest' && !division.isUsable ? say.useless : say[kind];
    return mib === 0 ? [] : [{ kind, text: `${text} ${say.mib(mib)}` }];
  });
}

const sum = (parts: readonly { readonly mib: number }[]): number =>
  parts.reduce((all, part) => all + part.mib, 0);

/** `i915-GVTg_V5_4` as its last part, which is what people call it. */
const shortType = (name: string): string => /_(V[45]_\d)$/u.exec(name)?.[1] ?? '';

/** A place or a width, as SVG wants it. */
export const percent = (part: number, whole: number): string =>
  `${Math.round((part / whole) * 10000) / 100}%`;
