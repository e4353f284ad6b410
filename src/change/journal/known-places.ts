const uuid = String.raw`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}`;

/** Every place at which a plan makes, edits or takes away a file. A test holds the plans of all recorded hosts against it. */
const edited: readonly RegExp[] = [
  // Words for the kernel.
  /^\/etc\/default\/grub$/u,
  /^\/etc\/default\/grub\.d\/[^/]+\.cfg$/u,
  /^\/etc\/kernel\/cmdline$/u,
  /^\/etc\/grub\.d\/99_fngvt_try$/u,
  // Modules, and what keeps them away.
  /^\/etc\/modules$/u,
  /^\/etc\/modules-load\.d\/[^/]+\.conf$/u,
  /^\/etc\/modprobe\.d\/[^/]+\.conf$/u,
  /^\/etc\/initramfs-tools\/modules$/u,
  // What brings vGPUs back, and what libvirt is given.
  new RegExp(`^/etc/systemd/system/fngvt-(?:functions|vgpu-${uuid})\\.service$`, 'iu'),
  /^\/etc\/udev\/rules\.d\/60-mdevctl\.rules$/u,
  new RegExp(`^/var/lib/fngvt/vgpu/${uuid}\\.xml$`, 'iu'),
  /^\/var\/lib\/fngvt\/vm\/[^/]+\.(?:device|before)\.xml$/u,
];

/** Whether a plan may hold an edit of this file. */
export const isEdited = (path: string): boolean => edited.some(place => place.test(path));

/** Whether a command of a plan makes this file, and undo gives it back. */
export const isGenerated = (path: string): boolean => path === '/boot/grub/grub.cfg';
