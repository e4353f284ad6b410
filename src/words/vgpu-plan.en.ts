import { yours } from './name-not-told.ts';

/** What words need to be concrete. */
export type Details = Readonly<Record<string, string>>;

/** Words about what `vgpu` and `vm` would change. */
export const vgpuPlan = {
  yours: yours.en,
  planned: 'What would be done',
  edit: {
    made: (path: string) => `write ${path}`,
    changed: (path: string) => `change ${path}`,
    gone: (path: string) => `delete ${path}`,
  },
  saved: (path: string) => `write ${path} (the definition as it is now, for undo)`,
  run: (command: string) => `run ${command}`,
  definition: (vm: string) =>
    `The definition of ${vm} would then differ like this (libvirt adds an address):`,
  notesHeading: 'Good to know',
  nothing: 'Nothing to do.',
  refusedHeading: 'Refused',
  ask: 'Do it? [y/N] ',

  refusals: {
    'no-gpu': () => 'No Intel GPU was found.',
    'inside-container': () => 'This is a container. vGPUs are made on its host.',
    'proxmox-makes': (d: Details) =>
      `Proxmox makes vGPUs itself when a VM starts. Give the VM a type: ${d['call'] ?? 'fngvt'} vm attach VMID --type TYPE`,
    'functions-instead': (d: Details) =>
      `The GPU ${d['gpu']} shares by virtual functions. Say how many: ${d['call'] ?? 'fngvt'} vgpu create --count N`,
    'types-unread': (d: Details) => `Which types the GPU ${d['gpu']} offers could not be read.`,
    'not-ready': (d: Details) =>
      `The GPU ${d['gpu']} offers nothing yet. What is in the way: ${d['call'] ?? 'fngvt'} doctor`,
    'no-hidden-memory': (d: Details) =>
      `The aperture of the GPU ${d['gpu']} is as large as its whole address space. Types are listed, but none can be made. Set the aperture in the firmware to 1024 MiB or less.`,
    'no-room': (d: Details) =>
      `No type of the GPU ${d['gpu']} has room left. What would fit: ${d['call'] ?? 'fngvt'} vgpu plan`,
    'no-room-for-type': (d: Details) =>
      `There is no room left for ${d['type']}. What would fit: ${d['call'] ?? 'fngvt'} vgpu plan --type ${d['type']}`,
    'room-unread': (d: Details) => `How many of ${d['type']} are left could not be read.`,
    'uuid-taken': (d: Details) => `A vGPU ${d['uuid']} is there already.`,
    'way-unread': () =>
      'Whether mdevctl is installed could not be read, and the way to make it last depends on that.',
    'libvirt-unread': () =>
      'libvirt is there but did not answer, and a vGPU is made by it where it is. Look at systemctl status libvirtd, or wait a moment, then do this once more.',
    'nothing-keeps-it': () =>
      'Neither libvirt with mdevctl nor systemd is here, so nothing could bring it back after a reboot. On Unraid, the GVT-g plugin does that.',
    'vgpu-unknown': (d: Details) =>
      `There is no vGPU ${d['uuid']}. All of them: ${d['call'] ?? 'fngvt'} vgpu`,
    'vgpu-unread': (d: Details) => `Not enough of the vGPU ${d['uuid']} could be read.`,
    'vgpu-in-vm': (d: Details) =>
      `The vGPU ${d['uuid']} stands in the definition of ${d['vms']}, which would not start without it. First: ${d['call'] ?? 'fngvt'} vm detach ${d['typedVm']}`,
    'vgpu-held': (d: Details) =>
      `A process holds the vGPU ${d['uuid']}: ${d['pids']}. Shut its VM down first.`,
    'holders-unread': () => 'Whether a process holds it can only be seen by root.',
    'vms-unread': () => 'Not all VMs could be read, and one of them may need it.',
    'not-ours': (d: Details) =>
      `The vGPU ${d['uuid']} was made by something else, and is for that to take away.`,
    'functions-unread': (d: Details) =>
      `How many virtual functions the GPU ${d['gpu']} can have could not be read.`,
    'no-functions': (d: Details) =>
      `The GPU ${d['gpu']} has no virtual functions; --count is for those. Without it one vGPU is made.`,
    'too-many-functions': (d: Details) => `${d['count']} are too many: the GPU can have ${d['most']}.`,
    'functions-in-vms': (d: Details) =>
      `All functions have to go for this, and VMs have some: ${d['vms']}. Detach them first.`,
    'functions-held': (d: Details) =>
      `All functions have to go for this, and drivers hold some: ${d['functions']}.`,
    'functions-by-others': (d: Details) =>
      `${d['now']} functions were made by something else, which would make them again. Take that away, or use the ones that are there.`,
    'no-own-functions': () => 'There are no virtual functions that fngvt made.',
    'vm-transient': (d: Details) => `The VM ${d['vm']} has no stored definition, only a running one.`,
    'vm-saved': (d: Details) =>
      `The VM ${d['vm']} was put to sleep with its memory saved: it would go on with its old devices. Start it and shut it down, or throw that memory away with: virsh managedsave-remove ${d['typedVm']}`,
    'vm-takes-gpu': (d: Details) =>
      `The VM ${d['vm']} takes the whole GPU ${d['gpu']}. Take that out first: whole or shared, not both.`,
    'vm-has-vgpu': (d: Details) =>
      `The VM ${d['vm']} has the vGPU ${d['uuid']} already; the kernel allows one for each VM. First: ${d['call'] ?? 'fngvt'} vm detach ${d['typedVm']}`,
    'vm-has-type': (d: Details) =>
      `The VM ${d['vm']} has ${d['type']} already; the kernel allows one vGPU for each VM. First: ${d['call'] ?? 'fngvt'} vm detach ${d['typedVm']}`,
    'vm-has-several': (d: Details) =>
      `The VM ${d['vm']} has several: ${d['devices']}. Say which with --vgpu or --function.`,
    'vgpu-in-other-vm': (d: Details) =>
      `The vGPU ${d['uuid']} stands in the definition of ${d['vm']}; two VMs can't have the same one.`,
    'function-in-other-vm': (d: Details) => `The function ${d['function']} belongs to ${d['vm']}.`,
    'display-needs-console': (d: Details) => `The VM ${d['vm']} has no console that could show the picture.`,
    'display-needs-opengl': (d: Details) =>
      `The console of ${d['vm']} does not draw with OpenGL, and only that shows a vGPU's picture. Leave --display off: the VM works, seen by RDP or the like.`,
    'vm-unread': (d: Details) => `The definition of ${d['vm']} could not be understood.`,
    'vm-is-template': (d: Details) => `${d['vm']} is a template.`,
    'vm-full': (d: Details) => `The VM ${d['vm']} has no place for another PCI device.`,
    'several-vgpus': (d: Details) => `Several vGPUs are free: ${d['uuids']}. Say which with --vgpu.`,
    'no-free-function': (d: Details) =>
      `No virtual function of the GPU ${d['gpu']} is free. Make some: ${d['call'] ?? 'fngvt'} vgpu create --count N`,
    'physical-function': (d: Details) =>
      `${d['gpu']} is the GPU itself. A VM gets one of its functions, never that.`,
    'not-a-function': (d: Details) => `${d['function']} is no virtual function of this GPU.`,
  } as Readonly<Record<string, (details: Details) => string>>,
  checks: {
    'not-made': (d: Details) => `Afterwards no vGPU ${d['uuid']} of the type ${d['type']} was there.`,
    'autostart-not-so': (d: Details) =>
      `Afterwards the definition of the vGPU ${d['uuid']} said otherwise about its start at boot.`,
    'not-gone': (d: Details) => `Afterwards the vGPU ${d['uuid']} was still there.`,
    'vm-otherwise': (d: Details) =>
      `Afterwards the definition of ${d['vm']} differed in more than this device.`,
    'functions-not-gone': (d: Details) =>
      `Afterwards ${d['now']} functions were still there. The kernel log may say why.`,
    'functions-not-made': (d: Details) =>
      `Afterwards ${d['now']} of ${d['count']} functions were there. The kernel log may say why.`,
  } as Readonly<Record<string, (details: Details) => string>>,
  otherRefusal: (reason: string, details: string) => `${reason} ${details}`.trim(),
  noSpace:
    'The kernel had no room for it: other vGPUs, or the picture of the host itself, hold the aperture. A headless host, or making it before a desktop starts, may help.',

  notes: {
    quota: () =>
      "The kernel grants the type by count; if the host's own screen holds the aperture, starting it can still fail. Then nothing stays behind.",
    'no-autostart': () => 'Without --autostart it is gone after a reboot until somebody starts it.',
    'already-active': (d: Details) => `The vGPU ${d['uuid']} is active.`,
    'autostart-is-on': (d: Details) => `The vGPU ${d['uuid']} comes back at boot already.`,
    'autostart-is-off': (d: Details) => `The vGPU ${d['uuid']} does not come back at boot already.`,
    'vanishes-anyway': (d: Details) =>
      `The vGPU ${d['uuid']} is not defined, so it is gone after a reboot anyway.`,
    'vm-misses-it': (d: Details) =>
      `${d['vm']} needs the vGPU ${d['uuid']}: after a reboot it starts only once somebody has started that.`,
    'functions-done': (d: Details) => `${d['count']} functions are there, and come back at boot.`,
    'functions-for-vms': (d: Details) =>
      `The functions are kept from the host's own driver, for VMs. ${d['gpu']} itself stays with the host.`,
    'already-attached': (d: Details) => `The VM ${d['vm']} has ${d['device']} already.`,
    'not-attached': (d: Details) => `The VM ${d['vm']} has no such device.`,
    'cold-start': (d: Details) =>
      `${d['vm']} runs, or may run: shut it down, then start it. A reboot inside of the guest is not enough.`,
    'enable-remote': () =>
      'Before the first start with it, switch on RDP or SSH inside of the guest: its picture may move to the new card, and the console stays black.',
    'host-monitor': () => 'A monitor on the host never shows the VM.',
    'vgpu-inactive': (d: Details) =>
      `The vGPU ${d['uuid']} is not started; the VM can't start before it is: ${d['call'] ?? 'fngvt'} vgpu start ${d['typedUuid']}`,
    'vgpu-vanishes': (d: Details) =>
      `The vGPU ${d['uuid']} does not come back by itself after a reboot; the VM would not start then.`,
    'second-card': (d: Details) =>
      `The VM keeps its emulated card (${d['model']}): good for the first start. The guest may draw on that one; then make the Intel card the main one in its display settings.`,
    'no-boot-picture': () =>
      'With UEFI the vGPU shows no picture before the guest has its driver; the emulated card does.',
    'x-vga': (d: Details) =>
      `${d['vm']} has x-vga=on among its QEMU arguments. A vGPU does not take that: the VM will not start.`,
    'hidden-hypervisor': (d: Details) =>
      `${d['vm']} hides from its guest that it is a VM. Intel's Windows driver then refuses a virtual function (Code 43).`,
    'hard-limit': (d: Details) =>
      `Its memory limit (${d['limit']} MiB) leaves too little beside its memory (${d['memory']} MiB): all of it is locked, and the start may fail.`,
    'memory-pinned': (d: Details) => `All of its memory (${d['memory']} MiB) stays in RAM while it runs.`,
    'fnos-rewrites': (d: Details) =>
      `When ${d['vm']} is edited in fnOS's own pages, fnOS may write its definition anew; look again afterwards.`,
    'root-port-stays': () =>
      'libvirt leaves the PCI port behind that it had added for the device; it does no harm.',
    'undo-keeps-port': (d: Details) =>
      `The definition of ${d['vm']} holds a password, or may hold one, so no copy of it is kept: undo takes the device out, and a PCI port that libvirt added may stay.`,
    'vgpu-stays': (d: Details) =>
      `The vGPU ${d['uuid']} itself stays: ${d['call'] ?? 'fngvt'} vgpu remove ${d['typedUuid']}`,
    'room-at-start': (d: Details) => `No ${d['type']} is left now; the VM starts only once one is.`,
  } as Readonly<Record<string, (details: Details) => string>>,
};

export type VgpuPlanWords = typeof vgpuPlan;
