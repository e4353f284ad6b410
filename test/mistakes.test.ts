import { describe, expect, test } from 'vitest';
import { run } from '../src/commands/run.ts';
import type { Invocation } from '../src/invocation/outcome.ts';
import { usageLine } from '../src/invocation/usage-line.ts';
import { UsageError } from '../src/values/errors.ts';
import type { Language } from '../src/values/text.ts';
import { plainText } from '../src/values/styled.ts';
import { helpWords } from '../src/words/help-words.ts';
import { verbs } from '../src/commands/verbs.ts';
import { flagsOf, verbFlags } from '../src/invocation/flag-table.ts';
import { parseFlags } from '../src/invocation/flags.ts';
import { width } from '../src/report/terminal/cells.ts';
import { hostFixture } from './run-cli.ts';

const fnos = hostFixture('fnos-hd620');

/** A command line as people mistype it, and what the answer must hold: a part of it for each language. */
const mistakes: readonly (readonly [argv: readonly string[], en: RegExp, zhCN: RegExp])[] = [
  [['doctr'], /nearest: doctor$/u, /最接近的是：doctor$/u],
  [['explan', 'kvmgt'], /nearest: explain$/u, /最接近的是：explain$/u],
  [['snaphot', 'a.json'], /nearest: snapshot$/u, /最接近的是：snapshot$/u],
  [['xyzzy'], /expected a verb of doctor.*; see: fngvt --help$/u, /不认识 xyzzy.*用法见：fngvt --help$/u],
  [['nosuch.txt'], /no such file; look at the name/u, /没有这个文件；核对文件名/u],
  [['fix', '--dry-rn'], /nearest: --dry-run$/u, /没有这个选项；最接近的是：--dry-run$/u],
  [['--dry-rn', 'fix'], /nearest: --dry-run$/u, /没有这个选项；最接近的是：--dry-run$/u],
  [['doctor', '--dry-run'], /belongs to: fix, vgpu, vm, undo$/u, /属于：fix、vgpu、vm、undo$/u],
  [['doctor', '--zzz'], /see: fngvt doctor --help$/u, /用法见：fngvt doctor --help$/u],
  [['doctor', '--constructor', 'x'], /--constructor: expected a flag/u, /--constructor：没有这个选项/u],
  [['doctor', '-x'], /-x: expected a flag/u, /-x：没有这个选项/u],
  [['doctor', '--quiet=yes'], /expected no value, found yes/u, /--quiet：应为不带值，实际是 yes/u],
  [['doctor', '--from'], /--from: expected a value behind it, found nothing/u, /--from：应为后面跟一个值/u],
  [['doctor', '--from', '--verbose'], /expected a value behind it, found --verbose/u, /实际是 --verbose/u],
  [['doctor', '--from', 'gone.json'], /expected a snapshot, found no such file/u, /没有这个文件/u],
  [['doctor', '--from', fnos, '--root', '/'], /--from and --root: expected one of them/u, /只能用其中一个/u],
  [['doctor', '--root', '/etc/passwd'], /expected a folder, found a file/u, /应为文件夹，实际是文件/u],
  [['doctor', '--root', '/no/such'], /expected a folder, found nothing at/u, /实际是什么都没有/u],
  [['doctor', '--format', 'pdf'], /expected a format of text, json/u, /应为以下格式之一：text、json/u],
  [['doctor', '--fail-on', 'never'], /error, warning or advice/u, /error、warning 或 advice/u],
  [['doctor', '--only', 'enable-gtv'], /nearest: enable-gvt/u, /最接近的是：enable-gvt/u],
  [['doctor', '--only', 'qqqqqq'], /all of them: fngvt rules$/u, /全部 id 见：fngvt rules$/u],
  [['doctor', 'host.json'], /expected only flags, found host\.json; see: fngvt doctor/u, /只能跟选项/u],
  [['doctor', '--with', '/etc/x'], /expected PATH=FILE/u, /应为路径=文件/u],
  [['explain'], /for example: fngvt explain "No space left/u, /例如：fngvt explain "没有 mdev 目录"$/u],
  [['lookup'], /for example: fngvt lookup N100$/u, /例如：fngvt lookup N100$/u],
  [['diff', fnos], /expected two files, found 1/u, /应为两个文件，实际是 1 个/u],
  [['schema', 'poem'], /expected one of report, fleet, snapshot/u, /应为以下之一：report、fleet、snapshot/u],
  [['snapshot'], /expected one file to write, found none/u, /应为一个要写入的文件名/u],
  [['vgpu', 'creat'], /nearest: create$/u, /不能写 creat；最接近的是：create$/u],
  [
    ['vgpu', 'start', 'abc', '--from', fnos],
    /expected a UUID, found abc; fngvt vgpu lists them$/u,
    /用 fngvt vgpu 可以看到$/u,
  ],
  [
    ['vgpu', '--type', 'V5_4', '--from', fnos],
    /--type: expected with vgpu plan or create/u,
    /只能和 vgpu plan、vgpu create 一起用/u,
  ],
  [
    ['vgpu', 'create', '--count', 'two', '--from', fnos],
    /a whole number from 1 on, found two/u,
    /从 1 开始的整数/u,
  ],
  [
    ['vm', 'attach', '--from', fnos],
    /expected one VM by its name, found none; fngvt vm lists them/u,
    /应为一台虚拟机的名字/u,
  ],
  [
    ['vm', 'attach', 'Windows 99', '--from', fnos],
    /expected a VM of this host, found none/u,
    /应为这台机器上的虚拟机/u,
  ],
  [['fix', '--off', 'kvmgt'], /takes back everything/u, /会全部撤回/u],
  [['nosuch', '--help'], /expected a verb of doctor/u, /不认识 nosuch/u],
];

const invocation: Invocation = {
  version: '0',
  now: '2026-01-01T00:00:00Z',
  call: 'fngvt',
  columns: 80,
  isTerminal: false,
  ask: () => Promise.resolve(false),
  environment: {},
};

async function answerTo(argv: readonly string[], language: Language): Promise<string> {
  const line = ['--lang', language, ...argv];
  try {
    const { text, exit } = await run(line, invocation);
    return `exit ${exit}: ${plainText(text)}`;
  } catch (error) {
    if (error instanceof UsageError) return usageLine(error, line, invocation);
    throw error;
  }
}

describe('a mistake on the command line is answered with the line that helps', () => {
  test.each(mistakes)('%j', async (argv, en, zhCN) => {
    const english = await answerTo(argv, 'en');
    expect(english).toMatch(en);
    const chinese = await answerTo(argv, 'zh-CN');
    expect(chinese).toMatch(zhCN);
    expect(chinese).not.toContain('expected');
    for (const line of [english, chinese]) {
      expect(line).toMatch(/^fngvt: /u);
      expect(line).not.toMatch(/\n|\bE(?:NOENT|ISDIR|ACCES|NOTDIR)\b/u);
    }
  });
});

describe('one door', () => {
  test.each([
    [['N100'], /Alder Lake-N/u],
    [['8086:3e92'], /Coffee Lake/u],
    [['i5', '8500T'], /8500T/u],
    [['enable-gvt'], /i915\.enable_gvt/u],
    [['No', 'such', 'device'], /ENODEV/u],
    [['-bash: echo: write error: No space left on device'], /aperture/u],
    [[fnos, '-q'], /NOT READY/u],
    [['--from', fnos, 'vgpu'], /i915|vGPU/u],
  ])('%j', async (argv, told) => {
    expect(await answerTo(argv, 'en')).toMatch(told);
  });
});

describe('the help', () => {
  const pages = [undefined, ...verbs.map(({ name }) => name)];

  test.each(['en', 'zh-CN'] as const)(
    '%s: every page has its flags and two examples, and fits',
    async language => {
      for (const verb of pages) {
        const text = await answerTo(verb === undefined ? ['--help'] : [verb, '--help'], language);
        const lines = text.trimEnd().split('\n');
        expect(lines.length, verb).toBeLessThanOrEqual(40);
        expect(Math.max(...lines.map(width)), verb).toBeLessThanOrEqual(80);
        if (verb === undefined) continue;
        for (const flag of verbFlags[verb]) expect(text, verb).toContain(`--${flag}`);
        const { examples } = helpWords[language].verbs[verb];
        expect(examples.length, verb).toBeGreaterThanOrEqual(2);
        for (const [example] of examples) expect(text).toContain(`fngvt ${example}`);
      }
    },
  );

  test('on a narrow screen nothing that is typed is cut', async () => {
    const { text } = await run(['vgpu', '--help'], { ...invocation, columns: 48 });
    const plain = plainText(text);
    expect(plain).toContain('fngvt vgpu create --type V5_4 --autostart');
    expect(plain).toContain('autostart UUID on|off');
    expect(plain).not.toContain('…');
  });

  test('an example is no mistake', () => {
    for (const { name } of verbs) {
      for (const [example] of helpWords.en.verbs[name].examples) {
        const [, ...rest] = example.replaceAll(/"[^"]*"/gu, 'name').split(' ');
        expect(() => parseFlags(rest, flagsOf(name)), example).not.toThrow();
      }
    }
  });
});
