import type { SnapshotBuilder } from '../snapshot-builder.ts';
import { canonical } from '../snapshot-paths.ts';
import type { Reader } from './paste-reader.ts';
import { pciDevice } from '../../values/pci-device.ts';

const gpu = pciDevice('0000:00:02.0');

/** A type and what is left of it, as loops print them: `…/i915-GVTg_V5_4 1`, `i915-GVTg_V5_4: 1`, `i915-GVTg_V5_4/available_instances:1`. */
const counted =
  /^((?:\/\S{1,200}\/)?)(i915-GVTg_V\d_\d{1,2})(?:\/available_instances)?\s{0,4}[:：=]?\s{0,4}(?:available_instances[:=]?\s{0,2})?(\d{1,3})$/u;

/** A parameter of a module as tools that check a host print it: `i915.enable_gvt = N`. */
const parameter = /^(?:[✓✔√!x·*-]\s{1,3})?(i915|xe)\.(enable_gvt|enable_guc|max_vfs) = (\S{1,8})(?: \(|$)/u;

/** What loops of a shell and tools that check a host print of values that stand in sysfs. */
export const readLoops: Reader = ({ lines, folder }, draft) => {
  for (const raw of lines) {
    const line = raw.trim();
    const [, above, type, count] = counted.exec(line) ?? [];
    if (type !== undefined && count !== undefined) readCount(above ?? '', type, count, draft, folder);
    const [, module, name, value] = parameter.exec(line) ?? [];
    if (module === undefined || name === undefined || value === undefined) continue;
    draft.sees(`${module}.${name}`);
    draft.fallback(`/sys/module/${module}/parameters/${name}`, `${value}\n`);
  }
};

function readCount(
  above: string,
  type: string,
  count: string,
  draft: SnapshotBuilder,
  folder: string | undefined,
): void {
  const path = canonical(above === '' ? '.' : above, folder);
  const types = path?.endsWith('/mdev_supported_types') === true ? path : `${gpu}/mdev_supported_types`;
  draft.sees('mdev_supported_types');
  draft.offered([type]);
  draft.fallback(`${types}/${type}/available_instances`, `${count}\n`);
}
