import { expect, it } from 'vitest';
import { lastRunErrors, qemuLogKeep } from '../../src/formats/qemu-log.ts';

const start = '2026-01-02 03:04:05.006+0000: starting up libvirt version: 9.0.0, qemu version: 7.2.22\n';

it.each<[string, string, readonly string[]]>([
  [
    'an error of a run before',
    `${start}vfio-display-dmabuf: opengl not available\n${start}char device redirected\n`,
    [],
  ],
  [
    'of this one',
    `${start}${start}qemu: -device vfio-pci,display=on: vfio-display-dmabuf: opengl not available\n`,
    ['display-without-opengl'],
  ],
  [
    'a device in use',
    `${start}qemu: vfio 1111: failed to open /dev/vfio/14: Device or resource busy\n`,
    ['in-use'],
  ],
  ['memory', `${start}qemu: VFIO_MAP_DMA failed: Cannot allocate memory\n`, ['memory-lock']],
  ['no render node', `${start}egl: no drm render node available\n`, ['no-render-node']],
  ['harmless lines', `${start}vfio: started\n`, []],
  ['nothing', '', []],
])('%s', (_, log, wanted) => {
  expect(lastRunErrors(log).map(error => error.id)).toEqual(wanted);
  // What is read of a long log decides the same.
  const kept = log.split('\n').filter(line => new RegExp(qemuLogKeep, 'u').test(line));
  expect(lastRunErrors(kept.join('\n')).map(error => error.id)).toEqual(wanted);
});
