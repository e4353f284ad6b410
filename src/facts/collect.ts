import type { Host } from '../host/reader.ts';
import { bootTryCollector } from './boot-try.ts';
import { bootloaderCollector } from './bootloader.ts';
import { cardCollector } from './card.ts';
import { subjectKindOf, type CatalogueKey, type FactAddress } from './catalogue.ts';
import { cmdlineCollector } from './cmdline.ts';
import type { Collected, Collector } from './collector.ts';
import { cpuCollector } from './cpu.ts';
import { derive } from './derive.ts';
import { unknown } from './fact.ts';
import { Facts } from './fact-index.ts';
import { gpuCollector } from './gpu.ts';
import { heardCollector } from './heard.ts';
import { iommuCollector } from './iommu.ts';
import { iommuGroupCollector } from './iommu-groups.ts';
import { kernelCollector } from './kernel.ts';
import { kvmCollector } from './kvm.ts';
import { libvirtCollector } from './libvirt.ts';
import { logCollector } from './log.ts';
import { mdevCollector } from './mdev.ts';
import { mdevTypeCollector } from './mdev-types.ts';
import { moduleCollector } from './module.ts';
import { moduleConfigCollector } from './module-config.ts';
import { platformCollector } from './platform.ts';
import { vmCollector } from './vm-definitions.ts';

/** Every collector; the order is that of `fngvt facts`. */
export const collectors: readonly Collector[] = [
  platformCollector,
  cardCollector,
  cpuCollector,
  kernelCollector,
  cmdlineCollector,
  bootloaderCollector,
  bootTryCollector,
  moduleCollector,
  moduleConfigCollector,
  gpuCollector,
  mdevTypeCollector,
  mdevCollector,
  iommuCollector,
  iommuGroupCollector,
  kvmCollector,
  libvirtCollector,
  vmCollector,
  logCollector,
  heardCollector,
];

/** A collector that broke: its facts are unknown, and the defect is told apart from the host's faults. */
export interface Breakage {
  readonly subject: string;
  readonly error: unknown;
}

/** All facts of a host, with what follows from them. */
export interface Collection {
  readonly facts: Facts;
  readonly breakages: readonly Breakage[];
}

/** Runs the collectors side by side; one that throws yields unknown facts and ends nothing else. */
export async function collect(host: Host): Promise<Collection> {
  const breakages: Breakage[] = [];
  const results = await Promise.all(
    collectors.map(async collector => {
      try {
        return await collector.collect(host);
      } catch (error) {
        breakages.push({ subject: collector.subject, error });
        return nothing(collector.gives);
      }
    }),
  );
  const book = new Facts(
    results.flatMap(result => result.facts),
    results.flatMap(result => result.families ?? []),
  );
  return { facts: derive(book), breakages };
}

/** Everything that a collector would have answered, as unknown. What is about several things can't be listed. */
function nothing(gives: readonly CatalogueKey[]): Collected {
  const single = gives.filter(key => !key.endsWith('/*') && subjectKindOf(key) === undefined);
  return { facts: single.map(key => unknown(key as FactAddress, 'failed')) };
}
