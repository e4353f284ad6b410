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

/** A vGPU that lives, and what it takes of the aperture; null where that is not known. */
export interface ActiveVgpu {
  readonly name: string;
  readonly mib: number | null;
}

/** How the aperture is divided up: the host's share, each vGPU, and what is left. */
export interface Division {
  readonly total: number;
  readonly host: number;
  readonly living: readonly ActiveVgpu[];
  /** Something can be made in what is left. */
  readonly isUsable: boolean;
}

/** The parts in the order in which they are drawn. Where a vGPU of unknown size lives, what is left is not known either. */
function partsOf({ total, host, living, isUsable }: Division, words: Words): readonly Part[] {
  const say = words.page.room;
  const used = living.flatMap(one =>
    one.mib === null ? [] : [{ kind: 'used' as const, mib: one.mib, label: shortType(one.name) }],
  );
  const taken = host + sum(used);
  const isKnown = living.every(one => one.mib !== null);
  const kind = isKnown && isUsable ? 'free' : 'rest';
  return [
    { kind: 'host', mib: host, label: say.host },
    ...used,
    { kind, mib: Math.max(0, total - taken), label: isUsable ? say[kind] : say.useless },
  ];
}

interface Part {
  readonly kind: BarSegment['kind'];
  readonly mib: number;
  readonly label: string;
}

/** The bar. */
export function stretchesOf(division: Division, words: Words): readonly BarSegment[] {
  const { total } = division;
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
