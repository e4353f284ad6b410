import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The kernel's own list of Intel display devices: an oracle that shares nothing with rules/tables/pci-ids.yml. */
export interface KernelHeader {
  readonly path: string;
  /** In the order of the header; an id may stand there twice. */
  readonly ids: readonly { readonly id: number; readonly macro: string }[];
}

/** How a device can be shared, by hand. */
export type ExpectedRoute = 'gvt-g' | 'sr-iov' | 'none';

/**
 * include/drm/intel/pciids.h, from FNGVT_PCIIDS_HEADER, else from Debian's newest linux-headers-*-common; undefined where there
 * is neither. `.ci/kernel-header` fetches one.
 */
export function kernelHeader(): KernelHeader | undefined {
  const path = process.env['FNGVT_PCIIDS_HEADER'] ?? installedHeader();
  return path === undefined ? undefined : { path, ids: parseHeader(readFileSync(path, 'utf8')) };
}

function installedHeader(): string | undefined {
  const folder = '/usr/src';
  const { compare } = new Intl.Collator('en', { numeric: true });
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter(name => /^linux-headers-.*-common$/u.test(name))
    .map(name => join(folder, name, 'include/drm/intel/pciids.h'))
    .filter(path => existsSync(path))
    .sort(compare)
    .at(-1);
}

/**
 * A list is a macro that applies another macro to its ids: `#define INTEL_SKL_GT4_IDS(MACRO__, ...) MACRO__(0x1932, …), …`.
 * Lists of lists name no ids of their own.
 */
function parseHeader(text: string): KernelHeader['ids'] {
  const ids: { id: number; macro: string }[] = [];
  let macro = '';
  for (const line of text.split('\n')) {
    macro = /^#define\s+(INTEL_\w+_IDS)\b/u.exec(line)?.[1] ?? macro;
    for (const [, id = ''] of line.matchAll(/MACRO__\((0x[\da-f]{4})\b/giu))
      ids.push({ id: Number(id), macro });
  }
  return ids;
}

/**
 * What we expect of the devices of a list, written by hand from the drivers: is_supported_device() of i915/intel_gvt.c and
 * `has_sriov` of xe/xe_pci.c and i915-sriov-dkms. undefined: a list that is new to us.
 */
export function expectedRoute(macro: string, id: number): ExpectedRoute | undefined {
  if (cedarview.has(id)) return 'none';
  const list = macro.replace(/^INTEL_/u, '');
  return Object.entries(families).find(([, names]) =>
    names.some(name => list.startsWith(`${name}_`)),
  )?.[0] as ExpectedRoute | undefined;
}

/** In the header these are Ponte Vecchio, in the field the Atoms of 2011 (gma500). Neither can be shared. */
const cedarview = new Set([0x0be0, 0x0be1, 0x0be5]);

const families: Readonly<Record<ExpectedRoute, readonly string[]>> = {
  'gvt-g': ['BDW', 'SKL', 'KBL', 'AML_KBL', 'BXT', 'CFL', 'AML_CFL', 'WHL', 'CML'],
  'sr-iov': [
    ...['TGL', 'ADLS', 'RPLS', 'ADLP', 'RPLP', 'RPLU', 'ADLN', 'ATS_M150', 'ATS_M75', 'MTL', 'ARL'],
    ...['BMG', 'PTL', 'WCL', 'NVLS', 'NVLP', 'CRI'],
  ],
  none: [
    ...[
      'I810',
      'I815',
      'I830',
      'I845G',
      'I85X',
      'I865G',
      'I915G',
      'I915GM',
      'I945G',
      'I945GM',
      'I965G',
      'I965GM',
    ],
    ...[
      'G33',
      'G45',
      'GM45',
      'PNV',
      'ILK',
      'SNB',
      'IVB',
      'HSW',
      'VLV',
      'CHV',
      'GLK',
      'CNL',
      'ICL',
      'EHL',
      'JSL',
    ],
    ...['RKL', 'DG1', 'DG2', 'PVC', 'LNL'],
  ],
};
