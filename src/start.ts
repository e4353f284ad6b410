import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCore } from './load-core.ts';

/** `dist/fngvt.js`: starts the program, which lies beside it with what V8 compiled of it when it was built. */
const folder = dirname(fileURLToPath(import.meta.url));
const cache = join(folder, 'core.cache');
loadCore(join(folder, 'core.js'), existsSync(cache) ? readFileSync(cache) : undefined);
