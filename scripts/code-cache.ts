import { writeFileSync } from 'node:fs';
import { loadCore } from '../src/load-core.ts';

/**
 * Runs the doctor once on a recorded host and keeps what V8 compiled while it did: `code-cache.ts CORE CACHE SNAPSHOT`. A process
 * of its own, since V8 compiles in full only what has run, and the program ends with its process.
 */
const [core = '', cache = '', snapshot = ''] = process.argv.slice(2);
process.argv.splice(1, 4, core, 'doctor', '--from', snapshot);
const script = loadCore(core);
process.on('exit', () => writeFileSync(cache, script.createCachedData()));
