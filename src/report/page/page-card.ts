import type { Report } from '../../judge/report-types.ts';
import type { Words } from '../../words/report.en.ts';
import { foundText } from '../evidence.ts';
import { shown } from '../sanitize.ts';
import { systemName } from '../machine-line.ts';

/** One line of the machine card. */
export interface CardRow {
  readonly label: string;
  readonly value: string;
  /** What stands below the value, smaller. */
  readonly about: string;
}

/** The machine card; what is not known is left out. */
export function cardOf(report: Report, words: Words): readonly CardRow[] {
  const say = words.page.card;
  const { host } = report;
  const { family, model, stepping } = host.cpu;
  const build = host.kernel_build ?? '';
  const rights = host.root === true ? say.root : say.user;
  const rows: readonly (readonly [label: string, value: string | null, about?: string])[] = [
    [say.system, systemName(host)],
    [
      say.kernel,
      host.kernel,
      [
        host.kernel_upstream === null || host.kernel_upstream === host.kernel
          ? ''
          : say.upstream(host.kernel_upstream),
        build,
      ]
        .filter(part => part !== '')
        .join(words.comma),
    ],
    [
      say.cpu,
      host.cpu.name,
      family === null || model === null ? '' : say.cpuNumbers(family, model, stepping ?? words.notKnown),
    ],
    ...report.gpus
      .slice(0, 8)
      .map(gpu => [say.gpu, gpu.name ?? gpu.id ?? gpu.address, gpuAbout(gpu, words)] as const),
    [say.board, host.board],
    [say.bios, host.bios],
    [say.memory, host.memory_mib === null ? null : say.gib((host.memory_mib / 1024).toFixed(1))],
    [
      say.bootloader,
      host.bootloader === null ? null : foundText({ fact: 'bootloader/kind', found: host.bootloader }, words),
    ],
    [say.rights, host.root === null ? null : rights],
  ];
  return rows
    .filter(([, value]) => value !== null && value !== '')
    .map(([label, value, about = '']) => ({
      label,
      value: shown(value ?? '', words, 120),
      about: shown(about, words, 200),
    }));
}

function gpuAbout(gpu: Report['gpus'][number], words: Words): string {
  return [
    gpu.id === null ? gpu.address : `${gpu.address} [${gpu.id}]`,
    gpu.driver ?? words.noDriver,
    ...(gpu.technology === null ? [] : [words.technologies[gpu.technology]]),
  ].join(words.comma);
}
