/** The ways to call fngvt that say nothing about the machine, its folders or its owner. */
const portable: readonly string[] = [
  'fngvt',
  'npx fngvt',
  './fngvt',
  'node dist/fngvt.js',
  './dist/fngvt.js',
];

/**
 * How fngvt is called, where others read it: a report that leaves the machine, a snapshot from somewhere. A path may hold a
 * user's name, and a stranger's file could name any command for us to print.
 */
export function portableCall(call: string): string {
  return portable.includes(call) ? call : 'fngvt';
}
