import { lastValue } from '../../src/formats/kernel-cmdline.ts';
import { unless, type Law } from './law.ts';
import { isRunning } from './modules.ts';
import { deviceFolder, type Recorded } from './recorded.ts';

const matches = (host: Recorded, pattern: RegExp): readonly RegExpExecArray[] =>
  (host.log?.lines ?? []).map(line => pattern.exec(line)).filter(match => match !== null);

const says = (host: Recorded, pattern: RegExp): boolean => matches(host, pattern).length > 0;

/** Without who built it where, which is a name. */
const unsigned = (line: string): string => line.trim().replace(/\([^()]*@[^()]*\) /u, '');

export const logLaws: readonly Law[] = [
  {
    // init/version.c: linux_banner is printed first and linux_proc_banner is /proc/version, of the same words.
    says: 'the log begins with /proc/version',
    broken: host => {
      const [banner] = matches(host, /^Linux version .*/u);
      const version = host.text('/proc/version');
      if (banner === undefined || version === undefined) return [];
      return unless(unsigned(banner[0]) === unsigned(version), `${banner[0]}, ${version}`);
    },
  },
  {
    // arch/x86/kernel/setup.c and init/main.c print it; /proc/cmdline is the same text.
    says: 'the command line in the log is /proc/cmdline',
    broken: host =>
      matches(host, /^(?:Kernel c|C)ommand line: (.*)$/u).flatMap(([, text = '']) =>
        unless(text.trim() === host.text('/proc/cmdline')?.trim(), text),
      ),
  },
  {
    // drivers/firmware/dmi_scan.c, dmi_format_ids(): maker, product, board, BIOS.
    says: 'the log names the maker and product of the machine',
    broken: host => {
      const folder = '/sys/class/dmi/id';
      const [maker, product] = [host.text(`${folder}/sys_vendor`), host.text(`${folder}/product_name`)];
      if (maker === undefined || product === undefined) return [];
      return matches(host, /^DMI: (?!Memory )(.*), BIOS /u).flatMap(([, text = '']) =>
        unless(text.startsWith(`${maker.trim()} ${product.trim()}`), text),
      );
    },
  },
  {
    // drivers/pci/probe.c, pci_setup_device().
    says: 'the log finds the devices with the ids and the class that they have',
    broken: host =>
      matches(host, /^pci (\S+): \[(\w{4}):(\w{4})\] type \w+ class (0x\w{6})/u).flatMap(
        ([, address = '', vendor = '', device = '', type = '']) => {
          const read = (name: string): string | undefined =>
            host.text(`${deviceFolder(address)}/${name}`)?.trim();
          return [
            ...unless(host.devices.includes(address), `${address} is not on the bus`),
            ...unless([undefined, `0x${vendor}`].includes(read('vendor')), `${address}: vendor ${vendor}`),
            ...unless([undefined, `0x${device}`].includes(read('device')), `${address}: device ${device}`),
            ...unless([undefined, type].includes(read('class')), `${address}: class ${type}`),
          ];
        },
      ),
  },
  {
    // dev_printk(): a driver's message carries its name and that of its device.
    says: 'who speaks in the log of a device is running, and the device is on the bus',
    broken: host =>
      matches(host, /^([a-z][\w-]+) (\w{4}:\w\w:\w\w\.\w)[ :]/u)
        .filter(([, driver = '']) => driver !== 'pci' && driver !== 'pcieport' && !driver.startsWith('anon'))
        .flatMap(([line, driver = '', address = '']) => [
          ...unless(isRunning(host, driver.replaceAll('-', '_')) !== false, `${line} ${driver} is not there`),
          ...unless(host.devices.includes(address) || isFunction(host, address), `${line} not on the bus`),
        ]),
  },
  {
    // drivers/gpu/drm/drm_drv.c, drm_dev_register(): after a probe that went well.
    says: 'a GPU with i915 or xe was initialised, where the log reaches so far',
    broken: host =>
      host.log === undefined || !isWhole(host)
        ? []
        : [...host.drivers]
            .filter(
              ([address, driver]) =>
                /^(?:i915|xe)$/u.test(driver) &&
                host.snapshot.links[`${deviceFolder(address)}/physfn`] === undefined,
            )
            .flatMap(([address, driver]) =>
              unless(
                says(host, new RegExp(`\\[drm\\] Initialized ${driver} .* for ${address} on minor`, 'u')) ||
                  isStandIn(host, driver),
                `${address} is bound to ${driver}`,
              ),
            ),
  },
  {
    says: 'a driver that was initialised for a GPU is running',
    broken: host =>
      matches(host, /\[drm\] Initialized (\w+) .* for (\S+) on minor/u)
        .filter(([, , address = '']) => /^\w{4}:/u.test(address))
        .flatMap(([line, driver = '', address = '']) => [
          ...unless(isRunning(host, driver) !== false, line),
          ...unless(
            [driver, 'vfio-pci', driver === 'virtio_gpu' ? 'virtio-pci' : driver].includes(
              host.drivers.get(address) ?? '',
            ),
            line,
          ),
        ]),
  },
  {
    // drivers/base/dd.c: the device stays without the driver.
    says: 'a driver whose probe failed is not bound',
    broken: host =>
      matches(host, /^(\w+): probe of (\S+) failed with error/u).flatMap(([line, driver, address = '']) =>
        unless(host.drivers.get(address) !== driver, line),
      ),
  },
  {
    // kernel/module/main.c, resolve_symbol() and blacklisted().
    says: 'a module that was refused is not loaded',
    broken: host =>
      matches(
        host,
        /^(\w+): (?:Unknown symbol|disagrees about version)|^Module (\w+) is blacklisted/u,
      ).flatMap(([line, refused, barred]) =>
        unless(host.modules?.has(refused ?? barred ?? '') !== true, line),
      ),
  },
  {
    // kernel/params.c, unknown_module_param_cb() and param_check_unsafe().
    says: 'a parameter that the log names was given',
    broken: host =>
      matches(host, /^(\w+): unknown parameter '(\w+)' ignored|^Setting dangerous option (\w+)/u).flatMap(
        ([line, module, unknown, dangerous]) => {
          const name = unknown ?? dangerous ?? '';
          const isGiven =
            (host.cmdline ?? []).some(({ name: word }) =>
              module === undefined ? word.endsWith(`.${name}`) : word === `${module}.${name}`,
            ) || host.options.some(option => option.name === name);
          const isShown =
            unknown !== undefined && host.has(`/sys/module/${module ?? ''}/parameters/${name}`) === true;
          return unless(isGiven && !isShown, line);
        },
      ),
  },
  {
    // drivers/video/nomodeset.c.
    says: 'nomodeset in the log is nomodeset on the command line',
    broken: host =>
      unless(
        !says(host, /^You have booted with nomodeset/u) ||
          lastValue(host.cmdline ?? [], 'nomodeset') !== null,
        'only in the log',
      ),
  },
  {
    // drivers/gpu/drm/i915/gvt/firmware.c: the name is made of the GPU's own ids.
    says: 'the state of the GPU that GVT-g looks for is of this GPU',
    broken: host =>
      matches(host, /^i915 (\S+): .*gvt\/vid_0x8086_did_(0x\w{4})_rid/u).flatMap(([line, address = '', id]) =>
        unless(host.text(`${deviceFolder(address)}/device`)?.trim() === id, line),
      ),
  },
  {
    // arch/x86/kernel/paravirt.c, default_banner(), and cpu/hypervisor.c.
    says: 'a kernel that found a hypervisor has its flag',
    broken: host =>
      unless(
        !says(host, /^Booting paravirtualized kernel on KVM|^Hypervisor detected/u) ||
          host.cpu?.flags.has('hypervisor') !== false,
        'no flag',
      ),
  },
];

/** A function that was made and taken away again. */
const isFunction = (host: Recorded, address: string): boolean =>
  host.has(`${deviceFolder(`${address.slice(0, -1)}0`)}/sriov_totalvfs`) === true;

/** Some recorded logs are excerpts about other things. */
const isWhole = (host: Recorded): boolean => says(host, /^(?:i915|xe) \S+: /u);

/** A module of the tests' own in the place of the kernel's says less. */
const isStandIn = (host: Recorded, driver: string): boolean =>
  (host.modules?.get(driver)?.taint ?? '') !== '' &&
  host.index.get(driver)?.file.startsWith('kernel/') === true;
