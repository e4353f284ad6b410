import type { Recorded } from './recorded.ts';

/** What holds on every machine, because the kernel or the program that wrote it down makes it so. */
export interface Law {
  /** As a statement. */
  readonly says: string;
  /** What contradicts it, one sentence each; empty where it holds, or where too little was recorded to tell. */
  readonly broken: (host: Recorded) => readonly string[];
}

/** A sentence where something is wrong, else nothing. */
export const unless = (holds: boolean, sentence: string): readonly string[] => (holds ? [] : [sentence]);
