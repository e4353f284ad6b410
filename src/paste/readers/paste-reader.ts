import type { SnapshotBuilder } from '../snapshot-builder.ts';
import type { Exchange } from '../session.ts';

/** Knows the output of some programs, by the command above it or by a shape that nothing else has. */
export type Reader = (exchange: Exchange, draft: SnapshotBuilder) => void;

/** The program of an exchange; undefined where none is shown, or where several share the output. */
export function programOf({ command }: Exchange): string | undefined {
  return command === undefined || command.isCompound ? undefined : command.argv[0];
}

/** Quotes and dashes that a forum sets by itself outside of code boxes: what stood there before can't be told. */
export const isTypeset = (text: string): boolean => /[“”„‟«»‘’‚–—…]/u.test(text);

/** Somebody left something out: a line, a word, the end of a line. */
export const isShortened = (text: string): boolean =>
  /(?:^|\s)(?:\.{3,}|…+|\[\.{3}\]|<?(?:snip|cut|省略|略|以下省略)>?)(?:\s|$)|=(?:\.{3,}|…)|(?:(?<!\.)\.{3,}|…)$/imu.test(
    text,
  );
