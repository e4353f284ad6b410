import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readGrubDefaults } from '../../src/formats/default-grub.ts';
import type { GrubFault } from '../../src/formats/grub-faults.ts';
import type { Shell } from '../../src/formats/shell-word.ts';

const D = 'GRUB_CMDLINE_LINUX_DEFAULT';
const L = 'GRUB_CMDLINE_LINUX';

type Value = string | null | undefined;
interface Outcome {
  readonly linux?: Value;
  readonly linuxDefault?: Value;
  /** `line kind effect` */
  readonly faults?: readonly string[];
}
interface Shape {
  readonly name: string;
  readonly text: string | readonly string[];
  readonly dash: Outcome;
  /** Where bash differs. */
  readonly bash?: Outcome;
}

const factory = [
  'GRUB_DEFAULT=0',
  'GRUB_TIMEOUT=5',
  'GRUB_DISTRIBUTOR=`lsb_release -i -s 2> /dev/null || echo Debian`',
  `${D}="quiet i915.force_probe=7d55"`,
  `${L}="modprobe.blacklist=pcspkr"`,
  '',
  '# Uncomment to enable BadRAM filtering, modify to suit your needs',
  '#GRUB_BADRAM="0x01234567,0xfefefefe,0x89abcdef,0xefefefef"',
  '#GRUB_DISABLE_OS_PROBER=false',
  '',
].join('\n');

