import { parseModinfoName, parseModulesBuiltin, parseModulesDep } from '../formats/modules-index.ts';
import { parseProcModules } from '../formats/proc-modules.ts';
import type { Host, LineFilter, Reading } from '../host/reader.ts';
import { fromReading, trimmed, type Collector } from './collector.ts';
import { known, unknown, type Fact } from './fact.ts';
import type { Family } from './fact-index.ts';

/** The modules that matter here, and those of the VFIO and KVM families; the index of a kernel has thousands. */
export const indexKeep: LineFilter = {
  pattern: '/(i915|kvmgt|mdev|intel_sriov_compat|gma500_gfx|(xe|vfio|kvm)([-_][-_a-z0-9]+)?)\\.ko',
};

/** Modules that are looked for one by one where nobody captured the whole list. */
const soughtModules = [
  'kvmgt',
  'i915',
  'xe',
  'mdev',
  'vfio',
  'vfio_mdev',
  'vfio_iommu_type1',
  'vfio_pci',
  'kvm',
  'kvm_intel',
] as const;

/** Module parameters that rules or reports ask for; each is one file, most readable by root only. */
const parameters = [
  'i915.enable_gvt',
  'i915.enable_guc',
  'i915.force_probe',
  'i915.max_vfs',
  'xe.force_probe',
  'xe.max_vfs',
  'kvm.ignore_msrs',
] as const;

/** Modules: running, on disk for the running kernel, and the parameters that running ones show. */
export const moduleCollector: Collector = {
  subject: 'module',
  gives: [
    'module-loaded/*',
    'module-file/*',
    'module-parameter/*',
    'modules/i915-origin',
    'modules/dkms-version',
  ],
  collect: async host => {
    const [running, index] = await Promise.all([readRunning(host), readIndex(host)]);
    const states = await readStates(host, running);
    const shown = await Promise.all(parameters.map(name => parameterFact(host, name)));
    return {
      facts: [originFact(index), await dkmsFact(host, index), ...shown],
      families: [loadedFamily(running, states, index), fileFamily(index)],
    };
  },
};

interface Index {
  readonly source: string;
  readonly files: Reading<ReadonlyMap<string, string>>;
  /** Files of single modules as modinfo told them, where the index was not captured; null: there is none. */
  readonly single: ReadonlyMap<string, string | null>;
  readonly builtIn: Reading<ReadonlySet<string>>;
}

async function readRunning(host: Host): Promise<Reading<ReadonlySet<string>>> {
  const text = await host.read('/proc/modules');
  return text.state === 'present' ? { ...text, value: parseProcModules(text.value) } : text;
}

/**
 * `initstate` of single modules, where the list itself was not captured: each loaded module has that file, a module that is
 * built in has none (Documentation/ABI/stable/sysfs-module; kernel/module/sysfs.c).
 */
async function readStates(
  host: Host,
  running: Reading<unknown>,
): Promise<ReadonlyMap<string, Reading<string>>> {
  if (!isNotCaptured(running)) return new Map();
  const states = await Promise.all(
    soughtModules.map(async name => [name, await host.read(stateFile(name))] as const),
  );
  return new Map(states.filter(([, reading]) => reading.state !== 'withheld'));
}

const stateFile = (name: string): string => `/sys/module/${name}/initstate`;

/** modules.dep and modules.builtin of the running kernel; depmod(8) and the kernel's build write them. */
async function readIndex(host: Host): Promise<Index> {
  const release = await host.read('/proc/sys/kernel/osrelease');
  if (release.state !== 'present') {
    const none: Reading<never> =
      release.state === 'withheld' ? release : { state: 'withheld', why: 'not captured' };
    return { source: '/lib/modules', files: none, single: new Map(), builtIn: none };
  }
  const folder = `/lib/modules/${release.value.trim()}`;
  const [dep, builtin] = await Promise.all([
    host.read(`${folder}/modules.dep`, indexKeep),
    host.read(`${folder}/modules.builtin`, indexKeep),
  ]);
  return {
    source: `${folder}/modules.dep`,
    files: dep.state === 'present' ? { ...dep, value: parseModulesDep(dep.value) } : dep,
    single: isNotCaptured(dep) ? await readSingle(host, folder) : new Map(),
    builtIn:
      builtin.state === 'present' ? { ...builtin, value: parseModulesBuiltin(builtin.value) } : builtin,
  };
}

