import { describe, expect, it } from 'vitest';
import { editCmdline, type CmdlineEdit } from '../../src/formats/kernel-cmdline-edit.ts';
import { editGrubFile, type GrubRefusal } from '../../src/formats/grub-edit.ts';
import { editGrubDropIn } from '../../src/formats/grub-drop-in.ts';
import { valuesBy } from '../shell.ts';

const D = 'GRUB_CMDLINE_LINUX_DEFAULT';
const L = 'GRUB_CMDLINE_LINUX';
const W = 'i915.enable_gvt=1';
const on: readonly CmdlineEdit[] = [{ kind: 'set', name: 'i915.enable_gvt', value: '1' }];

/** 核显 in GBK; 許功 in Big5, in which each of the two ends with the byte of a backslash. */
const [gbk, big5] = ['\udcba\udccb\udccf\udcd4', '\udcb3\\\udca5\\'];

/** Shapes that are edited: the file before and after. */
const edited: readonly (readonly [name: string, before: string, after: string])[] = [
  ['the factory line', `${D}="quiet"\n${L}=""\n`, `${D}="quiet ${W}"\n${L}=""\n`],
  ['empty quotes', `${D}=""\n`, `${D}="${W}"\n`],
  ['no value', `${D}=\n`, `${D}=${W}\n`],
  ['single quotes', `${D}='quiet splash'\n`, `${D}='quiet splash ${W}'\n`],
  ['empty single quotes', `${D}=''\n`, `${D}='${W}'\n`],
  ['one bare word', `${D}=quiet\n`, `${D}="quiet ${W}"\n`],
  ['a bare word with a value', `${D}=console=tty1\n`, `${D}="console=tty1 ${W}"\n`],
  ['a comment behind it', `${D}="quiet" # mine\n`, `${D}="quiet ${W}" # mine\n`],
  ['a Chinese comment behind it', `${D}="quiet" # “我的”\n`, `${D}="quiet ${W}" # “我的”\n`],
  ['a comment in GBK behind it', `${D}="quiet" # ${gbk}\n`, `${D}="quiet ${W}" # ${gbk}\n`],
  [
    'comments in GBK and Big5 around it',
    `# ${gbk}\n${D}="quiet"\n# ${big5}\n${L}=""\n`,
    `# ${gbk}\n${D}="quiet ${W}"\n# ${big5}\n${L}=""\n`,
  ],
  ['another value in GBK', `GRUB_X="${gbk}"\n${D}="quiet"\n`, `GRUB_X="${gbk}"\n${D}="quiet ${W}"\n`],
  ['spaces before it', `  ${D}="quiet"\n`, `  ${D}="quiet ${W}"\n`],
  ['a tab before it', `\t${D}="quiet"\n`, `\t${D}="quiet ${W}"\n`],
  ['spaces at the end of the line', `${D}="quiet"  \n`, `${D}="quiet ${W}"  \n`],
  ['spaces at the end of the value', `${D}="quiet "\n`, `${D}="quiet ${W} "\n`],
  ['spaces at the start of the value', `${D}=" quiet"\n`, `${D}=" quiet ${W}"\n`],
  ['only spaces in the value', `${D}="  "\n`, `${D}="${W}  "\n`],
  ['two spaces between words', `${D}="a  b"\n`, `${D}="a  b ${W}"\n`],
  ['a tab between words', `${D}="a\tb"\n`, `${D}="a\tb ${W}"\n`],
  ['no line end', `${D}="quiet"`, `${D}="quiet ${W}"`],
  ['a wrong value', `${D}="quiet i915.enable_gvt=0 splash"\n`, `${D}="quiet ${W} splash"\n`],
  ['a wrong value with a dash', `${D}="i915.enable-gvt=0"\n`, `${D}="${W}"\n`],
  ['the name without a value', `${D}="quiet i915.enable_gvt"\n`, `${D}="quiet ${W}"\n`],
  ['the last of two values', `${D}="${W} i915.enable_gvt=0"\n`, `${D}="${W} ${W}"\n`],
  ['a longer name that holds ours', `${D}="xi915.enable_gvt=0"\n`, `${D}="xi915.enable_gvt=0 ${W}"\n`],
  ['it is there', `${D}="quiet ${W}"\n`, `${D}="quiet ${W}"\n`],
  ['it is there with a dash', `${D}="i915.enable-gvt=1"\n`, `${D}="i915.enable-gvt=1"\n`],
  ['a commented line before', `#${D}="x"\n${D}="quiet"\n`, `#${D}="x"\n${D}="quiet ${W}"\n`],
  ['a commented line behind', `${D}="quiet"\n# ${D}="x"\n`, `${D}="quiet ${W}"\n# ${D}="x"\n`],
  ['only a commented line', `#${D}="quiet"\n`, `#${D}="quiet"\n${D}="${W}"\n`],
  ['nowhere set', `${L}="a"\n`, `${L}="a"\n${D}="${W}"\n`],
  ['nowhere set, and no line end', `GRUB_TIMEOUT=5`, `GRUB_TIMEOUT=5\n${D}="${W}"\n`],
  ['an empty file', '', `${D}="${W}"\n`],
  ['only comments', '# a\n\n# b\n', `# a\n\n# b\n${D}="${W}"\n`],
  ['words for init', `${D}="quiet -- single"\n`, `${D}="quiet ${W} -- single"\n`],
  ['only words for init', `${D}="-- single"\n`, `${D}="${W} -- single"\n`],
  ['kernel quotes in single quotes', `${D}='a="b c" d'\n`, `${D}='a="b c" d ${W}'\n`],
  ['a dollar in single quotes', `${D}='a=$b'\n`, `${D}='a=$b ${W}'\n`],
  [
    'another variable with backticks',
    'GRUB_DISTRIBUTOR=`lsb_release -i -s || echo Debian`\n' + `${D}="quiet"\n`,
    'GRUB_DISTRIBUTOR=`lsb_release -i -s || echo Debian`\n' + `${D}="quiet ${W}"\n`,
  ],
  ['another variable over two lines', `GRUB_X="a\nb"\n${D}="quiet"\n`, `GRUB_X="a\nb"\n${D}="quiet ${W}"\n`],
  [
    'other variables on the line',
    `GRUB_TIMEOUT=5 ${D}="quiet" GRUB_X=1\n`,
    `GRUB_TIMEOUT=5 ${D}="quiet ${W}" GRUB_X=1\n`,
  ],
  ['a semicolon and another one', `${D}="quiet"; GRUB_TIMEOUT=5\n`, `${D}="quiet ${W}"; GRUB_TIMEOUT=5\n`],
  ['an export of its name only', `${D}="quiet"\nexport ${D}\n`, `${D}="quiet ${W}"\nexport ${D}\n`],
  [
    'a test around another variable',
    `if [ -f /x ]; then GRUB_X=1; fi\n${D}="quiet"\n`,
    `if [ -f /x ]; then GRUB_X=1; fi\n${D}="quiet ${W}"\n`,
  ],
  ['the other variable uses it', `${D}="quiet"\n${L}="a"\n`, `${D}="quiet ${W}"\n${L}="a"\n`],
  [
    'a value in GRUB_CMDLINE_LINUX',
    `${L}="i915.enable_gvt=0"\n${D}="quiet"\n`,
    `${L}="i915.enable_gvt=0"\n${D}="quiet ${W}"\n`,
  ],
  [
    'carriage returns nowhere, a long file',
    `${'# x\n'.repeat(300)}${D}="quiet"\n`,
    `${'# x\n'.repeat(300)}${D}="quiet ${W}"\n`,
  ],
];

