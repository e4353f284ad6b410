import type { Details } from './vgpu-plan.en.ts';

type Says = (details: Details) => string;

/** Words of `vm verify`. */
export const verify = {
  verdicts: {
    proved: 'The VM holds its vGPU.',
    not: 'The VM does not use a vGPU now.',
    unknown: 'Whether the VM uses its vGPU could not be seen.',
  },
  marks: { yes: 'yes', no: 'NO', unknown: '?' },
  rungs: {
    defined: {
      yes: (d: Details) => `its definition names ${d['device']}`,
      no: () => 'its definition names no vGPU',
      unknown: () => '',
    },
    exists: {
      yes: (d: Details) => `it exists ${d['type']}`.trim(),
      no: (d: Details) => `${d['device']} does not exist now; the VM can't start with it`,
      unknown: () => 'whether it exists could not be read',
    },
    running: {
      yes: () => 'the VM runs',
      no: () => 'the VM does not run',
      unknown: () => 'whether the VM runs could not be read',
    },
    opened: {
      yes: (d: Details) => `its QEMU (process ${d['pid']}) holds the device node`,
      no: (d: Details) =>
        d['other'] === undefined
          ? 'no QEMU holds the device node; a VM that ran before needs to be shut down and started'
          : `${d['other']} holds the device node`,
      unknown: () => 'which process holds it can only be seen by root',
    },
    'kernel-log': {
      yes: (d: Details) =>
        `what is left of the kernel log tells of no trouble of the GPU since ${d['since'] === 'start' ? 'this start' : 'boot'}`,
      no: (d: Details) =>
        `the kernel log tells of trouble since ${d['since'] === 'start' ? 'this start' : 'boot'} (${d['count']} lines), last: ${d['line']}`,
      unknown: () => 'the kernel log can only be read by root',
    },
    'qemu-log': {
      yes: () => "QEMU's log has no known error of this start",
      no: (d: Details) => `QEMU's log has known errors of this start: ${d['count']}`,
      unknown: () => "QEMU's log can only be read by root",
    },
  } as Readonly<Record<string, Readonly<Record<'yes' | 'no' | 'unknown', Says>>>>,
  engines: (parts: string) => `GPU work in the last seconds, the host's included: ${parts}`,
  engine: (name: string, busy: number) => `${name} ${Math.round(busy)} %`,
  awake: (percent: number) => `The GPU was awake ${percent} % of 3 seconds; the host's own work is in that.`,
  noActivity:
    'How busy the GPU is could not be measured here: neither intel_gpu_top nor its sleep counter gave an answer.',
  functionActivity: 'How busy a virtual function is can only be seen inside of the VM.',
  loadHint: 'For more certainty, play a video in the VM and run this again: the figure must rise.',
  qemu: {
    'display-without-opengl':
      'its display wants OpenGL, which the console does not have: detach it, and attach it without --display',
    'no-render-node': 'QEMU may not open /dev/dri/renderD*: its user needs the group render',
    'plane-format': "QEMU's display can't show this picture format: look at the VM by RDP instead",
    'no-opregion': 'x-igd-opregion is asked for on a kernel that lacks it: take the option out',
    'no-edid': 'xres and yres are asked for where the vGPU has no EDID: take them out',
    'in-use': 'something else holds the device: another VM with the same vGPU, or a QEMU that did not end',
    'not-found': 'the vGPU did not exist when the VM was started',
    'memory-lock': 'QEMU was not allowed to lock all of its memory: raise the memory limit of the VM',
    'group-not-viable': 'other devices of the same IOMMU group belong to the host',
  } as Readonly<Record<string, string>>,
  guestHeading: 'Inside of the VM',
  windows: [
    'Device Manager, "Display adapters": an Intel device. Unknown? Details, "Hardware Ids": VEN_8086 is it.',
    'Windows Update brings the driver; leave it half an hour, then restart the VM by shutting it down.',
    'Console black? The picture may be on the second display: Windows key with P, then Enter, a few times; or log in by RDP.',
    'Task Manager, "Performance", "GPU": play a video in a browser, and Video Decode must rise.',
  ],
  linux: [
    'lspci -nnk -d 8086: shows the display device with "Kernel driver in use: i915".',
    '"GVT-g is disabled for guest" in its kernel log is right there.',
    'vainfo lists profiles; play a video, and intel_gpu_top in the VM moves.',
  ],
  code43Heading: 'Code 43 in Windows',
  code43: [
    'Shut the VM down and start it; a restart is not enough.',
    'Another firmware helps some: the VM made anew with UEFI instead of BIOS, or the other way round, on the newest q35.',
    'No Hyper-V, WSL or "Core isolation" inside of the VM; they keep the driver out.',
    'The driver of Windows Update first; a newer one of Intel may not take this vGPU.',
    'The VM must not be hidden from its guest (kvm hidden, hypervisor off): the driver of a virtual function refuses then.',
  ],
};

export type VerifyWords = typeof verify;
