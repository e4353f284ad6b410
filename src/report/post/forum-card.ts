import type { Report } from '../../judge/report-types.ts';
import type { Words } from '../../words/report.en.ts';
import { foundText, type Quote } from '../evidence.ts';
import { sanitize } from '../sanitize.ts';
import { systemName } from '../machine-line.ts';

/** The machine card as names and values; what is not known is left out. */
export function machineCard(
  report: Report,
  words: Words,
  quote: Quote,
): readonly (readonly [string, string])[] {
  const { host } = report;
  const names = words.forum.card;
  const text = (value: string | number | null): string =>
    value === null ? '' : quote(sanitize(String(value)));
  const mib = (value: number | null): string => (value === null ? '' : words.forum.mib(value));
  const rights = host.root === true ? words.found.yes : words.found.no;
  const { cpu } = host;
  const model = [cpu.family, cpu.model, cpu.stepping].every(part => part !== null)
    ? ` [${cpu.family}/${cpu.model}/${cpu.stepping}]`
    : '';
  const rows: (readonly [string, string])[] = [
    [names.system, text(systemName(host) || null)],
    [names.kernel, text(host.kernel)],
    [names.build, text(host.kernel_build)],
    [names.upstream, text(host.kernel_upstream)],
    [names.cpu, text(cpu.name === null ? null : `${cpu.name}${model}`)],
    [names.board, text(host.board)],
    [names.bios, text(host.bios)],
    [names.memory, mib(host.memory_mib)],
    [
      names.bootloader,
      host.bootloader === null
        ? ''
        : foundText({ fact: 'bootloader/kind', found: host.bootloader }, words, quote),
    ],
    [names.root, host.root === null ? '' : rights],
    ...report.gpus.slice(0, 8).flatMap((gpu): readonly (readonly [string, string])[] => [
      [names.gpu, text(`${gpu.address} ${gpu.name ?? ''} [${gpu.id ?? '?'}] ${gpu.driver ?? ''}`.trim())],
      [names.aperture, mib(gpu.aperture_mib)],
      [
        names.functions,
        gpu.sriov_totalvfs === null ? '' : words.virtualFunctions(gpu.sriov_numvfs ?? 0, gpu.sriov_totalvfs),
      ],
    ]),
  ];
  return rows.filter(([, value]) => value !== '');
}
