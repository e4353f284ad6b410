import { spansOf, type Rendered, type Style } from '../values/styled.ts';
import { visible, visibleLine } from '../values/visible.ts';

declare const safe: unique symbol;

/**
 * Text that may be written to a terminal: whatever came from elsewhere is written out, and the only escapes in it are colours of ours.
 * Nothing but this file makes one, and a `Screen` takes nothing else.
 */
export type TerminalText = string & { readonly [safe]: true };

/** How styles are drawn. */
export type Colours = Readonly<Record<Style, (text: string) => string>>;

/** Text and colours joined, at last. Without `colours` the text alone. */
export function terminalText(text: Rendered, colours?: Colours): TerminalText {
  const drawn = spansOf(text).map(({ text: piece, styles }) => {
    const shown = visible(piece);
    if (colours === undefined) return shown;
    return styles.reduceRight((inner, style) => colours[style](inner), shown);
  });
  return drawn.join('') as TerminalText;
}

/** One line with its end, whatever the text holds: a name with a line feed in it can't begin another. */
export function terminalLine(text: string): TerminalText {
  return `${visibleLine(text)}\n` as TerminalText;
}

/** Takes what we wrote on the current line away: CR, and EL, "erase in line" (ECMA-48, 8.3.41). */
export const clearLine = '\r\u001b[K' as TerminalText;

/** Standard output or standard error. */
export interface Screen {
  /** Writes it; done when the pipe has taken it. */
  readonly print: (text: TerminalText) => Promise<void>;
}

/** The only way to a stream that a terminal may read. */
export function screenOn(stream: NodeJS.WritableStream): Screen {
  return {
    print: text =>
      new Promise(done => {
        stream.write(text, () => done());
      }),
  };
}
