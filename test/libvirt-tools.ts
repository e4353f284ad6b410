import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What libvirt itself says of the XML we make: its schemas (Debian's libvirt0), read by xmllint (libxml2-utils). */

const schemas = '/usr/share/libvirt/schemas';

/** In CI what is missing is a fault, and the test that wants it fails; elsewhere it is skipped, and the run says so. */
export const hasSchemas =
  process.env['CI'] !== undefined ||
  (existsSync(`${schemas}/domain.rng`) && spawnSync('xmllint', ['--version']).status === 0);

/** Which of the texts are valid, by name. */
export function validBy(
  schema: 'domain' | 'nodedev',
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'fngvt-xml-'));
  try {
    const names = [...texts.keys()];
    names.forEach((name, at) => writeFileSync(join(folder, `${at}.xml`), (texts.get(name) ?? '').trim()));
    const files = names.map((_, at) => join(folder, `${at}.xml`));
    const said = spawnSync('xmllint', ['--noout', '--relaxng', `${schemas}/${schema}.rng`, ...files], {
      encoding: 'utf8',
      timeout: 120_000,
    });
    if (said.error !== undefined) throw said.error;
    return new Map(names.map((name, at) => [name, said.stderr.includes(`/${at}.xml validates\n`)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
