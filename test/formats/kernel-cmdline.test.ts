import { describe, expect, it } from 'vitest';
import { allValues, lastValue, parseCmdline } from '../../src/formats/kernel-cmdline.ts';

const pasted =
  'BOOT_IMAGE=/boot/vmlinuz-6.6.38-trim root=UUID=2a3a8241-129b-4fd2-bbff-915be052784d ro modprobe.blacklist=pcspkr quiet i915.force_probe=7d55 intel_iommu=on iommu=pt i915.enable_gvt=1\n';

describe('words of a command line', () => {
  it.each<[string, string, [name: string, value: string, hasValue: boolean][]]>([
    ['nothing', '', []],
    ['only spaces', ' \t\n ', []],
    ['a flag has no value', 'quiet', [['quiet', '', false]]],
    ['an empty value is a value', 'vt.handoff=', [['vt.handoff', '', true]]],
    ['dashes of the name become underscores', 'i915.enable-gvt=a-b', [['i915.enable_gvt', 'a-b', true]]],
    ['a value keeps its later equals signs', 'root=UUID=1-2', [['root', 'UUID=1-2', true]]],
    [
      'quotes around the value are dropped',
      'dyndbg="file a +p" x',
      [
        ['dyndbg', 'file a +p', true],
        ['x', '', false],
      ],
    ],
    [
      'quotes around the word are dropped',
      '"dyndbg=file a +p" x',
      [
        ['dyndbg', 'file a +p', true],
        ['x', '', false],
      ],
    ],
    ['quotes in the middle stay', 'a=b"c d"e', [['a', 'b"c d"e', true]]],
    ['an open quote runs to the end', 'a="b c', [['a', 'b c', true]]],
    ['both kinds of quotes lose one each at the end', '"a="b""', [['a', 'b"', true]]],
    [
      'an empty quoted value',
      'a="" b',
      [
        ['a', '', true],
        ['b', '', false],
      ],
    ],
    ['a lone pair of quotes is nothing', '"" a', [['a', '', false]]],
    ['a leading equals sign separates nothing', '=on', [['=on', '', false]]],
    ['what follows -- is for init', 'quiet -- single i915.enable_gvt=1', [['quiet', '', false]]],
    [
      '-- inside a word ends nothing',
      'a--b=1 c',
      [
        ['a__b', '1', true],
        ['c', '', false],
      ],
    ],
    [
      '__ is a name like any other',
      '__ a',
      [
        ['__', '', false],
        ['a', '', false],
      ],
    ],
    [
      'a carriage return separates',
      'a=1\r\nb=2\r\n',
      [
        ['a', '1', true],
        ['b', '2', true],
      ],
    ],
    ['Chinese quotes are part of the value', 'a=“on”', [['a', '“on”', true]]],
    ['a full-width space does not separate', 'a=1\u3000b=2', [['a', '1\u3000b=2', true]]],
  ])('%s', (_, text, expected) => {
    expect(parseCmdline(text).map(({ name, value, hasValue }) => [name, value, hasValue])).toEqual(expected);
  });

  it('a word is kept as it is written', () => {
    expect(parseCmdline(' "a-b=c d"  e="f" ').map(token => token.raw)).toEqual(['"a-b=c d"', 'e="f"']);
  });
});

describe('values of a name', () => {
  const twice = parseCmdline('i915.enable_gvt=0 quiet i915.enable-gvt=1');
  it.each([
    ['the later of two values wins', lastValue(twice, 'i915.enable_gvt'), '1'],
    ['a name may be asked for with dashes', lastValue(twice, 'i915.enable-gvt'), '1'],
    ['a flag has an empty value', lastValue(twice, 'quiet'), ''],
    ['a missing name has none', lastValue(twice, 'i915.enable_gv'), null],
    ['a longer name is another name', lastValue(parseCmdline('xi915.enable_gvt=1'), 'i915.enable_gvt'), null],
    ['the command line of a host that works has it', lastValue(parseCmdline(pasted), 'i915.enable_gvt'), '1'],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });

  it('all values stand in their order', () => {
    expect(allValues(twice, 'i915.enable_gvt')).toEqual(['0', '1']);
  });
});