/** Shapes that are left to a person. */
const refused: readonly (readonly [name: string, before: string, why: GrubRefusal])[] = [
  ['Windows line ends', `${D}="quiet"\r\n${L}=""\r\n`, 'faulty'],
  ['Chinese quotes', `${D}=“quiet”\n`, 'faulty'],
  ['a full-width space', `${D}="quiet\u3000splash"\n`, 'faulty'],
  ['words behind the quotes', `${D}="quiet" a=b\n`, 'faulty'],
  ['no quotes', `${D}=quiet a=b\n`, 'faulty'],
  ['no quotes and a flag', `${D}=quiet splash\n`, 'faulty'],
  ['+= under dash', `${D}="quiet"\n${D}+=" a"\n`, 'faulty'],
  ['spaces beside the sign', `${D} = "quiet"\n`, 'faulty'],
  ['an open quote', `${D}="quiet\n`, 'faulty'],
  ['a line end inside', `${D}="quiet\nsplash"\n`, 'faulty'],
  ['a separator inside', `${D}="quiet; splash"\n`, 'faulty'],
  ['two assignments', `${D}="a"\n${D}="b"\n`, 'several'],
  ['itself in it', `${D}="a"\n${D}="$${D} b"\n`, 'several'],
  ['another variable in it', `GPU=x\n${D}="a $GPU"\n`, 'composed'],
  ['a command in it', `${D}="a $(echo b)"\n`, 'composed'],
  ['backticks in it', `${D}="a \`echo b\`"\n`, 'composed'],
  ['escaped quotes in it', `${D}="a=\\"b c\\""\n`, 'composed'],
  ['a continued line', `${D}="a \\\n b"\n`, 'composed'],
  ['quoted parts side by side', `${D}="a "'b'\n`, 'composed'],
  ['an escaped space', `${D}=a\\ b\n`, 'composed'],
  ['export', `export ${D}="quiet"\n`, 'exported'],
  ['readonly', `readonly ${D}="quiet"\n`, 'exported'],
  ['in a test', `if true; then ${D}="quiet"; fi\n`, 'conditional'],
  ['in a list', `[ -f /x ] && ${D}="quiet"\n:\n`, 'conditional'],
  ['another file is read', `${D}="quiet"\n. /etc/other\n`, 'open'],
  ['the file ends early', `${D}="quiet"\nexit 0\n`, 'open'],
  ['eval', `${D}="quiet"\neval x=1\n`, 'open'],
  ['a byte order mark before it', `\ufeff${D}="quiet"\n`, 'faulty'],
  ['a byte order mark before a comment', `\ufeff# mine\n${D}="quiet"\n`, 'faulty'],
  ['a value in GBK', `${D}="quiet ${gbk}"\n`, 'characters'],
  ['taken back', `${D}="quiet"\nunset ${D}\n`, 'composed'],
];

