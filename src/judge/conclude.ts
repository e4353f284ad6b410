import type { FactAddress } from '../facts/catalogue.ts';
import type { Facts } from '../facts/fact-index.ts';
import { typeOffers, vgpuRecords } from '../facts/vgpu-records.ts';
import type { Rule } from '../rules/rule.ts';
import type { Finding } from './finding.ts';
import { foretell, judge } from './judge.ts';
import { outlookOf } from './lasting.ts';
import { nextOf } from '../next/next.ts';
import {
  booleanOf,
  numberOf,
  textOf,
  type GpuCard,
  type HostCard,
  type Report,
  type Tally,
  type Vgpu,
} from './report-types.ts';
import { verdictOf, type Place, type SharingTechnology, type Verdict } from './verdict.ts';

/** What a report says besides its conclusion; time and version come from outside, so that the same facts give the same report. */
export interface ReportMeta {
  readonly version: string;
  readonly taken: string;
  readonly source: Report['source'];
  /** Only a part of what the host would say is known: a pasted thread. */
  readonly isPart?: boolean;
}

/** Judges a host and puts everything together. `chosen` are the rules that the person asked for, if not all. */
export function conclude(
  rules: readonly Rule[],
  now: Facts,
  later: Facts,
  frame: ReportMeta,
  chosen?: ReadonlySet<string>,
): Report {
  const foretold = foretell(rules, later);
  const all = judge(rules, now, foretold);
  const findings = chosen === undefined ? all : all.filter(finding => chosen.has(finding.id));
  const gpus = now.subjects('gpu').map(address => gpuCardOf(now, address));
  const place = placeOf(now, frame);
  const verdict = chosen === undefined ? verdictOf(rules, findings, gpus, place) : null;
  const gpusThen = later.subjects('gpu').map(address => gpuCardOf(later, address));
  const outlook = verdict === null ? null : outlookOf(rules, verdict, foretold, gpusThen, place);
  const report = {
    schema: 'fngvt.report/1' as const,
    tool: { name: 'fngvt' as const, version: frame.version },
    taken: frame.taken,
    source: frame.source,
    host: hostCardOf(now),
    gpus,
    verdict: verdict === null || outlook === null ? null : { ...verdict, lasts: outlook.lasts },
    findings,
    vgpu: vgpuPartOf(now),
    tally: tallyOf(findings),
  };
  return { ...report, next: nextOf(report, outlook?.rule) };
}

function placeOf(facts: Facts, { isPart }: Pick<ReportMeta, 'isPart'>): Place {
  return {
    isPart,
    isClosed: facts.value('host/is-closed') === true,
    isListOpen: facts.value('host/gpu-list-complete') === false,
  };
}

/** A host that is only foretold, judged as the one that runs: nothing waits for a reboot, and nothing foretold settles a fault away. */
export interface Foreseen {
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}

/** Judges the facts of a boot that has not been. */
export function foresee(rules: readonly Rule[], later: Facts, frame: Pick<ReportMeta, 'isPart'>): Foreseen {
  const findings = foretell(rules, later);
  const gpus = later.subjects('gpu').map(address => gpuCardOf(later, address));
  return { findings, verdict: verdictOf(rules, findings, gpus, placeOf(later, frame)) };
}

/** The machine card. */
export function hostCardOf(facts: Facts): HostCard {
  const text = (address: FactAddress): string | null => textOf(facts.value(address));
  const number = (address: FactAddress): number | null => numberOf(facts.value(address));
  return {
    platform: text('host/platform'),
    distribution: text('host/distribution'),
    version: text('host/distribution-version'),
    kernel: text('kernel/release'),
    kernel_build: text('kernel/build'),
    kernel_upstream: text('kernel/upstream'),
    cpu: {
      name: text('cpu/name'),
      family: number('cpu/family'),
      model: number('cpu/model'),
      stepping: number('cpu/stepping'),
    },
    board: text('card/board'),
    bios: text('card/bios'),
    memory_mib: number('card/memory-mib'),
    bootloader: text('bootloader/kind'),
    root: booleanOf(facts.value('host/is-root')),
  };
}

/** The card of one GPU. */
export function gpuCardOf(facts: Facts, address: string): GpuCard {
  const text = (at: FactAddress): string | null => textOf(facts.value(at, address));
  const number = (at: FactAddress): number | null => numberOf(facts.value(at, address));
  return {
    address,
    id: text('gpu/id'),
    name: text('gpu/name'),
    platform: text('gpu/platform'),
    family: text('gpu/family'),
    generation: number('gpu/generation'),
    driver: text('gpu/driver'),
    technology: text('gpu/technology') as SharingTechnology | null,
    aperture_mib: number('gpu/aperture-mib'),
    sriov_totalvfs: number('gpu/sriov-totalvfs'),
    sriov_numvfs: number('gpu/sriov-numvfs'),
  };
}

/** What vGPUs there are and could be. */
export function vgpuPartOf(facts: Facts): Vgpu {
  return {
    types: typeOffers(facts).map(type => ({
      gpu: type.gpu,
      name: type.name,
      available: type.available,
      low_mib: type.lowMib,
      high_mib: type.highMib,
      fences: type.fences,
      resolution: type.resolution,
      weight: type.weight,
    })),
    devices: vgpuRecords(facts).map(({ uuid, type, parent, isActive, takenBy }) => ({
      uuid,
      type,
      parent,
      active: isActive,
      in_use_by: takenBy,
    })),
    capacity: facts
      .subjects('gpu')
      .filter(gpu => facts.value('gpu/technology', gpu) === 'gvt-g')
      .map(gpu => ({
        gpu,
        aperture_mib: numberOf(facts.value('gpu/aperture-mib', gpu)),
        ggtt_mib: numberOf(facts.value('gpu/ggtt-mib', gpu)),
        fresh: facts.list('gpu/expected-instances', gpu)?.map(instancesOf) ?? null,
      })),
  };
}

/** `i915-GVTg_V5_4 3`, as the fact writes it. */
function instancesOf(line: string): { name: string; instances: number } {
  const space = line.lastIndexOf(' ');
  return { name: line.slice(0, space), instances: Number(line.slice(space + 1)) };
}

function tallyOf(findings: readonly Finding[]): Tally {
  const count = (test: (finding: Finding) => boolean): number => findings.filter(test).length;
  const failed = findings.filter(finding => finding.verdict === 'fail');
  const unknowns: Record<string, number> = {};
  for (const finding of findings) {
    if (finding.verdict !== 'unknown') continue;
    const why = finding.because ?? 'undecided';
    unknowns[why] = (unknowns[why] ?? 0) + 1;
  }
  return {
    verdicts: {
      pass: count(finding => finding.verdict === 'pass'),
      fail: failed.length,
      unknown: count(finding => finding.verdict === 'unknown'),
      skipped: count(finding => finding.verdict === 'skipped'),
    },
    failures: {
      error: failed.filter(finding => finding.severity === 'error').length,
      warning: failed.filter(finding => finding.severity === 'warning').length,
      advice: failed.filter(finding => finding.severity === 'advice').length,
    },
    explained: failed.filter(finding => finding.because !== null).length,
    pending: failed.filter(finding => finding.pending).length,
    unknowns,
  };
}
