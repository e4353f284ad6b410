import { lastValue } from '../../src/formats/kernel-cmdline.ts';
import { unless, type Law } from './law.ts';
import { namesAt } from './recorded.ts';

export const machineLaws: readonly Law[] = [
  {
    // fs/proc/version.c and kernel/utsname_sysctl.c show one and the same utsname.
    says: 'every place says the same release and build of the kernel',
    broken: host => {
      const [, release, build] =
        /^Linux version (\S+) .*? (#\d+.*)$/u.exec(host.text('/proc/version')?.trim() ?? '') ?? [];
      const own = host.text('/proc/sys/kernel/version')?.trim();
      return [
        ...unless(release === undefined || release === host.release, `/proc/version: ${release ?? ''}`),
        ...unless(build === undefined || own === undefined || build === own, `${build ?? ''}, ${own ?? ''}`),
      ];
    },
  },
  {
    says: "the running kernel's modules and configuration are among those recorded",
    broken: host =>
      [/^\/lib\/modules\/([^/]+)\/modules\.dep$/u, /^\/boot\/config-([^/]+)$/u].flatMap(pattern => {
        const releases = namesAt(host.snapshot, pattern);
        return unless(releases.length === 0 || releases.includes(host.release ?? ''), releases.join(' '));
      }),
  },
  {
    // GRUB and systemd-boot pass the path of what they start; distributions put the release into it.
    says: 'the command line names the image of the running kernel',
    broken: host => {
      const image = /(?:vmlinuz-|\\)(\d+\.\d+[^\s\\]*)/u.exec(host.text('/proc/cmdline') ?? '')?.[1];
      return unless(
        image === undefined || image === host.release,
        `${image ?? ''} runs as ${host.release ?? ''}`,
      );
    },
  },
  {
    says: 'the running kernel has an entry in the menu of GRUB that started it',
    broken: host => {
      const [menu, image] = [
        host.text('/boot/grub/grub.cfg'),
        /BOOT_IMAGE=(\S+)/u.exec(host.text('/proc/cmdline') ?? '')?.[1],
      ];
      if (menu === undefined || image === undefined) return [];
      const file = image.slice(image.lastIndexOf('/') + 1);
      const started = [...menu.matchAll(/^\s*linux\s+(\S+)/gmu)].map(([, path = '']) => path);
      return unless(
        started.some(path => path.endsWith(`/${file}`)),
        image,
      );
    },
  },
  {
    // ubuntu/linux, fs/proc/version_signature.c; CONFIG_VERSION_SIGNATURE is "Ubuntu ABI-flavour upstream".
    says: 'only Ubuntu has a version signature, and it is that of the kernel',
    broken: host => {
      const signature = host.text('/proc/version_signature');
      const abi = /^\d+\.\d+\.\d+-\d+/u.exec(host.release ?? '')?.[0];
      const build = /#(\d\S*?)-Ubuntu /u.exec(host.text('/proc/version') ?? '')?.[1];
      return unless(
        signature === undefined || signature.startsWith(`Ubuntu ${abi ?? '-'}.${build ?? '-'}-`),
        signature ?? '',
      );
    },
  },
  {
    // vmx.c, vmx_init() and svm.c, svm_init(): without the processor's flag they refuse. One of another build need not.
    says: 'KVM runs on a processor that has what it takes',
    broken: host =>
      (
        [
          ['kvm_intel', 'vmx'],
          ['kvm_amd', 'svm'],
        ] as const
      ).flatMap(([module, flag]) => {
        const running = host.modules?.get(module);
        if (running === undefined || running.taint !== '' || host.cpu === undefined) return [];
        return unless(host.cpu.flags.has(flag), `${module} is loaded, the processor has no ${flag}`);
      }),
  },
  {
    // virt/kvm/kvm_main.c, kvm_init(), which the processor's own module calls, makes the device.
    says: '/dev/kvm is there with the module of the processor, and only then',
    broken: host => {
      const there = host.has('/dev/kvm');
      if (there === undefined || host.modules === undefined || host.isContainer) return [];
      const runs = host.modules.has('kvm_intel') || host.modules.has('kvm_amd');
      return unless(there === runs, `/dev/kvm ${String(there)}, module ${String(runs)}`);
    },
  },
  {
    // drivers/firmware/efi: the variables lie below /sys/firmware/efi, which a kernel started by a BIOS lacks.
    says: 'EFI variables are there on a machine that was started by EFI',
    broken: host =>
      namesAt(host.snapshot, /^(\/sys\/firmware\/efi)\//u).flatMap(() =>
        unless(!host.snapshot.absent.includes('/sys/firmware/efi'), 'variables without EFI'),
      ),
  },
  {
    // drivers/firmware/dmi-id.c: both are read from the same table.
    says: "the machine's card names the maker and product that sysfs does",
    broken: host => {
      const system = host.snapshot.inventory['system'];
      const folder = '/sys/class/dmi/id';
      return (
        [
          ['manufacturer', 'sys_vendor'],
          ['model', 'product_name'],
        ] as const
      ).flatMap(([field, file]) => {
        const [card, shown] = [system?.[field], host.text(`${folder}/${file}`)?.trim()];
        return unless(
          card === undefined || shown === undefined || card === shown,
          `${String(card)}, ${shown ?? ''}`,
        );
      });
    },
  },
  {
    // Documentation/admin-guide/kernel-parameters.txt: i915 and xe then register no driver. i915.modeset=1 overrules
    // it.
    says: 'nomodeset leaves the GPU alone',
    broken: host =>
      lastValue(host.cmdline ?? [], 'nomodeset') === null ||
      lastValue(host.cmdline ?? [], 'i915.modeset') === '1'
        ? []
        : [...host.drivers].flatMap(([address, driver]) =>
            unless(!/^(?:i915|xe)$/u.test(driver), `${address}: ${driver}`),
          ),
  },
];

/** A folder and whatever lies in it. */
const dropIns = [/\/modprobe\.d$/u, /\/modules-load\.d$/u] as const;

export const recordingLaws: readonly Law[] = [
  {
    says: 'nothing is there and absent at once',
    broken: host => {
      const { files, links, dirs, stats, binary, absent } = host.snapshot;
      const paths = Object.keys({ ...files, ...links, ...dirs, ...stats, ...binary });
      // A file is also asked for as a folder, and then it is absent: only its stat stands beside that.
      const isOnlyStat = (path: string): boolean => path in stats && !(path in dirs) && !(path in files);
      return absent.flatMap(gone =>
        paths.filter(path => (path === gone && !isOnlyStat(path)) || path.startsWith(`${gone}/`)),
      );
    },
  },
  {
    says: 'the drop-in files that a list names were read, or it is known why not',
    broken: host => {
      const { files, dirs, denied, failed } = host.snapshot;
      return Object.entries(dirs).flatMap(([folder, names]) =>
        !dropIns.some(pattern => pattern.test(folder))
          ? []
          : names
              .filter(name => name.endsWith('.conf'))
              .map(name => `${folder}/${name}`)
              .filter(
                path =>
                  !(path in files) &&
                  !(path in failed) &&
                  !denied.includes(path) &&
                  !(path.replace(/^\/lib\//u, '/usr/lib/') in files),
              ),
      );
    },
  },
];
