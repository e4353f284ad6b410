import { moduleName } from './modules-index.ts';

/** The names of the loaded modules, dashes as underscores: the first word of each line of /proc/modules (proc(5)). */
export function parseProcModules(text: string): Set<string> {
  const names = new Set<string>();
  for (const line of text.split('\n')) {
    const name = /^([\w-]+) \d/.exec(line)?.[1];
    if (name !== undefined) names.add(moduleName(name));
  }
  return names;
}
