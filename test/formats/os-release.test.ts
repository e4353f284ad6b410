import { expect, it } from 'vitest';
import { parseOsRelease } from '../../src/formats/os-release.ts';

const text = [
  'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"',
  'ID=debian',
  "VERSION_ID='12'",
  '# ID=comment',
  'NAME="a \\"b\\" \\$c"',
  'EMPTY=',
  'ID_LIKE=windows\r',
  'garbage',
].join('\n');

it.each<[string, string, string | undefined]>([
  ['double quotes', 'PRETTY_NAME', 'Debian GNU/Linux 12 (bookworm)'],
  ['no quotes', 'ID', 'debian'],
  ['single quotes', 'VERSION_ID', '12'],
  ['backslashes', 'NAME', 'a "b" $c'],
  ['an empty value', 'EMPTY', ''],
  ['a carriage return', 'ID_LIKE', 'windows'],
  ['a field that is not there', 'VARIANT', undefined],
])('%s', (_, name, expected) => {
  expect(parseOsRelease(text).get(name)).toBe(expected);
});
