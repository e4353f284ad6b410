/** What stands behind a flag or a verb: nothing, any text, a file, a folder, or one of these words. */
export type Takes = 'nothing' | 'text' | 'file' | 'folder' | readonly string[];

/** A flag as a shell completes it. */
export interface CompletedFlag {
  readonly name: string;
  readonly short?: string;
  readonly takes: Takes;
}

/** A verb as a shell completes it. */
export interface CompletedVerb {
  readonly name: string;
  /** One line about it. */
  readonly about: string;
  readonly flags: readonly CompletedFlag[];
  readonly takes: Takes;
}

/** All ways to type a flag. */
export const spellings = ({ name, short }: CompletedFlag): readonly string[] => [
  `--${name}`,
  ...(short === undefined ? [] : [`-${short}`]),
];

/** A text in single quotes, as sh, bash and zsh read it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Bash and zsh both ask for these: which flags of a verb want a value, and of what kind. */
export interface Values {
  readonly flags: readonly string[];
  readonly takes: Exclude<Takes, 'nothing'>;
}

/** The flags of a verb that want a value, those that want the same beside one another. */
export function valuesOf({ flags }: CompletedVerb): readonly Values[] {
  const groups = new Map<string, { flags: string[]; takes: Values['takes'] }>();
  for (const flag of flags) {
    if (flag.takes === 'nothing') continue;
    const key = String(flag.takes);
    const group = groups.get(key) ?? { flags: [], takes: flag.takes };
    group.flags.push(...spellings(flag));
    groups.set(key, group);
  }
  return [...groups.values()];
}
