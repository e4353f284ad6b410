/**
 * The variables of GRUB's environment block (/boot/grub/grubenv), such as saved_entry and next_entry: `name=value` lines,
 * a backslash before a backslash of the value, padded with `#` (grub-core/lib/envblk.c). An empty one is as good as unset.
 */
export function parseGrubenv(text: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = /^([A-Za-z_]\w*)=(.+)$/s.exec(line) ?? [];
    if (name !== undefined && value !== undefined) variables.set(name, value.replace(/\\(.)/g, '$1'));
  }
  return variables;
}
