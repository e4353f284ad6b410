import type { Evidence, Finding } from '../judge/finding.ts';
import type { Report } from '../judge/report-types.ts';
import { exitCodes } from '../judge/verdict.ts';
import { nextOf } from '../next/next.ts';
import type { Content } from './capsule-schema.ts';

/** The report that a capsule was made of, as far as it went in. What did not is named in `abridged`, not taken for absent. */
export function rebuild(content: Content): Report {
  const [version, taken, host, gpus, verdict, findings, [types, devices, capacity], tally, leftOut] = content;
  const report = {
    schema: 'fngvt.report/1' as const,
    tool: { name: 'fngvt' as const, version },
    taken,
    source: 'snapshot' as const,
    host: hostOf(host),
    gpus: gpus.map(gpuOf),
    verdict: verdict === null ? null : verdictOf(verdict),
    findings: findings.map(findingOf),
    vgpu: {
      types: types.map(([gpu, name, available, low_mib, high_mib, fences, resolution, weight]) => ({
        gpu,
        name,
        available,
        low_mib,
        high_mib,
        fences,
        resolution,
        weight,
      })),
      devices: devices.map(([uuid, type, parent, active, in_use_by]) => ({
        uuid,
        type,
        parent,
        active,
        in_use_by,
      })),
      capacity: capacity.map(([gpu, aperture_mib, ggtt_mib, fresh]) => ({
        gpu,
        aperture_mib,
        ggtt_mib,
        fresh: fresh?.map(([name, instances]) => ({ name, instances })) ?? null,
      })),
    },
    tally: tallyOf(tally),
    abridged: {
      findings: leftOut[0],
      evidence: [...new Set(findings.filter(finding => !finding[10]).map(([id]) => id))],
      parts: leftOut[1],
    },
  };
  return { ...report, next: nextOf(report) };
}

function hostOf(host: Content[2]): Report['host'] {
  const [platform, distribution, version, kernel, kernel_build, kernel_upstream, ...rest] = host;
  const [name, family, model, stepping, board, bios, memory_mib, bootloader, root] = rest;
  return {
    platform,
    distribution,
    version,
    kernel,
    kernel_build,
    kernel_upstream,
    cpu: { name, family, model, stepping },
    board,
    bios,
    memory_mib,
    bootloader,
    root,
  };
}

function gpuOf(gpu: Content[3][number]): Report['gpus'][number] {
  const [address, id, name, platform, family, generation, driver, technology, ...numbers] = gpu;
  const [aperture_mib, sriov_totalvfs, sriov_numvfs] = numbers;
  return {
    address,
    id,
    name,
    platform,
    family,
    generation,
    driver,
    technology,
    aperture_mib,
    sriov_totalvfs,
    sriov_numvfs,
  };
}

function verdictOf([standing, technology, gpu, cause, rule]: NonNullable<Content[4]>): Report['verdict'] {
  const lasts = lasting[standing] ?? null;
  const state = standing === 'ready-for-now' || standing === 'ready-to-stay' ? 'ready' : standing;
  // The block of a post has no room for what could not be judged.
  return { state, technology, gpu, exit_code: exitCodes[state], cause, rule, lasts, undecided: [] };
}

const lasting: Readonly<Record<string, boolean>> = { 'ready-for-now': false, 'ready-to-stay': true };

function findingOf(finding: Content[5][number]): Finding {
  const [id, topic, severity, confidence, acts, cause, verdict, pending, because, subject, , evidence] =
    finding;
  return {
    id,
    subject,
    topic,
    severity,
    confidence,
    verdict,
    pending,
    because,
    cause,
    acts,
    evidence: evidence.map(evidenceOf),
  };
}

function evidenceOf([
  fact,
  predicate,
  wanted,
  source,
  found,
  truth,
]: Content[5][number][11][number]): Evidence {
  const about = { fact, source, predicate, wanted, found };
  return typeof truth === 'boolean' ? { ...about, truth } : { ...about, truth: 'unknown', unknown: truth };
}

function tallyOf(tally: Content[7]): Report['tally'] {
  const [pass, fail, unknown, skipped, error, warning, advice, explained, pending, unknowns] = tally;
  return {
    verdicts: { pass, fail, unknown, skipped },
    failures: { error, warning, advice },
    explained,
    pending,
    unknowns: Object.fromEntries(unknowns),
  };
}
