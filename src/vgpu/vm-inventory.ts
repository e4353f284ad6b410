/** Who keeps a VM's definition. */
export type Manager = 'libvirt' | 'proxmox';

/** A disk as people name it. */
export interface VmDisk {
  readonly device: string;
  /** File, block device or volume; null: an empty drive. */
  readonly source: string | null;
}

/** A VM, with what helps a person recognise it and what decides how a vGPU fits into it. No address of its network is kept. */
export interface Vm {
  readonly manager: Manager;
  /** What commands call it: libvirt's name, the number of Proxmox. */
  readonly name: string;
  /** libvirt's UUID; null on Proxmox. */
  readonly uuid: string | null;
  /** The name that people gave it; null where there is none. */
  readonly title: string | null;
  readonly description: string | null;
  /** null: that was not read. */
  readonly state: 'running' | 'off' | 'paused' | 'other' | null;
  /** It starts with the host; null: that was not read. */
  readonly autostart: boolean | null;
  readonly memoryMib: number | null;
  readonly cpus: number | null;
  readonly machine: string | null;
  readonly firmware: 'uefi' | 'bios';
  /** What runs in it, as its manager noted. */
  readonly guest: string | null;
  readonly disks: readonly VmDisk[];
  readonly networks: number;
  /** Emulated video cards. */
  readonly videos: readonly string[];
  /** UUIDs of the mediated devices in its definition. */
  readonly mdevs: readonly string[];
  /** Types of the vGPUs that Proxmox makes for it. */
  readonly mdevTypes: readonly string[];
  /** PCI devices that it takes whole, virtual functions among them. */
  readonly pciDevices: readonly string[];
  /** What only one manager knows; what a plan needs. */
  readonly own: LibvirtOwn | ProxmoxOwn;
  /** Where its definition was read. */
  readonly source: string;
}

export interface LibvirtOwn {
  readonly manager: 'libvirt';
  /** The definition of its next start, whole. */
  readonly definition: string;
  /** It holds passwords of its console, which `definition` leaves out; null: that was not asked. */
  readonly hasSecrets: boolean | null;
  /** It has a definition that outlives its run; null: that was not read. */
  readonly isPersistent: boolean | null;
  /** Its memory lies saved; it would go on with the devices that it had. null: that was not read. */
  readonly hasManagedSave: boolean | null;
  readonly hasGraphics: boolean;
  readonly hasOpenGl: boolean;
  readonly asksXVga: boolean;
  readonly hidesHypervisor: boolean;
  readonly hardLimitMib: number | null;
}

export interface ProxmoxOwn {
  readonly manager: 'proxmox';
  /** First free N of `hostpciN`; null: all are taken. */
  readonly freeIndex: number | null;
  /** `hostpciN` lines: the key with what it makes or takes. */
  readonly hostpci: readonly {
    readonly key: string;
    /** What stands behind it in the file. */
    readonly value: string;
    readonly address: string | null;
    readonly type: string | null;
  }[];
  readonly isTemplate: boolean;
  readonly hasPending: boolean;
}

/** VMs, and whether that is all of them. */
export interface Vms {
  readonly vms: readonly Vm[];
  /** Why some may be missing; null: that is all. */
  readonly missing: 'denied' | 'failed' | 'timed out' | 'not captured' | null;
  /** A manager of VMs was found. */
  readonly managers: readonly Manager[];
}