const shapes: readonly Shape[] = [
  {
    name: 'the factory file of fnOS',
    text: factory,
    dash: { linux: 'modprobe.blacklist=pcspkr', linuxDefault: 'quiet i915.force_probe=7d55' },
  },
  { name: 'an empty file', text: '', dash: { linux: null, linuxDefault: null } },
  { name: 'empty quotes', text: `${D}=""`, dash: { linuxDefault: '' } },
  { name: 'no value at all', text: `${D}=\n`, dash: { linuxDefault: '' } },
  { name: 'one word without quotes', text: `${D}=quiet`, dash: { linuxDefault: 'quiet' } },
  { name: 'single quotes', text: `${D}='a $b "c" \\'`, dash: { linuxDefault: 'a $b "c" \\' } },
  { name: 'leading spaces', text: `  \t${D}="quiet"`, dash: { linuxDefault: 'quiet' } },
  { name: 'a comment behind it', text: `${D}="quiet" # “注释”`, dash: { linuxDefault: 'quiet' } },
  { name: 'a number sign inside of the value', text: `${D}=a#b`, dash: { linuxDefault: 'a#b' } },
  { name: 'a commented line', text: [`${D}="a"`, `#${D}="b"`], dash: { linuxDefault: 'a' } },
  { name: 'quoted parts side by side', text: `${D}="a "'b '"c"d`, dash: { linuxDefault: 'a b cd' } },
  { name: 'escaped quotes', text: `${D}="a=\\"b c\\" \\x"`, dash: { linuxDefault: 'a="b c" \\x' } },
  { name: 'escapes without quotes', text: `${D}=a\\ b\\"`, dash: { linuxDefault: 'a b"' } },
  { name: 'export', text: `export ${D}="quiet"`, dash: { linuxDefault: 'quiet' } },
  { name: 'export later', text: [`${D}="quiet"`, `export ${D}`], dash: { linuxDefault: 'quiet' } },
  { name: 'two on a line', text: `${L}=a ${D}=b`, dash: { linux: 'a', linuxDefault: 'b' } },
  {
    name: 'two on a line with a semicolon',
    text: `${L}="a"; ${D}="b"`,
    dash: { linux: 'a', linuxDefault: 'b' },
  },
  { name: 'no end of line', text: `${D}="quiet"`, dash: { linuxDefault: 'quiet' } },
  {
    name: 'G2: an unbalanced quote',
    text: ['GRUB_TIMEOUT=5', `${D}="quiet`, 'GRUB_X=1'],
    dash: { linux: undefined, linuxDefault: undefined, faults: ['2 unterminated-quote stops'] },
  },
  {
    name: 'G2: a quote too many',
    text: [`${D}="quiet" splash"`, `${L}=""`],
    dash: { linux: undefined, linuxDefault: undefined, faults: ['1 unterminated-quote stops'] },
  },
  {
    name: 'G3: +=',
    text: [`${D}="quiet"`, `${D}+=" intel_iommu=on"`],
    dash: { linuxDefault: 'quiet', faults: ['2 append stops'] },
    bash: { linuxDefault: 'quiet intel_iommu=on' },
  },
  { name: 'G4: the variable in itself', text: [`${D}="a"`, `${D}="$${D} b"`], dash: { linuxDefault: 'a b' } },
  {
    name: 'G4: in braces',
    text: [`${L}="a"`, `${D}="\${${L}} b"`],
    dash: { linux: 'a', linuxDefault: 'a b' },
  },
  { name: 'another variable', text: ['GPU="x=1"', `${D}="a $GPU"`], dash: { linuxDefault: 'a x=1' } },
  { name: 'a variable of the environment', text: `${D}="a $HOME"`, dash: { linuxDefault: undefined } },
  { name: 'a variable of GRUB that is not set', text: `${D}="a$GRUB_NONE"`, dash: { linuxDefault: 'a' } },
  { name: 'G5: the second assignment wins', text: [`${D}="a"`, `${D}="b"`], dash: { linuxDefault: 'b' } },
  { name: 'G6: a continued line', text: `${D}="a \\\n  b"`, dash: { linuxDefault: 'a   b' } },
  {
    name: 'a line continued in the name',
    text: `GRUB_CMDLINE_\\\nLINUX_DEFAULT="a"`,
    dash: { linuxDefault: 'a' },
  },
  {
    name: 'G7: no quotes',
    text: `${D}=quiet intel_iommu=on`,
    dash: { linuxDefault: 'quiet', faults: ['1 unquoted loses'] },
  },
  {
    name: 'G7: no quotes, and a word that is no assignment',
    text: [`${D}="a"`, `${D}=quiet i915.enable_gvt=1`],
    dash: { linuxDefault: 'a', faults: ['2 not-found stops'] },
  },
  {
    name: 'G7: no quotes, and a flag',
    text: `${D}=quiet splash`,
    dash: { linuxDefault: null, faults: ['1 not-found stops'] },
  },
  {
    name: 'parameters behind the closing quote',
    text: `${D}="quiet" intel_iommu=on iommu=pt`,
    dash: { linuxDefault: 'quiet', faults: ['1 unquoted loses'] },
  },
  {
    name: 'a line of bare parameters',
    text: [`${D}="quiet"`, 'intel_iommu=on iommu=pt i915.enable_gvt=1'],
    dash: { linuxDefault: 'quiet', faults: ['2 not-found stops'] },
  },
  {
    name: 'G8: carriage returns',
    text: `${L}=""\r\n${D}="quiet intel_iommu=on"\r\n`,
    dash: {
      linux: '\r',
      linuxDefault: 'quiet intel_iommu=on\r',
      faults: ['1 carriage-return loses', '2 carriage-return loses'],
    },
  },
  {
    name: 'G8: carriage returns and empty lines',
    text: `${D}="quiet"\r\n\r\n\r\n# x\r\n`,
    dash: { linuxDefault: 'quiet\r', faults: ['1 carriage-return loses', '2 carriage-return stops'] },
  },
  {
    name: 'G9: spaces around =',
    text: `${D} = "quiet"`,
    dash: { linuxDefault: null, faults: ['1 spaces stops'] },
  },
  {
    name: 'G9: a space before =',
    text: `${D} ="quiet"`,
    dash: { linuxDefault: null, faults: ['1 spaces stops'] },
  },
  {
    name: 'G9: a space behind =',
    text: `${D}= "quiet"`,
    dash: { linuxDefault: null, faults: ['1 spaces stops'] },
  },
  {
    name: 'G11: a newline inside of the quotes',
    text: `${D}="quiet\nintel_iommu=on"`,
    dash: { linuxDefault: 'quiet\nintel_iommu=on', faults: ['1 newline loses'] },
  },
  { name: 'a newline before the closing quote', text: `${D}="quiet\n"`, dash: { linuxDefault: 'quiet\n' } },
  {
    name: 'G11: the same in the other variable takes this one with it',
    text: `${L}="a\n"`,
    dash: { linux: 'a\n', faults: ['1 newline loses'] },
  },
  {
    name: 'G12: Chinese quotes',
    text: `${D}=“quiet intel_iommu=on”`,
    dash: { linuxDefault: '“quiet', faults: ['1 full-width loses'] },
  },
  {
    name: 'G12: Chinese quotes around a word that is no assignment',
    text: `${D}=“quiet i915.enable_gvt=1”`,
    dash: { linuxDefault: null, faults: ['1 full-width stops'] },
  },
  {
    name: 'G12: Chinese quotes inside of real ones',
    text: `${D}="quiet “intel_iommu=on”"`,
    dash: { linuxDefault: 'quiet “intel_iommu=on”', faults: ['1 full-width loses'] },
  },
  {
    name: 'G12: full-width quotes',
    text: `${D}=＂quiet＂`,
    dash: { linuxDefault: '＂quiet＂', faults: ['1 full-width loses'] },
  },
  {
    name: 'G12: a full-width space',
    text: `${D}="quiet\u3000intel_iommu=on"`,
    dash: { linuxDefault: 'quiet\u3000intel_iommu=on', faults: ['1 full-width loses'] },
  },
  {
    name: 'G12: a full-width equals sign',
    text: `${D}＝"quiet"`,
    dash: { linuxDefault: null, faults: ['1 full-width stops'] },
  },
  {
    name: 'a byte order mark',
    text: `\ufeff# comment\n${D}="quiet"`,
    dash: { linuxDefault: 'quiet', faults: ['1 full-width stops'] },
  },
  {
    name: 'a fault that a later assignment makes good',
    text: [`${D}="quiet “intel_iommu=on”"`, `${D}="quiet"`],
    dash: { linuxDefault: 'quiet' },
  },
  {
    name: 'G15: ; in the value',
    text: `${D}="a;b"`,
    dash: { linuxDefault: 'a;b', faults: ['1 separator stops'] },
  },
  {
    name: 'G15: & in the value',
    text: `${D}='a&b'`,
    dash: { linuxDefault: 'a&b', faults: ['1 separator stops'] },
  },
  { name: 'a ; that quotes protect in grub.cfg', text: `${D}='a="b;c"'`, dash: { linuxDefault: 'a="b;c"' } },
  {
    name: 'a ; that ends the value',
    text: `${D}=quiet;intel_iommu=on`,
    dash: { linuxDefault: 'quiet', faults: ['1 separator loses'] },
  },
  {
    name: 'an & that ends the value',
    text: `${D}=quiet&intel_iommu=on`,
    dash: { linuxDefault: null, faults: ['1 separator loses'] },
  },
  {
    name: 'a command in a value of ours',
    text: `${D}="quiet $(uname -r)"`,
    dash: { linuxDefault: undefined },
  },
  {
    name: 'backticks in a value of ours',
    text: `${D}="quiet \`uname -r\`"`,
    dash: { linuxDefault: undefined },
  },
  { name: 'a default of the shell', text: `${D}="\${GRUB_X:-quiet}"`, dash: { linuxDefault: undefined } },
  {
    name: 'an if around it',
    text: [`${D}="a"`, 'if [ -e /nowhere ]; then', `  ${D}="b"`, 'fi', `${L}="c"`],
    dash: { linux: 'c', linuxDefault: undefined },
  },
  {
    name: 'a condition before it',
    text: [`${D}="a"`, `true && ${D}="b"`],
    dash: { linuxDefault: undefined },
  },
  {
    name: 'a case around it',
    text: [`${D}="a"`, 'case "$HOSTNAME" in', `  x|y) ${D}="b" ;;`, '  *) : ;;', 'esac', `${L}="c"`],
    dash: { linux: 'c', linuxDefault: undefined },
  },
  {
    name: 'a function around it',
    text: [`${D}="a"`, 'f() {', `  ${D}="b"`, '}'],
    dash: { linuxDefault: undefined },
  },
  {
    name: 'a function that is called',
    text: [`${D}="a"`, 'add() {', `  ${L}="$${L} $*"`, '}', `${L}=""`, 'add "b c"'],
    dash: { linux: undefined, linuxDefault: undefined },
  },
  {
    name: 'a function that is not called',
    text: ['add() {', `  ${L}="$${L} $*"`, '}', `${L}="c"`],
    dash: { linux: 'c' },
  },
  {
    name: 'a prompt that was copied with the lines',
    text: [`${D}="a"`, 'root@nas:/etc#'],
    dash: { linuxDefault: 'a', faults: ['2 not-found stops'] },
  },
  {
    name: 'the end of a value that was wrapped',
    text: [`${D}="quiet"`, 'splash', `${L}="b"`],
    dash: { linux: 'b', linuxDefault: 'quiet', faults: ['2 not-found stops'] },
  },
  { name: 'brackets around it', text: [`${D}="a"`, `( ${D}="b" )`], dash: { linuxDefault: undefined } },
  { name: 'unset', text: [`${D}="a"`, `unset ${D}`], dash: { linuxDefault: null } },
  {
    name: 'another file is read in',
    text: [`${D}="a"`, `. /dev/null`],
    dash: { linux: undefined, linuxDefault: undefined },
  },
  {
    name: 'another file is read in before',
    text: [`. /dev/null`, `${D}="a"`],
    dash: { linux: undefined, linuxDefault: 'a' },
  },
  {
    name: 'a here-document',
    text: [`${D}="a"`, 'cat <<E', `${D}="b"`, 'E'],
    dash: { linux: undefined, linuxDefault: undefined },
  },
  {
    name: 'redirections',
    text: [`${D}="a" >/dev/null`, `${L}="b" 2> /dev/null`],
    dash: { linux: 'b', linuxDefault: 'a' },
  },
  {
    name: 'an if without its end',
    text: [`${D}="a"`, 'if true; then', `${L}="b"`],
    dash: { linux: undefined, linuxDefault: undefined, faults: ['4 syntax stops'] },
  },
  {
    name: 'a bracket in a value without quotes',
    text: `${D}=quiet(1)`,
    dash: { linux: undefined, linuxDefault: undefined, faults: ['1 syntax stops'] },
  },
  {
    name: 'an array',
    text: `${D}=(a b)`,
    dash: { linux: undefined, linuxDefault: undefined, faults: ['1 syntax stops'] },
    bash: { linuxDefault: undefined },
  },
  {
    name: '$ before single quotes',
    text: `${D}=$'a'`,
    dash: { linuxDefault: '$a' },
    bash: { linuxDefault: undefined },
  },
  { name: '$ at the end', text: `${D}="a$"`, dash: { linuxDefault: 'a$' } },
  { name: 'a tilde', text: `${D}=~/a`, dash: { linuxDefault: undefined } },
];

