import { expect, it } from 'vitest';
import { readShell } from '../../src/formats/shell-words.ts';

const shapeOf = (text: string) =>
  readShell(text, 'dash').commands.map(({ words, end }) => [words.map(word => word.raw).join('|'), end]);

it.each<[string, string, [string, string][]]>([
  ['nothing', '', [['', '']]],
  ['words', 'a  b\tc', [['a|b|c', '']]],
  ['quotes keep words together', `a" "b 'c d'`, [[`a" "b|'c d'`, '']]],
  [
    'operators',
    'a;b&&c||d|e&f\n',
    [
      ['a', ';'],
      ['b', '&&'],
      ['c', '||'],
      ['d', '|'],
      ['e', '&'],
      ['f', '\n'],
      ['', ''],
    ],
  ],
  [
    'a comment',
    'a # b\nc#d',
    [
      ['a', '\n'],
      ['c#d', ''],
    ],
  ],
  ['redirections', 'a 2>&1 >b <c d', [['a|d', '']]],
  ['substitutions with quotes and brackets', 'a=$(b ")" $(c)) d', [['a=$(b ")" $(c))|d', '']]],
])('%s', (_, text, expected) => {
  expect(shapeOf(text)).toEqual(expected);
});

it('lines are counted through quotes and continued lines', () => {
  const { commands } = readShell('a="\n\n"\nb \\\nc\nd', 'dash');
  expect(commands.map(command => command.line)).toEqual([1, 4, 6]);
});

it.each(['"', "'", '`', '$(', '${'])('an open %s cuts the script there', open => {
  expect(readShell(`a\nb=${open}c`, 'dash')).toMatchObject({
    commands: [{ line: 1 }],
    cut: { kind: 'unterminated-quote', line: 2, text: `b=${open}c` },
  });
});
