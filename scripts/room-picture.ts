import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Which room of `src` imports which, as the text of a Mermaid flowchart (mermaid.js.org/syntax/flowchart.html), read from the imports. */

interface Cruised {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly {
      readonly resolved: string;
      readonly dependencyTypes: readonly string[];
    }[];
  }[];
}

/** Rooms that everybody uses: drawn, their arrows would hide all others. */
const everywhere = ['values', 'package-files', 'words'];

/** The room of a file: its folder below src; in src/change each phase is one. */
function roomOf(path: string): string | undefined {
  const [, first, second] = /^src\/([a-z-]+)(?:\/([a-z-]+)(?:\/|\.ts$))?/u.exec(path) ?? [];
  if (first === undefined) return undefined;
  return first === 'change' && second !== undefined && path.split('/').length > 3
    ? `change/${second}`
    : first;
}

/** An arrow leads from who imports to what is imported; a dashed one where only types are. */
export function roomPicture(root: string): string {
  const out = execFileSync(
    process.execPath,
    [
      join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src'],
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const arrows = new Map<string, boolean>();
  for (const { source, dependencies } of (JSON.parse(out) as Cruised).modules) {
    const from = roomOf(source);
    for (const { resolved, dependencyTypes } of dependencies) {
      const to = roomOf(resolved);
      if (from === undefined || to === undefined || from === to || everywhere.includes(to)) continue;
      const key = `${from} ${to}`;
      arrows.set(key, (arrows.get(key) ?? true) && dependencyTypes.includes('type-only'));
    }
  }
  const id = (room: string): string => room.replace(/\W/gu, '_');
  const rooms = [...new Set([...arrows.keys()].flatMap(key => key.split(' ')))].sort();
  return [
    '```mermaid',
    'flowchart LR',
    ...rooms.map(room => `  ${id(room)}["${room}"]`),
    ...[...arrows].sort().map(([key, isTypes]) => {
      const [from = '', to = ''] = key.split(' ');
      return `  ${id(from)} ${isTypes ? '-.->' : '-->'} ${id(to)}`;
    }),
    '```',
  ].join('\n');
}
