import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

/**
 * Runs a CommonJS file as `require` would, with what V8 compiled of it before, if there is any: compiling its source anew was a
 * quarter of a run of the doctor. The build writes the file in Node's own wrapper (`Module.wrap`) and in ASCII: it is taken as it is read.
 *
 * V8 takes such a cache only from its own version, with its own flags and for a source of the same length
 * (`vm.Script`, `cachedData`; https://nodejs.org/docs/latest-v20.x/api/vm.html). Under any other Node it says no and compiles
 * the source as it always does, so the cache decides about time alone. `dist` is written whole: source and cache never part.
 */
export function loadCore(filename: string, cachedData?: Buffer): Script {
  const source = readFileSync(filename, 'latin1');
  const script = new Script(source, { filename, ...(cachedData === undefined ? {} : { cachedData }) });
  const require = createRequire(filename);
  const module = new Module(filename);
  module.filename = filename;
  module.loaded = true;
  // The other chunks ask for this one by name: they are to find it, not to run it again.
  require.cache[filename] = module;
  const run = script.runInThisContext() as (...names: readonly unknown[]) => void;
  run(module.exports, require, module, filename, dirname(filename));
  return script;
}