it.each(edited)('edited: %s', (_, before, after) => {
  const result = editGrubFile(before, D, on);
  expect(result).toEqual({ text: after });
  // What the shell itself makes of both: one word more or another, and nothing else.
  const [was, is] = [valuesBy('dash', before), valuesBy('dash', after)];
  expect(is.status).toBe(was.status);
  expect(is.values.get(L)).toBe(was.values.get(L));
  expect(is.values.get(D) ?? '').toBe(editCmdline(was.values.get(D) ?? '', on));
});

it.each(refused)('left alone: %s', (_, before, why) => {
  expect(editGrubFile(before, D, on)).toMatchObject({ why });
});

it('there are as many shapes as were asked for', () => {
  expect(edited.length + refused.length).toBeGreaterThanOrEqual(60);
});

it.each(edited)('edited twice it stays: %s', (_, __, after) => {
  expect(editGrubFile(after, D, on)).toEqual({ text: after });
});

it.each(edited)('bash agrees: %s', (_, before, after) => {
  const [was, is] = [valuesBy('bash', before), valuesBy('bash', after)];
  expect(is.values.get(D) ?? '').toBe(editCmdline(was.values.get(D) ?? '', on));
});

describe('a word in the way goes', () => {
  it.each([
    ['first', 'nomodeset quiet', 'quiet'],
    ['last', 'quiet nomodeset', 'quiet'],
    ['in the middle', 'a  nomodeset  b', 'a  b'],
    ['alone', 'nomodeset', ''],
    ['twice', 'nomodeset a nomodeset', 'a'],
    ['a longer one stays', 'nomodeset2 xnomodeset', 'nomodeset2 xnomodeset'],
  ])('%s', (_, before, after) => {
    const result = editGrubFile(`${D}="${before}"\n`, D, [{ kind: 'remove', name: 'nomodeset' }]);
    expect(result).toEqual({ text: `${D}="${after}"\n` });
  });

  it.each([
    ['a full-width space', 'a \u3000 nomodeset b', 'a \u3000 b'],
    ['a no-break space', 'a \u00a0 nomodeset', 'a \u00a0'],
    ['a byte order mark', '\ufeff nomodeset b', '\ufeff b'],
    ['a full-width space at the head', '\u3000 nomodeset', '\u3000'],
    ['a full-width space behind it', 'nomodeset \u3000 b', '\u3000 b'],
    ['bytes in GBK', `${gbk} nomodeset ${gbk}`, `${gbk} ${gbk}`],
  ])('alone: beside it stays %s', (_, before, after) => {
    expect(editCmdline(before, [{ kind: 'remove', name: 'nomodeset' }])).toBe(after);
  });

  it.each([
    ['module_blacklist=i915', ''],
    ['module_blacklist=a,i915,b quiet', 'module_blacklist=a,b quiet'],
    ['module_blacklist=snd-i915 a', 'module_blacklist=snd-i915 a'],
    ['modprobe.blacklist=i915', 'modprobe.blacklist=i915'],
  ])('an entry of a list: %s', (before, after) => {
    expect(editCmdline(before, [{ kind: 'drop', name: 'module_blacklist', entry: 'i915' }])).toBe(after);
  });
});

