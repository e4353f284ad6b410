import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The licence texts of the packages that ended up in the bundle; their licences ask for it. */
export function notices(root: string, inputs: readonly string[]): string {
  const packages = new Set(
    inputs.flatMap(
      input => /^((?:.*?\/)?node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+)\//u.exec(input)?.[1] ?? [],
    ),
  );
  if (packages.size === 0)
    throw new Error('no library was found in what was bundled: its notices would be empty');
  return [...packages]
    .sort()
    .map(folder => notice(join(root, folder)))
    .join('\n');
}

function notice(folder: string): string {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = readdirSync(folder).find(name => /^(licen[cs]e|copying)/iu.test(name));
  const text =
    file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
  return `${'='.repeat(80)}\n${about.name} ${about.version} (${about.license ?? 'see below'})\n\n${text.trim()}\n`;
}
