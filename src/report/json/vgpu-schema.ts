import * as z from 'zod/mini';
import { vgpuTypeOffer } from '../../judge/report-schema.ts';
import type { DeepReadonly } from '../../values/deep-readonly.ts';

/** The schemas of `fngvt.vgpu/1`, `fngvt.vms/1` and `fngvt.verify/1`; they ship as JSON Schema: `fngvt schema vgpu`, `vms`, `verify`. */

const text = z.nullable(z.string());
const number = z.nullable(z.number());
const truth = z.nullable(z.boolean());

export const vgpuSchema = z.object({
  schema: z.literal('fngvt.vgpu/1'),
  gpus: z.array(
    z.object({
      address: z.string(),
      id: text,
      name: text,
      driver: text,
      technology: z.nullable(z.enum(['gvt-g', 'sr-iov', 'none'])),
      types: z.array(vgpuTypeOffer),
      devices: z.array(
        z.object({
          uuid: z.string(),
          type: text,
          active: truth,
          defined: truth,
          autostart: truth,
          autostart_works: truth,
          used_by: z.array(z.string()),
        }),
      ),
      aperture: z.nullable(
        z.object({
          total_mib: z.number(),
          host_mib: z.number(),
          used_mib: number,
          free_mib: number,
        }),
      ),
      larger_apertures: z.array(
        z.object({
          aperture_mib: z.number(),
          types: z.array(z.object({ name: z.string(), instances: z.int() })),
        }),
      ),
      sriov_totalvfs: number,
      functions: z.array(z.object({ address: z.string(), driver: text, used_by: z.array(z.string()) })),
    }),
  ),
  plan: z.nullable(
    z.object({
      gpu: z.string(),
      type: z.string(),
      count: z.int(),
      verdict: z.enum(['now', 'empty', 'larger', 'never', 'unknown']),
      now: number,
      empty: number,
      aperture_mib: number,
      order: z.array(z.string()),
    }),
  ),
});

export const vmsSchema = z.object({
  schema: z.literal('fngvt.vms/1'),
  managers: z.array(z.enum(['libvirt', 'proxmox'])),
  missing: z.nullable(z.enum(['denied', 'failed', 'timed out', 'not captured'])),
  vms: z.array(
    z.object({
      manager: z.enum(['libvirt', 'proxmox']),
      name: z.string(),
      uuid: text,
      title: text,
      description: text,
      state: z.nullable(z.enum(['running', 'off', 'paused', 'other'])),
      autostart: truth,
      memory_mib: number,
      cpus: number,
      machine: text,
      firmware: z.enum(['uefi', 'bios']),
      guest: text,
      disks: z.array(z.object({ device: z.string(), source: text })),
      networks: z.int(),
      videos: z.array(z.string()),
      mdevs: z.array(z.string()),
      mdev_types: z.array(z.string()),
      pci_devices: z.array(z.string()),
    }),
  ),
});

export const verifySchema = z.object({
  schema: z.literal('fngvt.verify/1'),
  vm: z.string(),
  device: text,
  gpu: text,
  verdict: z.enum(['proved', 'not', 'unknown']),
  rungs: z.array(
    z.object({
      id: z.enum(['defined', 'exists', 'running', 'opened', 'kernel-log', 'qemu-log']),
      is: z.enum(['yes', 'no', 'unknown']),
      details: z.record(z.string(), z.string()),
    }),
  ),
  qemu_errors: z.array(z.object({ id: z.string(), line: z.string() })),
  activity: z.nullable(
    z.object({
      by: z.enum(['intel_gpu_top', 'rc6']),
      engines: z.nullable(z.array(z.object({ name: z.string(), busy: z.number() }))),
      awake_percent: number,
    }),
  ),
});

export type VgpuDocument = DeepReadonly<z.infer<typeof vgpuSchema>>;
export type VmsDocument = DeepReadonly<z.infer<typeof vmsSchema>>;
export type VerifyDocument = DeepReadonly<z.infer<typeof verifySchema>>;