/** Numbers that look random and are the same in every run (Numerical Recipes, `ranqd1`). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it('of any file only the intended word changes: comments, order and all other bytes stay', () => {
  const words = [
    'quiet',
    'splash',
    'a=b',
    'i915.enable_gvt=0',
    'i915.enable_guc=3',
    'x="y z"',
    'console=tty1',
    W,
  ];
  const lines = [
    '',
    '# note',
    '#GRUB_X="1"',
    'GRUB_TIMEOUT=5',
    "GRUB_X='a b'",
    `${L}="c d"`,
    '  GRUB_Y=1 # y',
  ];
  for (let seed = 1; seed <= 400; seed += 1) {
    const next = numbers(seed);
    const some = (from: readonly string[], most: number): string[] =>
      Array.from({ length: next(most) }, () => from[next(from.length)] ?? '');
    const own = `${' '.repeat(next(3))}${D}='${some(words, 6).join(' '.repeat(1 + next(2)))}'${next(2) === 0 ? '' : ' # mine'}`;
    const [head, tail] = [some(lines, 5), some(lines, 5)];
    // A second assignment is another shape.
    const before = [...head, own, ...tail].join('\n') + (next(2) === 0 ? '\n' : '');
    const result = editGrubFile(before, D, on);
    if ('why' in result) throw new Error(`${result.why}: ${before}`);
    const [was, is] = [before.split('\n'), result.text.split('\n')];
    expect(is.length).toBe(was.length);
    expect(is.filter((line, index) => line !== was[index]).length).toBeLessThanOrEqual(1);
    expect(is[head.length]?.split("'")[2]).toBe(was[head.length]?.split("'")[2]);
    const taken = (line = ''): string[] => (line.split("'")[1] ?? '').split(' ').filter(word => word !== '');
    const kept = (line = ''): string[] => taken(line).filter(word => !word.startsWith('i915.enable_gvt='));
    expect(kept(is[head.length])).toEqual(kept(was[head.length]));
    expect(editGrubFile(result.text, D, on)).toEqual(result);
  }
});

describe('the drop-in', () => {
  const head = '# By fngvt. Undo: fngvt undo, or delete this file and run update-grub.\n';
  const file = (words: string): string => `${head}${D}="$${D} ${words}"\n`;

  it('adds to what there is, as the shell reads it', () => {
    const made = editGrubDropIn(null, on);
    expect(made).toEqual({ text: file(W) });
    expect(valuesBy('dash', `${D}="quiet"\n${made?.text ?? ''}`).values.get(D)).toBe(`quiet ${W}`);
  });

  it('grows, shrinks and goes', () => {
    expect(editGrubDropIn(file(W), [{ kind: 'add', name: 'intel_iommu', value: 'on' }])).toEqual({
      text: file(`${W} intel_iommu=on`),
    });
    expect(editGrubDropIn(file(W), on)).toEqual({ text: file(W) });
    expect(editGrubDropIn(file(W), [{ kind: 'remove', name: 'i915.enable_gvt' }])).toEqual({ text: null });
  });

  it('a comment of somebody stays, whatever its encoding', () => {
    const commented = `# ${gbk}\n${file(W)}# mine\n`;
    expect(editGrubDropIn(commented, [{ kind: 'add', name: 'intel_iommu', value: 'on' }])).toEqual({
      text: commented.replace(W, `${W} intel_iommu=on`),
    });
    expect(editGrubDropIn(commented, [{ kind: 'remove', name: 'i915.enable_gvt' }])).toBeUndefined();
  });

  it.each([
    `${D}="a"\n`,
    file(W) + 'GRUB_TIMEOUT=5\n',
    file('$x'),
    `${file(W)}rm -rf x\n`,
    file(W).replaceAll('\n', '\r\n'),
  ])('edited by somebody: left alone', text => {
    expect(editGrubDropIn(text, on)).toBeUndefined();
  });
});
