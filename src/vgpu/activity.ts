import { parseGpuTop, type EngineLoad } from '../formats/gpu-top.ts';
import type { Host } from '../host/reader.ts';
import { pciDevice } from '../values/pci-device.ts';

/** What the GPU did in a few seconds; all of its users together. */
export type Activity =
  | { readonly by: 'intel_gpu_top'; readonly engines: readonly EngineLoad[] }
  /** Per cent of the time in which the GPU was not asleep. */
  | { readonly by: 'rc6'; readonly awake: number }
  | { readonly by: 'nothing' };

/** Time, handed in from where there is one. */
export interface Clock {
  /** Milliseconds. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * How busy the GPU is: by the counters of i915 where intel_gpu_top can read them, else by how long it slept. A vGPU's work counts in
 * both, and so does the host's; neither tells whose it was.
 */
export async function readActivity(host: Host, gpu: string, clock: Clock): Promise<Activity> {
  const said = await host.run(['intel_gpu_top', '-J', '-s', '1000', '-o', '-']);
  const engines = said.state === 'present' ? parseGpuTop(said.value.stdout) : undefined;
  if (engines !== undefined) return { by: 'intel_gpu_top', engines };
  const file = await sleepCounter(host, gpu);
  if (file === undefined) return { by: 'nothing' };
  const [start, before] = [clock.now(), await read(host, file)];
  await clock.wait(3000);
  const [end, after] = [clock.now(), await read(host, file)];
  if (before === undefined || after === undefined || end <= start || after < before) return { by: 'nothing' };
  const asleep = Math.min(1, (after - before) / (end - start));
  return { by: 'rc6', awake: Math.round(100 * (1 - asleep)) };
}

/** drivers/gpu/drm/i915/gt/intel_gt_sysfs_pm.c since 5.18; the folder `power` before, and still beside it. */
async function sleepCounter(host: Host, gpu: string): Promise<string | undefined> {
  const drm = `${pciDevice(gpu)}/drm`;
  const cards = await host.list(drm);
  const card = cards.state === 'present' ? cards.value.find(name => /^card\d+$/u.test(name)) : undefined;
  if (card === undefined) return undefined;
  for (const name of ['gt/gt0/rc6_residency_ms', 'power/rc6_residency_ms']) {
    const path = `${drm}/${card}/${name}`;
    // A counter that stands at zero is not kept: the GPU never slept, or can't.
    if (((await read(host, path)) ?? 0) > 0) return path;
  }
  return undefined;
}

async function read(host: Host, path: string): Promise<number | undefined> {
  const text = await host.read(path);
  return text.state === 'present' && /^\d+\s*$/u.test(text.value) ? Number(text.value) : undefined;
}
