/**
 * The fields of an os-release file: shell-like assignments, one a line, values plain or quoted, with backslashes before
 * shell specials (os-release(5)). A later assignment wins.
 */
export function parseOsRelease(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, value] = /^\s*(\w+)=(.*)$/s.exec(line) ?? [];
    if (name !== undefined && value !== undefined) fields.set(name, plain(value.trimEnd()));
  }
  return fields;
}

function plain(value: string): string {
  const single = /^'([^']*)'$/.exec(value)?.[1];
  if (single !== undefined) return single;
  const double = /^"(.*)"$/s.exec(value)?.[1];
  return (double ?? value).replace(/\\(["'$`\\])/g, '$1');
}
