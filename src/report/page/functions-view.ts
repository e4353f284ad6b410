import type { Report } from '../../judge/report-types.ts';
import type { Words } from '../../words/report.en.ts';
import { shown } from '../sanitize.ts';

/** The virtual functions of one GPU as a row. */
export interface Functions {
  /** Which GPU; empty where there is only one. */
  readonly gpu: string;
  readonly about: string;
  readonly cells: readonly {
    readonly isMade: boolean;
    readonly label: string;
    readonly text: string;
  }[];
  /** What the row has no place for. */
  readonly more: string;
}

/** The most cells of a row: no Intel GPU has more functions, and a stranger's file may claim any number. */
const most = 63;

/** The virtual functions of each GPU that shares by SR-IOV, where the number is known and not zero. */
export function functionsOf(report: Report, words: Words): readonly Functions[] {
  const say = words.page.functions;
  return report.gpus.slice(0, 8).flatMap(gpu => {
    const total = gpu.sriov_totalvfs;
    if (gpu.technology !== 'sr-iov' || total === null || total <= 0) return [];
    const made = gpu.sriov_numvfs;
    return [
      {
        gpu: report.gpus.length > 1 ? shown(`${gpu.name ?? ''} ${gpu.address}`.trim(), words, 80) : '',
        about: say.about(made === null ? say.unknown : String(made), total),
        cells: Array.from({ length: Math.min(total, most) }, (_, i) => ({
          isMade: i < (made ?? 0),
          label: `VF ${i + 1}`,
          text: i < (made ?? 0) ? say.made : say.possible,
        })),
        more: total > most ? say.more(total - most) : '',
      },
    ];
  });
}
