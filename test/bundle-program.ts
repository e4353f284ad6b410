import { buildSync } from 'esbuild';
import { packageFolder } from './run-cli.ts';

/** One file of a program of the tests with all that it needs, for a place where the package is not. */
export function bundleProgram(source: string, outfile: string): void {
  buildSync({
    absWorkingDir: packageFolder,
    entryPoints: [source],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node18.20',
    // A library that is CommonJS asks for Node's own modules by this name.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
  });
}
