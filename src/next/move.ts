/** What a command is good for; its words are `moves` of the report's words. */
export type Good =
  | 'fix'
  | 'keep'
  | 'give-up'
  | 'explain'
  | 'again'
  | 'look-again'
  | 'with-root'
  | 'at-the-host'
  | 'on-the-host'
  | 'start'
  | 'return'
  | 'detach'
  | 'reattach'
  | 'verify'
  | 'types'
  | 'list-vms'
  | 'make-functions'
  | 'make-vgpu'
  | 'attach';

/** A command that the person is to type, in no language. `fngvt` in it stands for however they call it. */
export interface Move {
  readonly argv: readonly string[];
  readonly good: Good;
}

const own =
  (before: readonly string[]) =>
  (good: Good, ...words: readonly string[]): Move => ({ argv: [...before, 'fngvt', ...words], good });

/** A command of fngvt that only root can carry out, and one that anybody can. */
export const asRoot = own(['sudo']);
export const asAnybody = own([]);

/** The place of a name that is not known: of any VM. It names none. */
export const anyVm = 'VM';
