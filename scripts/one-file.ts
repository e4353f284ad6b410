import { readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { packageInside } from './package-inside.ts';

/** A file that Node runs, and the modules that it is made of, by their paths. */
export interface OneFile {
  readonly text: string;
  readonly inputs: readonly string[];
}

/**
 * fngvt as one CommonJS file with rules, tables and templates inside, for hosts with a Node and nothing else: Node 18.19, which Debian 12
 * had, or newer. `dist` must be built. Names stay, for stacks in bug reports.
 */
export async function oneFile(root: string): Promise<OneFile> {
  const checks = readdirSync(join(root, 'dist', 'data', 'checks')).map(name => basename(name, '.js'));
  const bundle = await rolldown({
    cwd: root,
    input: 'src/cli.ts',
    platform: 'node',
    transform: { target: 'node18.19' },
    plugins: [
      ourFilesInside,
      packageInside(root, {
        folders: ['', 'capsule', 'rule-texts', 'schemas', 'tables'],
        code: ['page', 'fleet-page', ...checks.sort().map(name => `checks/${name}`)],
      }),
    ],
  });
  const { output } = await bundle.generate({
    format: 'cjs',
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    comments: false,
    codeSplitting: false,
    banner: '#!/usr/bin/env node',
  });
  const [{ code, moduleIds }] = output;
  return { text: code, inputs: moduleIds.map(id => relative(root, id)) };
}

/** Our own files are read from inside of the file, wherever it lies. */
const ourFilesInside = {
  name: 'our-files-inside',
  resolveId: (path: string): string | null =>
    path.endsWith('/package-files.ts')
      ? join(import.meta.dirname, '..', 'src', 'package-files.inside.ts')
      : null,
};
