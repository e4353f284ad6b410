import type { Evidence, Finding } from '../judge/finding.ts';
import type { GpuCard, HostCard, Report } from '../judge/report-types.ts';
import type { Verdict } from '../judge/verdict.ts';
import type { Value } from '../facts/fact.ts';
import { bringsEvidence, isFirstLink, type Measure } from './measure.ts';
import type { Content } from './capsule-schema.ts';

type FindingContent = Content[5][number];
type EvidenceContent = FindingContent[11][number];

/** As much of a report as the measure lets in. */
export function contentOf(report: Report, measure: Measure): Content {
  const findings = chosenFindings(report, measure);
  const keys = keysOf(report, findings);
  const cut = (text: string): string => (keys.has(text) ? text : shortened(text, measure.text));
  const gpus = report.gpus.filter(gpu => measure.vgpu === 'all' || gpu.address === report.verdict?.gpu);
  const vgpu = vgpuContent(report, measure);
  const has = report.abridged;
  const parts = (['host', 'gpus', 'vgpu'] as const).filter(
    part =>
      (part === 'host' && measure.host === 'essential') ||
      (part === 'gpus' && gpus.length < report.gpus.length) ||
      (part === 'vgpu' && vgpu.isShort) ||
      has?.parts.includes(part) === true,
  );
  const content: Content = [
    report.tool.version,
    report.taken,
    hostContent(report.host, measure),
    gpus.slice(0, 64).map(gpuContent),
    verdictContent(report),
    findings.map(finding => findingContent(finding, report, measure)),
    vgpu.lists,
    tallyContent(report),
    [report.findings.length - findings.length + (has?.findings ?? 0), parts],
  ];
  return cutAll(content, cut) as Content;
}

/** The first broken link before all others, then what fails, then what is unknown; told in catalogue order. */
function chosenFindings(report: Report, measure: Measure): readonly Finding[] {
  const first = report.findings.filter(finding => isFirstLink(finding, report)).slice(0, 1);
  const others = report.findings.filter(finding => !first.includes(finding));
  const wanted = [
    ...others.filter(finding => finding.verdict === 'fail' && finding.because === null),
    ...others.filter(finding => finding.verdict === 'fail' && finding.because !== null),
    ...(measure.unknowns ? others.filter(finding => finding.verdict === 'unknown') : []),
  ].slice(0, measure.findings);
  const chosen = new Set([...first, ...wanted]);
  return report.findings.filter(finding => chosen.has(finding));
}

function findingContent(finding: Finding, report: Report, measure: Measure): FindingContent {
  const isIn = bringsEvidence(finding, report, measure);
  const most = measure.list;
  const evidence = isIn ? finding.evidence.slice(0, most) : [];
  const isWhole =
    evidence.length === finding.evidence.length &&
    evidence.every(item => fits(item, measure)) &&
    report.abridged?.evidence.includes(finding.id) !== true;
  return [
    finding.id,
    finding.topic,
    finding.severity,
    finding.confidence,
    finding.acts,
    finding.cause,
    finding.verdict,
    finding.pending,
    finding.because,
    finding.subject,
    isWhole,
    evidence.map(item => evidenceContent(item, most)),
  ];
}

function evidenceContent(item: Evidence, most: number): EvidenceContent {
  const truth = item.truth === 'unknown' ? (item.unknown ?? 'undecided') : item.truth;
  return [
    item.fact,
    item.predicate,
    listCut(item.wanted, most),
    item.source,
    listCut(item.found, most),
    truth,
  ];
}

function fits({ fact, predicate, wanted, source, found }: Evidence, { text, list }: Measure): boolean {
  const isShort = (value: Value): boolean =>
    typeof value === 'string'
      ? value.length <= text
      : !Array.isArray(value) || (value.length <= list && value.every(member => isShort(member as string)));
  return [fact, predicate, wanted, source, found].every(isShort);
}

function listCut(value: Value, most: number): string | number | boolean | string[] | null {
  if (typeof value !== 'object' || value === null) return value;
  return value.length > most ? [...value.slice(0, most), '…'] : [...value];
}

