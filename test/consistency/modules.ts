import { lastValue } from '../../src/formats/kernel-cmdline.ts';
import { unless, type Law } from './law.ts';
import { namesAt, type Recorded } from './recorded.ts';

/**
 * Who calls the exported functions of whom, where both are modules: kvm_page_track_register_notifier(),
 * intel_gvt_set_ops(), mdev_register_parent(), vfio_pin_pages() in drivers/gpu/drm/i915/gvt/kvmgt.c;
 * irq_bypass_register_consumer() in virt/kvm/eventfd.c, irq_bypass_register_producer() in
 * drivers/vfio/pci/vfio_pci_intrs.c; vfio_pci_core_enable() in vfio_pci.c; vfio_register_iommu_driver() in
 * vfio_iommu_type1.c. The graphics drivers: drm_dev_register(), drm_atomic_helper_commit(), ttm_device_init(),
 * drm_buddy_init(), drm_dp_aux_init(), acpi_video_register(). The same from 4.15 to 7.3, where the modules exist at
 * all.
 */
const callers: readonly (readonly [used: string, ...users: readonly string[]])[] = [
  ['kvm', 'kvm_intel', 'kvm_amd', 'kvmgt'],
  ['irqbypass', 'kvm', 'vfio_pci_core'],
  ['i915', 'kvmgt'],
  ['mdev', 'kvmgt'],
  ['vfio', 'kvmgt', 'vfio_iommu_type1', 'vfio_pci_core'],
  ['vfio_pci_core', 'vfio_pci'],
  ['drm', 'i915', 'xe', 'drm_kms_helper', 'drm_display_helper', 'drm_buddy', 'ttm'],
  ['drm_kms_helper', 'i915', 'xe', 'drm_display_helper'],
  ['drm_display_helper', 'i915', 'xe'],
  ['drm_buddy', 'i915', 'xe'],
  ['ttm', 'i915', 'xe'],
  ['video', 'i915', 'xe'],
];

/**
 * The first release with a module of this name: drivers/gpu/drm/Makefile, drivers/gpu/drm/display/Makefile,
 * drivers/vfio/pci/Makefile, drivers/gpu/drm/xe.
 */
const firstReleases: Readonly<Record<string, readonly number[]>> = {
  vfio_pci_core: [5, 15],
  drm_buddy: [5, 18],
  drm_display_helper: [5, 19],
  xe: [6, 8],
};

/**
 * And the first one without: "vfio/mdev: Remove CONFIG_VFIO_MDEV_DEVICE"; drivers/vfio/Makefile, where virqfd.o becomes
 * a part of vfio.ko.
 */
const goneSince: Readonly<Record<string, readonly number[]>> = { vfio_mdev: [5, 14], vfio_virqfd: [6, 2] };

/** Kconfig's option of each module of which the index tells. */
const options: Readonly<Record<string, string>> = {
  i915: 'DRM_I915',
  xe: 'DRM_XE',
  kvmgt: 'DRM_I915_GVT_KVMGT',
  kvm: 'KVM',
  kvm_intel: 'KVM_INTEL',
  vfio: 'VFIO',
  vfio_iommu_type1: 'VFIO_IOMMU_TYPE1',
  vfio_pci: 'VFIO_PCI',
  mdev: 'VFIO_MDEV',
};

const loaded = (host: Recorded): ReadonlySet<string> => new Set(host.modules?.keys() ?? []);

/** Is it there, loaded or as part of the kernel? undefined: that was not recorded. */
export function isRunning(host: Recorded, module: string): boolean | undefined {
  if (host.modules?.has(module) === true || host.builtIn.has(module)) return true;
  return host.modules !== undefined && host.tellsBuiltIn(module) ? false : undefined;
}

