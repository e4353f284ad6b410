const routes = {
  'gvt-g': 'GVT-g',
  'sr-iov': 'SR-IOV',
  'too-old': 'too old for any',
  atom: 'Atom class, left out by GVT-g',
  gap: 'neither GVT-g nor SR-IOV',
};

const sriovDrivers = { xe: 'xe', 'i915-dkms': 'i915 (SR-IOV build)' };

/**
 * Values of facts that are names of ours, in words for people: by the address of the fact or its family. Of a line (`path:line kind`) it is
 * the last word. What the machine spells itself (a driver, a path, a parameter) has none.
 */
export const valuesEn = {
  values: {
    'gpu/generation-route': routes,
    'gpu/route': { ...routes, 'no-capability': 'this device lacks SR-IOV' },
    'gpu/technology': { 'gvt-g': 'GVT-g', 'sr-iov': 'SR-IOV', none: 'no sharing' },
    'gpu/regression': { 'kernel-regression-gvt-mmio-table': 'GVT-g cannot build its register table' },
    'gpu/sriov-driver': sriovDrivers,
    'gpu/sriov-driver-on-disk': sriovDrivers,
    'bootloader/kind': {
      grub: 'GRUB',
      'proxmox-grub': 'GRUB, kept by Proxmox',
      'proxmox-systemd-boot': 'systemd-boot, kept by Proxmox',
      'systemd-boot': 'systemd-boot',
      bls: 'GRUB with BLS entries',
      syslinux: 'Syslinux',
    },
    'bootloader/faults': {
      'unterminated-quote': 'a quote is not closed',
      syntax: 'the shell cannot read it',
      append: '+= is not known to its shell',
      spaces: 'spaces beside the equals sign',
      'not-found': 'words outside of the quotes',
      unquoted: 'words outside of the quotes',
      separator: 'a ; or & in the value',
      'carriage-return': 'Windows line ends',
      newline: 'a line break in the value',
      'full-width': 'Chinese quotes or full-width characters',
    },
    'try/state': {
      waiting: 'set up for the next boot',
      running: 'this boot is it',
      over: 'this boot is a usual one again. Either it did not come up (a panic, or it hung), or the host was started once more before it was kept',
      'not-cleared': 'GRUB could not clear its choice on this disk, so it started the usual parameters',
      'not-read':
        'the GRUB that started this host does not read the choice (another disk or system may start it)',
      'kernel-gone': 'its kernel is no longer in the menu; it may have been removed',
      dropped: 'it is no longer chosen for the next boot',
      'left-over': 'its entry is gone, and the choice of it still stands in /boot/grub/grubenv',
    },
    'setup/kind': { file: 'lines of fngvt', vm: 'device of a VM', vgpu: 'start of a vGPU at boot' },
    'modules/garbled': {
      'carriage-return': 'Windows line ends',
      'several-words': 'several words in one line',
      'literal-escape': 'left over from echo -e',
      'full-width': 'full-width characters',
      option: 'parameters in a list of names',
      'no-name': 'characters that no module name has',
    },
    'modules/i915-origin': { 'in-tree': 'the kernel itself', 'out-of-tree': 'a build of its own' },
    'module-file': { '(built-in)': 'built into the kernel' },
    'module-denied': { blacklist: 'a blacklist line' },
    'parameter/kind': {
      mistyped: 'mistyped',
      obsolete: 'of older kernels',
      'wrong-technology': 'of the other technology',
      dangerous: 'risky',
    },
  },
};

/** The shape in any language. */
export type FactValues = typeof valuesEn;