const textOf = ({ text }: Shape) => (typeof text === 'string' ? text : `${text.join('\n')}\n`);
const brief = ({ line, kind, effect }: GrubFault) => `${line} ${kind} ${effect}`;
const outcomeOf = (shape: Shape, shell: Shell): Outcome =>
  (shell === 'bash' ? shape.bash : undefined) ?? shape.dash;

describe.each<Shell>(['dash', 'bash'])('read as %s reads it', shell => {
  it.each(shapes.map(shape => [shape.name, shape] as const))('%s', (_, shape) => {
    const expected = outcomeOf(shape, shell);
    const found = readGrubDefaults([{ path: '/etc/default/grub', text: textOf(shape) }], shell);
    expect(found.faults.map(brief)).toEqual(expected.faults ?? []);
    if ('linux' in expected) expect(found.linux).toBe(expected.linux);
    if ('linuxDefault' in expected) expect(found.linuxDefault).toBe(expected.linuxDefault);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'fngvt-grub-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** bash without its own start-up files, and as `sh`; no input, since it takes an open socket for a remote log-in. */
const argv: Readonly<Record<Shell, readonly string[]>> = {
  dash: ['dash'],
  bash: ['bash', '--norc', '--posix'],
};

function source(shell: Shell, script: string): { status: number | null; stdout: string } {
  const args = ['-i', `PATH=${process.env['PATH'] ?? ''}`, ...argv[shell], '-c', script];
  return spawnSync('env', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], cwd: folder });
}

describe.each<Shell>(['dash', 'bash'])('the real %s', shell => {
  const isThere = source(shell, 'exit 0').status === 0;
  const compared = new Set<string>();
  it.skipIf(!isThere).each(shapes.map((shape, index) => [shape.name, shape, index] as const))(
    'agrees: %s',
    (name, shape, index) => {
      const file = `./${shell}${index}`;
      writeFileSync(join(folder, file), textOf(shape));
      const found = readGrubDefaults([{ path: file, text: textOf(shape) }], shell);
      // What grub-mkconfig does, `set -e` and all. A separator in the value fails later, in grub-script-check.
      const strict = source(shell, `set -e; . ${file}`);
      const stops = found.faults.filter(({ kind, effect }) => effect === 'stops' && kind !== 'separator');
      expect(strict.status === 0).toBe(stops.length === 0);
      if (stops.some(({ kind }) => kind === 'syntax' || kind === 'unterminated-quote')) return;
      const lax = source(shell, `. ${file}; printf '%s\\0%s' "\${${L}-(unset)}" "\${${D}-(unset)}"`);
      const [linux, linuxDefault] = lax.stdout.split('\0');
      if (found.linux !== undefined && found.linuxDefault !== undefined) compared.add(name);
      if (found.linux !== undefined) expect(found.linux ?? '(unset)').toBe(linux);
      if (found.linuxDefault !== undefined) expect(found.linuxDefault ?? '(unset)').toBe(linuxDefault);
    },
  );

  it.skipIf(!isThere)('is asked for both values of most', () => {
    expect(compared.size).toBeGreaterThan((shapes.length * 2) / 3);
  });
});

describe('several files', () => {
  const main = { path: '/etc/default/grub', text: `${L}=""\n${D}="quiet"\n` };
  const cloud = { path: '/etc/default/grub.d/50-cloudimg-settings.cfg', text: `${D}="console=tty1"\n` };
  const own = { path: '/etc/default/grub.d/99-fngvt.cfg', text: `# own\n${D}="$${D} intel_iommu=on"\n` };

  it('come one after the other', () => {
    const { linux, linuxDefault, assignments, faults } = readGrubDefaults([main, cloud, own], 'dash');
    expect({ linux, linuxDefault, faults }).toEqual({
      linux: '',
      linuxDefault: 'console=tty1 intel_iommu=on',
      faults: [],
    });
    expect(assignments.map(({ variable, path, line, value }) => [variable, path, line, value])).toEqual([
      [L, main.path, 1, ''],
      [D, main.path, 2, 'quiet'],
      [D, cloud.path, 1, 'console=tty1'],
      [D, own.path, 2, 'console=tty1 intel_iommu=on'],
    ]);
  });

  it('after a syntax error no other is read', () => {
    const broken = { path: '/etc/default/grub.d/60.cfg', text: `${D}="` };
    const { linuxDefault, faults } = readGrubDefaults([main, broken, own], 'dash');
    expect(linuxDefault).toBeUndefined();
    expect(faults.map(fault => fault.path)).toEqual([broken.path]);
  });

  it('a fault of the first file stays where the last one adds to it', () => {
    const spoilt = { ...main, text: `${D}="quiet\u3000splash"\n` };
    const { faults } = readGrubDefaults([spoilt, own], 'dash');
    expect(faults).toEqual([
      { path: main.path, line: 1, kind: 'full-width', text: `${D}="quiet\u3000splash"`, effect: 'loses' },
    ]);
  });

  it('other variables are there too', () => {
    const { variables } = readGrubDefaults([{ path: 'a', text: factory }], 'dash');
    expect(variables.get('GRUB_DEFAULT')).toBe('0');
    expect(variables.has('GRUB_DISTRIBUTOR')).toBe(true);
    expect(variables.get('GRUB_DISTRIBUTOR')).toBeUndefined();
  });
});
