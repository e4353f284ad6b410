import { Marked } from 'marked';

/** How the parts of our Markdown become HTML that are not what they are everywhere. */
export interface Parts {
  /** Any text, for an element. */
  readonly text: (text: string) => string;
  /** `code` in a line. */
  readonly code: (text: string) => string;
  /** A link around HTML. */
  readonly link: (href: string, html: string) => string;
}

/** Our own Markdown as HTML, with paragraphs and lists around it. Never for text of a machine: marked does not sanitize. */
export const blocks = (markdown: string, parts: Parts): string =>
  parser(parts).parse(markdown, { async: false });

/** The same for one line: no paragraph around it. */
export const oneLine = (markdown: string, parts: Parts): string =>
  parser(parts).parseInline(markdown, { async: false });

function parser(parts: Parts): Marked {
  return new Marked({
    gfm: true,
    renderer: {
      html: ({ text }) => parts.text(text),
      image: ({ text }) => parts.text(text),
      codespan: ({ text }) => parts.code(text),
      code: ({ text }) => `<p>${parts.code(text)}</p>`,
      link({ href, tokens }) {
        return parts.link(href, this.parser.parseInline(tokens));
      },
    },
  });
}
