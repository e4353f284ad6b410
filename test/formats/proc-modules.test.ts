import { expect, it } from 'vitest';
import { parseProcModules } from '../../src/formats/proc-modules.ts';

it.each<[string, string, string[]]>([
  [
    'each line names a module',
    'kvmgt 417792 0 - Live 0x0000000000000000\ni915 3911680 19 kvmgt, Live 0x0000000000000000\n',
    ['kvmgt', 'i915'],
  ],
  ['a taint mark does not matter', 'zfs 4096 0 - Live 0x0 (POE)\n', ['zfs']],
  ['nothing is loaded', '', []],
  ['the head of lsmod is no module', 'Module                  Size  Used by\n', []],
])('%s', (_, text, expected) => {
  expect([...parseProcModules(text)]).toEqual(expected);
});
