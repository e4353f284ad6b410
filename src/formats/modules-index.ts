/**
 * The files of a kernel's modules by name, from /lib/modules/<release>/modules.dep (modules.dep(5)): `path: needs …`.
 * depmod lists one file a name, the one that modprobe would load. Paths are relative to the folder of the index.
 */
export function parseModulesDep(text: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    const path = line.slice(0, Math.max(0, colon)).trim();
    if (isModuleFile(path)) files.set(moduleName(path), path);
  }
  return files;
}

/** The names of the modules that are part of the kernel image, from modules.builtin: one path a line (kbuild.rst). */
export function parseModulesBuiltin(text: string): Set<string> {
  const paths = text.split('\n').map(line => line.trim());
  return new Set(paths.filter(isModuleFile).map(moduleName));
}

/** The name of a module as every source of names can be compared: without folder, `.ko` and compression, `-` as `_`. */
export function moduleName(text: string): string {
  const file = text.slice(text.lastIndexOf('/') + 1);
  return file.replace(/\.ko(?:\.(?:gz|xz|zst))?$/, '').replaceAll('-', '_');
}

function isModuleFile(path: string): boolean {
  return /\.ko(?:\.(?:gz|xz|zst))?$/.test(path);
}

/**
 * The file that `modinfo -n` names, below the folder of a kernel's modules, or `(built-in)`; null: modinfo(8) found none. undefined
 * where it says something else, or speaks of another kernel.
 */
export function parseModinfoName(
  said: { readonly exit: number; readonly stdout: string; readonly stderr: string },
  folder: string,
): string | null | undefined {
  if (said.exit !== 0) return /Module \S+ not found/.test(said.stderr) ? null : undefined;
  const path = said.stdout.trim().replace(/^\/usr(?=\/lib\/)/, '');
  if (path === '(builtin)') return '(built-in)';
  return path.startsWith(`${folder}/`) && isModuleFile(path) ? path.slice(folder.length + 1) : undefined;
}
