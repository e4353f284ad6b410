import type { GpuCard, Report } from '../judge/report-types.ts';
import { hostById } from '../knowledge/hosts.ts';
import type { Words } from '../words/report.en.ts';
import type { Quote } from './evidence.ts';
import { shown } from './sanitize.ts';

/** The machine in a few words: system, kernel, GPU, its driver, and how it shares. */
export function machineLine(
  report: Report,
  gpu: GpuCard | undefined,
  words: Words,
  quote: Quote,
): readonly string[] {
  const { host } = report;
  const build = /^#\d+/u.exec(host.kernel_build ?? '')?.[0];
  const kernel = [host.kernel, ...(host.platform === 'fnos' && build !== undefined ? [build] : [])];
  const system = systemName(host);
  return [
    ...(system === '' ? [] : [quote(shown(system, words, 120))]),
    host.kernel === null ? words.notKnown : quote(shown(kernel.join(' '), words, 120)),
    graphicsName(report, gpu, words, quote),
    ...(gpu === undefined ? [] : driverName(report, gpu, words, quote)),
    ...(gpu?.technology === null || gpu === undefined ? [] : [words.technologies[gpu.technology]]),
  ];
}

function driverName(report: Report, gpu: GpuCard, words: Words, quote: Quote): readonly string[] {
  if (gpu.driver !== null) return [quote(shown(gpu.driver, words, 120))];
  return isUnread(report, gpu.address) ? [] : [words.noDriver];
}

/** Nobody read which driver the GPU has; "none" would be an answer. */
function isUnread(report: Report, gpu: string): boolean {
  return report.findings.some(
    ({ subject, evidence }) =>
      subject === gpu && evidence.some(item => item.fact === 'gpu/driver' && item.unknown !== undefined),
  );
}

function graphicsName(report: Report, gpu: GpuCard | undefined, words: Words, quote: Quote): string {
  if (gpu === undefined) {
    // A report from a capsule may lack the finding: then nothing is said.
    const finding = report.findings.find(({ id }) => id === 'intel-gpu');
    const isOpen = finding === undefined ? report.abridged !== undefined : finding.verdict === 'unknown';
    return isOpen ? words.gpuNotKnown : words.noGpu;
  }
  if (gpu.name === null && gpu.id === null) return words.gpuNotKnown;
  if (gpu.name === null) return words.unknownGpu(quote(shown(gpu.id ?? gpu.address, words, 120)));
  return quote(shown(gpu.id === null ? gpu.name : `${gpu.name} [${gpu.id}]`, words, 120));
}

/** The system as its people call it; where it is built on another one, that one's version stands in brackets. */
export function systemName({ platform, distribution, version }: Report['host']): string {
  const own = (platform === null ? undefined : hostById(platform)?.name) ?? distribution ?? '';
  if (platform === 'fnos' || version === null) return own;
  const base = distribution === null ? undefined : (hostById(distribution)?.name ?? distribution);
  return base === undefined || platform === distribution || platform === 'other' || base === own
    ? `${own} ${version}`
    : `${own} (${base} ${version})`;
}
