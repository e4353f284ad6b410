/** A regular expression that stands as a text in our own rules and tables, compiled once: there are few, and each is asked of every host. Not for texts of a machine. */
export function ownPattern(source: string, flags: string): RegExp {
  const key = `${flags}/${source}`;
  const before = compiled.get(key);
  if (before !== undefined) return before;
  const made = new RegExp(source, flags);
  compiled.set(key, made);
  return made;
}

const compiled = new Map<string, RegExp>();
