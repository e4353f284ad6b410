/** Errors of QEMU and libvirt that say something about a vGPU; ids are words of `vm verify`. */
const known: readonly (readonly [id: string, pattern: RegExp])[] = [
  // hw/vfio/display.c of QEMU.
  ['display-without-opengl', /vfio-display-dmabuf: opengl not available/u],
  // ui/egl-helpers.c.
  ['no-render-node', /egl: no drm render node available|egl: failed to open render node/u],
  ['plane-format', /eglCreateImageKHR failed/u],
  // hw/vfio/pci.c and pci-quirks.c.
  ['no-opregion', /does not support requested IGD OpRegion feature/u],
  ['no-edid', /xres and yres properties need edid support/u],
  ['in-use', /vfio.*Device or resource busy/u],
  ['not-found', /no such host device|device not found: mediated device|vfio .*: No such file or directory/u],
  ['memory-lock', /VFIO_MAP_DMA.*Cannot allocate memory|vfio_dma_map.*-12\b|cannot limit locked memory/iu],
  ['group-not-viable', /group \d+ is not viable/u],
];

/** What is kept of a log that may be long: where a run begins, and whatever speaks of the display or VFIO. */
export const qemuLogKeep =
  'starting up libvirt version|vfio|VFIO|egl|dmabuf|IGD|host device|mediated device|locked memory';

/**
 * /var/log/libvirt/qemu/NAME.log, its last run: libvirt writes a line with its version before each (`qemuLogOperation()`,
 * src/qemu/qemu_process.c).
 */
export function lastRunErrors(log: string): readonly { readonly id: string; readonly line: string }[] {
  const lines = log.split('\n');
  const start = lines.findLastIndex(line => line.includes('starting up libvirt version'));
  return lines.slice(start + 1).flatMap(line => {
    const id = known.find(([, pattern]) => pattern.test(line.slice(0, 2000)))?.[0];
    return id === undefined ? [] : [{ id, line: line.trim() }];
  });
}
