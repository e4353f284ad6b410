/** What `scripts/package-inside.ts` puts into the file for browsers and that for Node. */
declare module 'fngvt:package' {
  /** JSON, as a text or as what it says, by the name of its file below `dist/data`. */
  export const texts: Readonly<Record<string, unknown>>;
  /** Texts of `texts`, by its names, in the order in which they are met there; none where it holds texts that are still to be read. */
  export const english: Readonly<Record<string, readonly string[]>>;
  export const chinese: Readonly<Record<string, readonly string[]>>;
  /** Modules of `dist/data` by name, run when they are asked for. */
  export const code: Readonly<Record<string, () => unknown>>;
  export const version: string;
  /** `collector/collect.sh`. */
  export const collector: string;
  /** `collector/short.sh`. */
  export const shortCollector: string;
}
