import { join } from 'node:path';
import { eastAsianWidth } from 'get-east-asian-width';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { examine } from '../src/invocation/examine.ts';
import { subjectOf } from '../src/invocation/subject.ts';
import { renderReport } from '../src/report/formats.ts';
import { loadRules } from '../src/rules/load.ts';
import { spansOf, type Rendered, type Style } from '../src/values/styled.ts';
import { languages, type Language } from '../src/values/text.ts';
import { nobody, renderingOf } from '../test/rendering.ts';

/** Pictures for the README: a terminal with the report of the guide's host, drawn from what the doctor prints. Text stays text. */
export async function pictures(hosts: string): Promise<Readonly<Record<string, string>>> {
  const drawn = await Promise.all(
    languages.map(async language => {
      const picture = drawing(await printed(join(hosts, 'fnos-hd620.yml'), language));
      return [`docs/pictures/terminal.${language}.svg`, picture] as const;
    }),
  );
  return Object.fromEntries(drawn);
}

async function printed(path: string, language: Language): Promise<Rendered> {
  const snapshot = await openFixture(path);
  const subject = await subjectOf({ kind: 'snapshot', snapshot }, { version: '0.0.0' });
  const invocation = { ...nobody, call: 'npx fngvt' };
  const { shared } = await examine(subject, loadRules(), invocation, { isPlanned: true });
  const { report } = await shared();
  return renderReport('text', { ...renderingOf(report, language, { call: 'npx fngvt' }), report });
}

const [cell, line, margin] = [8.4, 19, 16];

const colours: Readonly<Partial<Record<Style, string>>> = {
  good: '#7ad39a',
  bad: '#ff8a70',
  warn: '#e8c268',
  faint: '#8d949b',
  command: '#7cc4e8',
};

/** A dark terminal; each piece stands in its cells, whatever font the reader has. */
function drawing(text: Rendered): string {
  let [row, column, most] = [0, 0, 0];
  const pieces: string[] = [];
  for (const { text: piece, styles } of spansOf(text)) {
    for (const [at, part] of piece.split('\n').entries()) {
      if (at > 0) [row, column] = [row + 1, 0];
      // Two blanks are a gap between columns of text: what follows them begins in a cell of its own.
      for (const word of part.split(/( {2,})/u)) {
        const cells = cellsOf(word);
        if (word.trim() !== '') pieces.push(placed(word, { row, column, cells, styles }));
        column += cells;
      }
      most = Math.max(most, column);
    }
  }
  const [wide, high] = [Math.ceil(most * cell + 2 * margin), Math.ceil(row * line + 2 * margin)];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace" font-size="14" fill="#e6e4de" xml:space="preserve">
<rect width="100%" height="100%" rx="8" fill="#1c1f22"/>
${pieces.join('\n')}
</svg>
`;
}

interface Place {
  readonly row: number;
  readonly column: number;
  readonly cells: number;
  readonly styles: readonly Style[];
}

function placed(word: string, { row, column, cells, styles }: Place): string {
  const blanks = word.length - word.trimStart().length;
  const shown = word.trim();
  const x = (margin + (column + blanks) * cell).toFixed(1);
  const y = margin + row * line + 13;
  const long = ((cells - (word.length - shown.length)) * cell).toFixed(1);
  const colour = styles.map(style => colours[style]).find(one => one !== undefined);
  const look = `${colour === undefined ? '' : ` fill="${colour}"`}${styles.includes('strong') ? ' font-weight="bold"' : ''}`;
  return `<text x="${x}" y="${y}" textLength="${long}" lengthAdjust="spacingAndGlyphs"${look}>${escaped(shown)}</text>`;
}

const cellsOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + eastAsianWidth(letter.codePointAt(0) ?? 32), 0);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
