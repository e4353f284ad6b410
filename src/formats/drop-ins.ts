/** The directory of a set of drop-in files and the names in it. */
export interface DropInDirectory {
  /** Its path, as it is to stand in the results. */
  readonly dir: string;
  /** The names of its files, in any order. */
  readonly names: readonly string[];
}

/** Where modprobe looks, the strongest first: modprobe.d(5), `default_config_paths` in kmod's libkmod/libkmod.c. */
export const modprobeDirectories = [
  '/etc/modprobe.d',
  '/run/modprobe.d',
  '/usr/local/lib/modprobe.d',
  '/usr/lib/modprobe.d',
  '/lib/modprobe.d',
] as const;

/**
 * Where systemd-modules-load looks, the strongest first: modules-load.d(5), `CONF_PATHS` in systemd's
 * src/basic/constants.h (def.h
 * up to 252). The last one counts where systemd is built for a /usr apart from /lib (`HAVE_SPLIT_USR`, as on Debian
 * 12); where it is
 * not, /lib is a link to /usr/lib, and the names that are found there are hidden by the same ones of /usr/lib.
 */
export const modulesLoadDirectories = [
  '/etc/modules-load.d',
  '/run/modules-load.d',
  '/usr/local/lib/modules-load.d',
  '/usr/lib/modules-load.d',
  '/lib/modules-load.d',
] as const;

/**
 * The paths of the files that count, in the order in which they are read: sorted by file name, whatever the directory.
 * A
 * name in an earlier directory hides the same name in later ones. Only `*.conf`; names with a leading dot are skipped.
 */
export function effectiveFiles(byDir: readonly DropInDirectory[]): string[] {
  const winners = new Map<string, string>();
  for (const { dir, names } of byDir) {
    for (const name of names) {
      if (isDropIn(name) && !winners.has(name)) winners.set(name, `${dir}/${name}`);
    }
  }
  return [...winners].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}

function isDropIn(name: string): boolean {
  return name.endsWith('.conf') && !name.startsWith('.');
}