function hostContent(host: HostCard, { host: wanted }: Measure): Content[2] {
  const { cpu } = host;
  const all: Content[2] = [
    host.platform,
    host.distribution,
    host.version,
    host.kernel,
    host.kernel_build,
    host.kernel_upstream,
    cpu.name,
    cpu.family,
    cpu.model,
    cpu.stepping,
    host.board,
    host.bios,
    host.memory_mib,
    host.bootloader,
    host.root,
  ];
  if (wanted === 'all') return all;
  const kept = [...all.slice(0, 4), null, null, ...all.slice(6, 10), null, null, null, null, host.root];
  return kept as Content[2];
}

function gpuContent(gpu: GpuCard): Content[3][number] {
  return [
    gpu.address,
    gpu.id,
    gpu.name,
    gpu.platform,
    gpu.family,
    gpu.generation,
    gpu.driver,
    gpu.technology,
    gpu.aperture_mib,
    gpu.sriov_totalvfs,
    gpu.sriov_numvfs,
  ];
}

function verdictContent({ verdict }: Report): Content[4] {
  if (verdict === null) return null;
  return [standingContent(verdict), verdict.technology, verdict.gpu, verdict.cause, verdict.rule];
}

function standingContent({ state, lasts }: Verdict): NonNullable<Content[4]>[0] {
  if (state !== 'ready' || typeof lasts !== 'boolean') return state;
  return lasts ? 'ready-to-stay' : 'ready-for-now';
}

function vgpuContent(
  { vgpu, verdict }: Report,
  measure: Measure,
): { readonly lists: Content[6]; readonly isShort: boolean } {
  const isIn = (gpu: string | null): boolean =>
    measure.vgpu === 'all' || (measure.vgpu === 'chosen' && gpu === verdict?.gpu);
  const most = measure.list;
  const types = vgpu.types.filter(type => isIn(type.gpu)).slice(0, most);
  const devices = vgpu.devices.filter(device => isIn(device.parent)).slice(0, most);
  const capacity = vgpu.capacity.filter(one => isIn(one.gpu)).slice(0, most);
  return {
    lists: [
      types.map(type => [
        type.gpu,
        type.name,
        type.available,
        type.low_mib,
        type.high_mib,
        type.fences,
        type.resolution,
        type.weight,
      ]),
      devices.map(device => [
        device.uuid,
        device.type,
        device.parent,
        device.active,
        device.in_use_by.slice(0, most),
      ]),
      capacity.map(one => [
        one.gpu,
        one.aperture_mib,
        one.ggtt_mib,
        one.fresh?.slice(0, most).map(type => [type.name, type.instances]) ?? null,
      ]),
    ],
    isShort:
      types.length + devices.length + capacity.length <
      vgpu.types.length + vgpu.devices.length + vgpu.capacity.length,
  };
}

function tallyContent({ tally }: Report): Content[7] {
  const { verdicts, failures } = tally;
  return [
    verdicts.pass,
    verdicts.fail,
    verdicts.unknown,
    verdicts.skipped,
    failures.error,
    failures.warning,
    failures.advice,
    tally.explained,
    tally.pending,
    Object.entries(tally.unknowns).slice(0, 20),
  ];
}

/** Rule ids and cause keys, which are permanent and short: nobody can look up half of one. */
function keysOf({ verdict }: Report, findings: readonly Finding[]): ReadonlySet<string> {
  const all = [
    verdict?.cause,
    verdict?.rule,
    ...findings.flatMap(({ id, cause, because }) => [id, cause, because]),
  ];
  return new Set(all.filter(key => typeof key === 'string').filter(key => /^[a-z0-9:-]{1,64}$/u.test(key)));
}

/** Every text of a value, cut. */
function cutAll(value: unknown, cut: (text: string) => string): unknown {
  if (typeof value === 'string') return cut(value);
  return Array.isArray(value) ? value.map(member => cutAll(member, cut)) : value;
}

/** What was cut off is shown by `…`. A pair of surrogates is kept or left out. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}
