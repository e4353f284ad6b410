/** What a piece of text means; what that looks like is decided where it is printed. A symbol or a word always stands beside it. */
export type Style = 'good' | 'bad' | 'warn' | 'strong' | 'faint' | 'command';

/** A piece of text with what it means, the outermost style first. */
export interface Span {
  readonly text: string;
  readonly styles: readonly Style[];
}

/**
 * Text and colours apart. A renderer can't write a colour into its text, so whatever looks like one there came from elsewhere, and
 * the terminal's exit writes it out.
 */
export interface Styled {
  readonly spans: readonly Span[];
}

/** What a renderer gives: text, with or without styles. */
export type Rendered = string | Styled;

/** The pieces of a text. */
export function spansOf(text: Rendered): readonly Span[] {
  if (typeof text !== 'string') return text.spans;
  return text === '' ? [] : [{ text, styles: [] }];
}

/** A text in a style; what it holds keeps its own inside of that. */
export const inStyle =
  (style: Style) =>
  (text: Rendered): Styled => ({
    spans: spansOf(text).map(span => ({ ...span, styles: [style, ...span.styles] })),
  });

/** A template that keeps the styles of what is put into it: styled`${paint.bad(name)}  ${note}`. */
export function styled(parts: TemplateStringsArray, ...values: readonly Rendered[]): Styled {
  return {
    spans: parts.flatMap((part, i) => [...spansOf(part), ...spansOf(values[i] ?? '')]),
  };
}

/** Pieces one after another, with a text between them. */
export function joined(pieces: readonly Rendered[], between = ''): Styled {
  return { spans: pieces.flatMap((piece, i) => [...(i === 0 ? [] : spansOf(between)), ...spansOf(piece)]) };
}

/** Whole lines, none of which ends in blanks. */
export function wholeLines(lines: readonly Rendered[]): Styled {
  return joined(lines.flatMap(line => [trimmedEnd(line), '\n']));
}

/** Without blanks at its end, whatever style they have. */
export function trimmedEnd(text: Rendered): Rendered {
  if (typeof text === 'string') return text.trimEnd();
  const spans = [...text.spans];
  for (let last = spans.pop(); last !== undefined; last = spans.pop()) {
    const kept = last.text.trimEnd();
    if (kept !== '') return { spans: [...spans, { ...last, text: kept }] };
  }
  return '';
}

/** The text alone. */
export const plainText = (text: Rendered): string =>
  typeof text === 'string' ? text : text.spans.map(span => span.text).join('');