export const moduleLaws: readonly Law[] = [
  {
    // kernel/module/procfs.c, print_unload_info(): the users are the modules of `source_list`, all of them alive.
    says: 'who uses a loaded module is loaded',
    broken: host =>
      [...(host.modules ?? [])].flatMap(([name, { users }]) =>
        users
          .filter(user => host.modules?.has(user) !== true)
          .map(user => `${name} is used by ${user}, which is not loaded`),
      ),
  },
  {
    // kernel/module/main.c, add_module_usage() after strong_try_module_get(): each user holds one reference.
    says: 'a module has at least as many references as users',
    broken: host =>
      [...(host.modules ?? [])].flatMap(([name, { references, users }]) =>
        unless(references >= users.length, `${name}: ${references} references, ${users.length} users`),
      ),
  },
  {
    says: 'a loaded module uses those whose functions it calls',
    broken: host =>
      callers.flatMap(([used, ...users]) => {
        const module = host.modules?.get(used);
        // One of another build, such as a stand-in of the tests, may call less.
        const own = users.filter(user => host.modules?.get(user)?.taint === '');
        return own
          .filter(user => module !== undefined && !module.users.includes(user))
          .map(user => `${user} is loaded and no user of ${used}`);
      }),
  },
  {
    // kernel/module/main.c, simplify_symbols(): without the symbols that it needs a module is not loaded.
    says: 'what a loaded module needs is loaded or built in',
    broken: host =>
      [...loaded(host)].flatMap(name =>
        (host.index.get(name)?.needs ?? [])
          .filter(needed => isRunning(host, needed) === false)
          .map(needed => `${name} is loaded, ${needed} is not`),
      ),
  },
  {
    says: 'no module is there that the kernel does not have yet, or no longer has',
    broken: host =>
      [...new Set([...loaded(host), ...host.index.keys()])].flatMap(name => {
        const [first, gone] = [firstReleases[name], goneSince[name]];
        return [
          ...unless(first === undefined || !isBefore(host, first), `${name} in ${host.release ?? ''}`),
          ...unless(gone === undefined || isBefore(host, gone), `${name} in ${host.release ?? ''}`),
        ];
      }),
  },
  {
    // With 5.19 kvmgt took the whole device model and moved: drivers/gpu/drm/i915/Makefile, until then
    // i915/gvt/Makefile.
    says: 'kvmgt lies where this release builds it',
    broken: host => {
      const file = host.index.get('kvmgt')?.file ?? '';
      const wanted = isBefore(host, [5, 19]) ? 'i915/gvt/kvmgt.ko' : 'i915/kvmgt.ko';
      return unless(!file.startsWith('kernel/') || file.includes(wanted), file);
    },
  },
  {
    // drivers/gpu/drm/drm_file.c, drm_open(), and fbdev hold the driver of an open GPU; there is none to open.
    says: 'a graphics driver that drives nothing is held by its users only',
    broken: host =>
      ['i915', 'xe'].flatMap(name => {
        const module = host.modules?.get(name);
        if (module === undefined || [...host.drivers.values()].includes(name)) return [];
        return unless(module.references === module.users.length, `${name}: ${module.references} references`);
      }),
  },
  {
    says: 'a loaded module has a file of the running kernel',
    broken: host =>
      host.index.size === 0
        ? []
        : [...loaded(host)]
            .filter(name => name in options)
            .flatMap(name => unless(host.index.has(name), `${name} is loaded, modules.dep has no file`)),
  },
  {
    // kernel/module/main.c, check_modinfo(): a module without the mark `intree` taints with O. kbuild marks those of
    // the kernel's tree.
    says: 'a module from outside the tree is marked as such',
    broken: host =>
      [...(host.modules ?? [])].flatMap(([name, { taint }]) => {
        const file = host.index.get(name)?.file ?? 'kernel/';
        return unless(file.startsWith('kernel/') || taint.includes('O'), `${name} (${file}) has no mark (O)`);
      }),
  },
  {
    // scripts/Makefile.modinst and Makefile.vmlinux: obj-m goes into the index, obj-y into modules.builtin.
    says: 'what is configured as a module is none of the built-in ones, and the reverse',
    broken: host =>
      Object.entries(options).flatMap(([module, option]) => {
        const value = host.config.get(option);
        const file = host.index.get(module)?.file ?? '';
        return [
          ...unless(!(value === 'm' && host.builtIn.has(module)), `${option}=m, ${module} is built in`),
          ...unless(
            !(value === 'y' && host.tellsBuiltIn(module) && !host.builtIn.has(module)),
            `${option}=y, ${module} is not built in`,
          ),
          ...unless(
            !(file.startsWith('kernel/') && host.config.size > 0 && value !== undefined && value !== 'm'),
            `${option}=${value ?? 'n'}, modules.dep has ${file}`,
          ),
        ];
      }),
  },
  {
    // kernel/module/sysfs.c, mod_sysfs_setup(): a loaded module has its folder; without it only a module that is not
    // there.
    says: 'a loaded module has its folder below /sys/module, one that is not there has none',
    broken: host =>
      host.modules === undefined
        ? []
        : ['i915', 'xe', 'kvm'].flatMap(name => {
            const folder = host.has(`/sys/module/${name}`);
            const runs = isRunning(host, name);
            if (folder === undefined || runs === undefined) return [];
            return unless(folder === runs, `${name}: folder ${String(folder)}, running ${String(runs)}`);
          }),
  },
  {
    // kernel/module/main.c, blacklisted(): load_module() refuses a name of module_blacklist=.
    says: 'what the command line bars by module_blacklist is not loaded',
    broken: host =>
      (lastValue(host.cmdline ?? [], 'module_blacklist') ?? '')
        .split(',')
        .filter(name => host.modules?.has(name) === true)
        .map(name => `${name} is loaded`),
  },
  {
    // kernel/params.c, param_get_bool() and param_get_charp(). Up to 5.4, i915 writes its own switch back to 0 where
    // GVT-g gives up.
    says: 'a parameter shows what the command line set',
    broken: host =>
      parametersShown(host).flatMap(([name, shown]) => {
        const set = lastValue(host.cmdline ?? [], name);
        if (set === null) return [];
        const isSwitch = /^[YN]$/u.test(shown);
        const wanted = isSwitch ? (/^[1yYtT]|^on$/u.test(set) ? 'Y' : 'N') : set;
        const mayBeWrittenBack = name === 'i915.enable_gvt' && shown === 'N' && isBefore(host, [5, 10]);
        return unless(shown === wanted || mayBeWrittenBack, `${name}=${set}, shown is ${shown}`);
      }),
  },
  {
    says: 'a switch that nobody set is off',
    broken: host =>
      parametersShown(host).flatMap(([name, shown]) => {
        const [module = '', parameter = ''] = name.split('.');
        const isSet =
          lastValue(host.cmdline ?? [], name) !== null ||
          host.options.some(option => option.module === module && option.name === parameter);
        return unless(
          shown !== 'Y' || isSet || host.cmdline === undefined,
          `${name} is on, and nobody set it`,
        );
      }),
  },
  {
    // drivers/gpu/drm/i915/i915_params.c: the parameter is there with CONFIG_DRM_I915_GVT only.
    says: "i915 shows enable_gvt where it is built with GVT-g and it is the kernel's own",
    broken: host => {
      const file = host.has('/sys/module/i915/parameters/enable_gvt');
      if (file === undefined || host.config.size === 0 || host.has('/sys/module/i915') !== true) return [];
      if (host.index.get('i915')?.file.startsWith('kernel/') === false) return [];
      const isBuilt = host.config.get('DRM_I915_GVT') === 'y';
      return unless(file === isBuilt, `parameter ${String(file)}, DRM_I915_GVT ${String(isBuilt)}`);
    },
  },
];

/** Every module parameter that was read: `i915.enable_gvt` and its text. */
function parametersShown(host: Recorded): readonly (readonly [string, string])[] {
  return namesAt(host.snapshot, /^\/sys\/module\/(\w+\/parameters\/\w+)$/u).flatMap(path => {
    const text = host.text(`/sys/module/${path}`);
    return text === undefined ? [] : [[path.replace('/parameters/', '.'), text.trim()] as const];
  });
}

/** Is the kernel older than this? */
export function isBefore(host: Recorded, [major = 0, minor = 0]: readonly number[]): boolean {
  const [ownMajor = 0, ownMinor = 0] = host.version ?? [];
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
}