const isNotCaptured = (reading: Reading<unknown>): boolean =>
  reading.state === 'withheld' && reading.why === 'not captured';

/** `modinfo -n` of single modules, where somebody recorded that instead of the index. A live machine is never asked so. */
async function readSingle(host: Host, folder: string): Promise<ReadonlyMap<string, string | null>> {
  const found = new Map<string, string | null>();
  for (const name of soughtModules) {
    const said = await host.run(['modinfo', '-n', name]);
    const file = said.state === 'present' ? parseModinfoName(said.value, folder) : undefined;
    if (file !== undefined) found.set(name, file);
  }
  return found;
}

function loadedFamily(
  running: Reading<ReadonlySet<string>>,
  states: ReadonlyMap<string, Reading<string>>,
  index: Index,
): Family {
  const about = { source: '/proc/modules' };
  return {
    name: 'module-loaded',
    member: name => {
      const state = states.get(name);
      const fact =
        state === undefined
          ? fromReading(`module-loaded/${name}`, running, about, names => names.has(name), false)
          : fromReading(
              `module-loaded/${name}`,
              state,
              { source: stateFile(name) },
              text => text.trim() === 'live',
              false,
            );
      const isBuiltIn = index.builtIn.state === 'present' && index.builtIn.value.has(name);
      return isBuiltIn ? known(`module-loaded/${name}`, true, { source: index.source }) : fact;
    },
  };
}

function fileFamily(index: Index): Family {
  const about = { source: index.source };
  return {
    name: 'module-file',
    member: name => {
      if (index.builtIn.state === 'present' && index.builtIn.value.has(name)) {
        return known(`module-file/${name}`, '(built-in)', about);
      }
      // A kernel without an index has no modules that we know of; that is not the same as none.
      if (index.files.state === 'absent') return unknown(`module-file/${name}`, 'not captured', about);
      const single = index.single.get(name);
      if (single !== undefined) return known(`module-file/${name}`, single, { source: `modinfo -n ${name}` });
      return fromReading(`module-file/${name}`, index.files, about, files => files.get(name) ?? null);
    },
  };
}

/** Out-of-tree modules lie below updates/ (DKMS and `make modules_install` put them there) or extra/. */
export const isOutOfTree = (file: string): boolean => /^(updates|extra|weak-updates)\//u.test(file);

function originFact(index: Index): Fact {
  const about = { source: index.source };
  if (index.files.state === 'absent') return unknown('modules/i915-origin', 'not captured', about);
  const origin = (file: string): string => (isOutOfTree(file) ? 'out-of-tree' : 'in-tree');
  const single = index.single.get('i915');
  if (typeof single === 'string')
    return known('modules/i915-origin', origin(single), { source: 'modinfo -n i915' });
  return fromReading('modules/i915-origin', index.files, about, files => {
    const file = files.get('i915');
    if (file !== undefined) return origin(file);
    return index.builtIn.state === 'present' && index.builtIn.value.has('i915') ? 'in-tree' : null;
  });
}

const dkmsFolder = '/var/lib/dkms/i915-sriov-dkms';

/** DKMS keeps a folder of each version below that of the package: dkms(8). Asked for only where a driver comes from outside of the kernel. */
async function dkmsFact(host: Host, index: Index): Promise<Fact> {
  const address = 'modules/dkms-version';
  const about = { source: dkmsFolder };
  const files = index.files.state === 'present' ? index.files.value : undefined;
  const own = ['i915', 'xe'].map(name => files?.get(name) ?? index.single.get(name) ?? '');
  if (files !== undefined && !own.some(isOutOfTree)) return known(address, null, { source: index.source });
  if (files === undefined && index.single.size === 0) return unknown(address, 'not captured', about);
  return fromReading(address, await host.list(dkmsFolder), about, names => {
    const versions = names.filter(name => /^\d/u.test(name));
    return versions.length === 1 ? versions[0] : undefined;
  });
}

async function parameterFact(host: Host, name: (typeof parameters)[number]): Promise<Fact> {
  const [module = '', parameter = ''] = name.split('.');
  const source = `/sys/module/${module}/parameters/${parameter}`;
  const address = `module-parameter/${name}` as const;
  const value = await host.read(source);
  // Without the module itself there is nothing that could show a parameter: neither on nor off.
  if (value.state === 'absent' && (await host.list(`/sys/module/${module}`)).state !== 'present') {
    return known(address, null, { source: `/sys/module/${module}` });
  }
  return fromReading(address, value, { source }, trimmed);
}
