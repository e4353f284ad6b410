/** The ways to call fngvt that say nothing about the machine, its folders or its owner. */
const portable: readonly string[] = [
  'fngvt',
  'npx fngvt',
  './fngvt',
  'node dist/fngvt.js',
  './dist/fngvt.js',
];

/**
 * The same call from any folder: after a reboot one is not where one was. A path of this very folder becomes a whole one; what is found by its name
 * stays.
 *
 * @param folder The folder in which it was called so.
 */
export function callFromAnywhere(call: string, folder: string): string {
  const [, program = '', path = ''] = /^(node )?([^\s/]*\/\S*)$/u.exec(call) ?? [];
  if (path === '' || path.startsWith('/')) return call;
  return `${program}${folder.replace(/\/$/u, '')}/${path.replace(/^\.\//u, '')}`;
}

/**
 * How fngvt is called, where others read it: a report that leaves the machine, a snapshot from somewhere. A path may hold a
 * user's name, and a stranger's file could name any command for us to print.
 */
export function portableCall(call: string): string {
  return portable.includes(call) ? call : 'fngvt';
}
