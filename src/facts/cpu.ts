import { parseCpuinfo, type Cpuinfo } from '../formats/cpuinfo.ts';
import { cpuHasIgpu } from '../knowledge/cpu-names.ts';
import { platformsOfCpu } from '../knowledge/cpus.ts';
import { fromReading, type Collector } from './collector.ts';

const source = '/proc/cpuinfo';

/** The first processor of /proc/cpuinfo; arch/x86/kernel/cpu/proc.c writes it. */
export const cpuCollector: Collector = {
  subject: 'cpu',
  gives: [
    'cpu/vendor',
    'cpu/name',
    'cpu/family',
    'cpu/model',
    'cpu/stepping',
    'cpu/platform',
    'cpu/has-vmx',
    'cpu/expects-igpu',
  ],
  collect: async host => {
    const text = await host.read(source);
    const cpu = text.state === 'present' ? { ...text, value: parseCpuinfo(text.value) } : text;
    const about = { source };
    return {
      facts: [
        // Every kernel for x86 writes these lines. A text without them is a part of the file, and proves nothing of the rest.
        fromReading('cpu/vendor', cpu, about, of => of.vendor ?? undefined),
        fromReading('cpu/name', cpu, about, of => of.name),
        fromReading('cpu/family', cpu, about, of => of.family ?? undefined),
        fromReading('cpu/model', cpu, about, of => of.model ?? undefined),
        fromReading('cpu/stepping', cpu, about, of => of.stepping),
        fromReading('cpu/platform', cpu, about, of => {
          if (of.vendor === null) return undefined;
          if (of.vendor !== 'GenuineIntel' || of.family === null || of.model === null) return null;
          const platforms = platformsOfCpu(of.family, of.model, of.stepping ?? undefined);
          return platforms.length === 1 ? (platforms[0] ?? null) : null;
        }),
        fromReading('cpu/has-vmx', cpu, about, of => flag(of, 'vmx')),
        fromReading('cpu/expects-igpu', cpu, about, of => {
          if (of.vendor === null) return undefined;
          if (of.vendor !== 'GenuineIntel') return false;
          return of.name === null ? undefined : cpuHasIgpu(of.name);
        }),
      ],
    };
  },
};

/** A text without any flags is a part of the file. */
function flag(cpu: Cpuinfo, name: string): boolean | undefined {
  return cpu.flags.size === 0 ? undefined : cpu.flags.has(name);
}
