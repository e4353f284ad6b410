/** An entry of a boot loader: uapi-group.org/specifications/specs/boot_loader_specification, "Type #1". */
export interface LoaderEntry {
  /** What the menu shows; null where it is missing. */
  readonly title: string | null;
  /** The version; kernel-install writes the kernel's release. */
  readonly version: string | null;
  /** The kernel's path on the boot partition. */
  readonly linux: string | null;
  /** The initial RAM disks. */
  readonly initrd: readonly string[];
  /** The kernel's parameters; several lines stand joined by spaces. GRUB's BLS may have variables such as $tuned_params in it. */
  readonly options: string;
}

/** A file of /boot/loader/entries. Of other keys than options and initrd the first one counts. */
export function parseLoaderEntry(text: string): LoaderEntry {
  const keys = keysOf(text);
  return {
    title: keys.get('title')?.[0] ?? null,
    version: keys.get('version')?.[0] ?? null,
    linux: keys.get('linux')?.[0] ?? null,
    initrd: (keys.get('initrd') ?? []).flatMap(value => value.split(/[ \t]+/)),
    options: (keys.get('options') ?? []).join(' '),
  };
}

/** Lines of a key, spaces and a value; `#` opens a comment (`line_get_key_value()` in systemd's src/boot/boot.c). */
function keysOf(text: string): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const line of text.split(/[\r\n]+/)) {
    const [, key, value] = /^[ \t]*([^#\s]\S*)[ \t]+(\S.*)$/s.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    const values = keys.get(key) ?? [];
    values.push(value.trimEnd());
    keys.set(key, values);
  }
  return keys;
}
