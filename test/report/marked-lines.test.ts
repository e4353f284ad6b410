import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { markedLines, underlined, type MarkedLine } from '../../src/report/marked-lines.ts';
import { width } from '../../src/report/terminal/cells.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { cli, hostFixture } from '../run-cli.ts';

/** The lines that a recorded host shows for one rule. */
async function linesOf(host: string, rule: string): Promise<readonly MarkedLine[]> {
  const found = fixtureHosts().find(({ name }) => name === host) ?? expect.fail(host);
  const { findings } = await found.report;
  return markedLines(
    findings.find(({ id, verdict }) => id === rule && verdict === 'fail') ?? expect.fail(rule),
  );
}

/** What stands above each run of marks, by cells. */
function above([line, marks]: readonly [string, string]): readonly string[] {
  return [...marks.matchAll(/\^+/gu)].map(({ index, 0: run }) => {
    let [cells, text] = [0, ''];
    for (const character of line) {
      if (cells >= index && cells < index + run.length) text += character;
      cells += width(character);
    }
    return text;
  });
}

describe('a faulty line', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['fnos-hd620.grub-full-width', 'grub-file', '/etc/default/grub:7', ['“', '”']],
    ['fnos-hd620.grub-crlf', 'grub-file', '/etc/default/grub:7', ['␍']],
    ['fnos-hd620.parameter-mistyped', 'enable-gvt-spelling', '/etc/default/grub:7', ['d']],
    ['fnos-hd620.modules-one-line', 'module-lists', '/etc/modules:2', ['vfio_iommu_type1']],
  ])('of %s is marked where it is wrong', async (host, rule, place, wrong) => {
    const [line] = await linesOf(host, rule);
    expect(line?.place).toBe(place);
    expect(line?.parts.filter(({ isWrong }) => isWrong).map(({ text }) => text)).toEqual(wrong);
    expect(line && above(underlined(line, 1000))).toEqual(wrong);
  });

  test.each([44, 76, 136])('is cut around the fault in %d cells', cells => {
    const line: MarkedLine = {
      place: '/etc/default/grub:7',
      parts: [
        { text: `# 显卡直通${'中文说明'.repeat(20)}`, isWrong: false },
        { text: '”', isWrong: true },
        { text: ' and so on'.repeat(20), isWrong: false },
      ],
    };
    const drawn = underlined(line, cells);
    expect(width(drawn[0])).toBeLessThanOrEqual(cells);
    expect(width(drawn[0])).toBeGreaterThan(cells - 4);
    expect(above(drawn)).toEqual(['”']);
    expect(drawn[0]).toMatch(/^….*…$/u);
  });

  test('counts Chinese characters twice', () => {
    const parts = [
      { text: '显卡', isWrong: false },
      { text: '＝', isWrong: true },
    ];
    expect(underlined({ place: '', parts }, 80)).toEqual(['显卡＝', '    ^^']);
  });

  test('of a stranger shows nothing that a terminal would obey', () => {
    const evidence = {
      ...{
        fact: 'bootloader/faulty-lines',
        source: null,
        predicate: 'shown',
        wanted: null,
        truth: true as const,
      },
      found: ['/etc/default/grub:1 2+1,9999999999+99999999 a\u001b[2Jb', 'no line at all'],
    };
    const [line, ...others] = markedLines({ verdict: 'fail', evidence: [evidence] } as never);
    expect(others).toEqual([]);
    expect(line && underlined(line, 80)).toEqual(['a\\x1b[2Jb', '     ^']);
  });
});

describe('a faulty line with a name in it', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fngvt-marked-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is told without the name, the mark under the right place, in every format', async () => {
    const snapshot = await openFixture(hostFixture('fnos-hd620.parameter-mistyped'));
    const path = '/etc/default/grub';
    const was = snapshot.files[path];
    const text = (typeof was === 'string' ? was : '').replace(
      'GRUB_CMDLINE_LINUX_DEFAULT="',
      'GRUB_CMDLINE_LINUX_DEFAULT="resume=/dev/mapper/zhangsans-box ',
    );
    const file = join(folder, 'host.json');
    const open = { ...snapshot, redactions: undefined, files: { ...snapshot.files, [path]: text } };
    writeFileSync(file, JSON.stringify(open));
    const told = (format: string): string =>
      cli(['doctor', '--from', file, '--format', format, '--lang', 'en']).stdout;
    for (const format of ['text', 'markdown', 'bbcode']) {
      const lines = told(format).split('\n');
      const at = lines.findIndex(line => /^\s*\^+$/u.test(line));
      expect(above([lines[at - 1] ?? '', lines[at] ?? '']), format).toEqual(['d']);
      expect(lines[at - 1], format).not.toContain('zhangsan');
      expect(lines.join('\n'), format).not.toContain('zhangsan');
    }
    const page = told('html');
    expect(page).toMatch(/anon_\w+[^<]*i915\.enable<mark>d<\/mark>_gvt/u);
    expect(page).not.toContain('zhangsan');
  });
});
