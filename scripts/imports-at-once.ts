import type { Plugin } from 'rolldown';

/**
 * In one file there is nothing to load later: an import that waits is written as one that doesn't. Else each module behind it is kept whole and
 * begun by a function of its own (7 of 307 KB, packed).
 */
export const importsAtOnce: Plugin = {
  name: 'imports-at-once',
  transform(code, path) {
    if (!path.endsWith('.ts') || path.includes('node_modules') || !code.includes('import(')) return null;
    const added: string[] = [];
    const name = (imported: string, from: string): string => {
      const local = `atOnce${String(added.length)}`;
      added.push(`import { ${imported} as ${local} } from '${from}';`);
      return local;
    };
    const named = code.replace(
      /const \{ ([\w, ]+) \} = await import\('([^']+)'\);/gu,
      (_, names: string, from: string) =>
        names
          .split(', ')
          .map(one => `const ${one} = ${name(one, from)};`)
          .join(' '),
    );
    const used = named.replace(
      /\(\s*await import\('([^']+)'\)\s*\)\.(\w+)/gu,
      (_, from: string, one: string) => name(one, from),
    );
    const whole = used.replace(/(?<!typeof )\bimport\('([^']+)'\)/gu, (_, from: string) => {
      const local = `atOnce${String(added.length)}`;
      added.push(`import * as ${local} from '${from}';`);
      return `Promise.resolve(${local})`;
    });
    return `${added.join('\n')}\n${whole}`;
  },
};
