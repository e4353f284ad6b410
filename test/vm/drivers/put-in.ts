import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'modules');
const there = '/root/standin';

/**
 * A script that builds the two drivers in the VM and lays them where its own lie. They are no part of the image: what other plays run on knows
 * nothing of them.
 */
export function putDriversIn(): string {
  const files = readdirSync(folder).map(
    name => `echo ${readFileSync(join(folder, name)).toString('base64')} | base64 -d >${there}/${name}`,
  );
  return `
set -eu
release=$(uname -r)
mkdir -p ${there}
${files.join('\n')}
make -s -C "/usr/src/linux-headers-$release" M=${there} modules
for name in i915 xe; do
    place=/lib/modules/$release/kernel/drivers/gpu/drm/$name
    rm -f "$place/$name.ko"*
    mkdir -p "$place"
    cp "${there}/$name.ko" "$place/"
done
rm -rf ${there}
depmod
`;
}
