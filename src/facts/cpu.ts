import { parseCpuinfo } from '../formats/cpuinfo.ts';
import { cpuHasIgpu, platformsOfCpu } from '../knowledge/cpus.ts';
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
        fromReading('cpu/vendor', cpu, about, of => of.vendor),
        fromReading('cpu/name', cpu, about, of => of.name),
        fromReading('cpu/family', cpu, about, of => of.family),
        fromReading('cpu/model', cpu, about, of => of.model),
        fromReading('cpu/stepping', cpu, about, of => of.stepping),
        fromReading('cpu/platform', cpu, about, of => {
          if (of.vendor !== 'GenuineIntel' || of.family === null || of.model === null) return null;
          const platforms = platformsOfCpu(of.family, of.model, of.stepping ?? undefined);
          return platforms.length === 1 ? (platforms[0] ?? null) : null;
        }),
        fromReading('cpu/has-vmx', cpu, about, of => of.flags.has('vmx')),
        fromReading('cpu/expects-igpu', cpu, about, of => {
          if (of.vendor !== 'GenuineIntel') return false;
          return of.name === null ? undefined : cpuHasIgpu(of.name);
        }),
      ],
    };
  },
};
