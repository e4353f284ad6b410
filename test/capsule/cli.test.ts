import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cli, hostFixture } from '../run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fngvt-capsule-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const before = hostFixture('fnos-hd620');

describe('a post on the command line', () => {
  test('--format and the extension of -o choose it, in either spelling', () => {
    const [md, bbcode] = [join(folder, 'a.md'), join(folder, 'a.bbcode')];
    expect(cli(['--from', before, '--lang', 'en', '-o', md, '-o', bbcode])).toEqual({
      exit: 1,
      stdout: '',
      stderr: '',
    });
    const told = (format: string): string =>
      cli(['--from', before, '--lang', 'en', '--format', format]).stdout;
    expect(readFileSync(md, 'utf8')).toBe(told('md'));
    expect(told('markdown')).toBe(told('md'));
    expect(told('md')).toMatch(/^### ❌ NOT READY · /u);
    expect(readFileSync(bbcode, 'utf8')).toBe(told('bbcode'));
    expect(told('bbcode')).toMatch(/^\[size=4\]\[b\]NOT READY: /u);
  });

  test('a capsule is judged like its host: same exit code, same words', () => {
    for (const [name, exit] of [
      ['fnos-hd620', 1],
      ['fnos-hd620.rebooted', 0],
      ['j4125-fnos', 4],
      ['docker-fnos', 3],
      ['fnos-hd620.update-grub', 5],
    ] as const) {
      const post = cli(['doctor', '--from', hostFixture(name), '--capsule', '--lang', 'zh-CN']);
      expect(post.exit).toBe(exit);
      const again = cli(['doctor', '--from', '-', '--lang', 'en', '-q'], { input: `> ${post.stdout}` });
      expect(again.exit).toBe(exit);
      expect(again.stdout).toBe(cli(['--from', hostFixture(name), '--lang', 'en', '-q']).stdout);
    }
  });

  test('a capsule among words of others is found in a file', () => {
    const path = join(folder, 'post.txt');
    const post = cli(['--from', before, '--capsule', '--format', 'bbcode', '--lang', 'en']).stdout;
    writeFileSync(path, `Hello,\n\nhere it is:\n${post.replace(/^/gmu, '> ')}\nThanks!\n`);
    const json = cli(['--from', path, '--format', 'json']);
    expect(json.exit).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      schema: 'fngvt.report/1',
      source: 'snapshot',
      verdict: { cause: 'enable-gvt-missing' },
      abridged: { evidence: [], parts: [] },
    });
  });
});

describe('wrong usage ends in one line', () => {
  const post = cli(['--from', before, '--capsule']).stdout;

  test.each([
    ['a capsule as JSON', ['--from', before, '--capsule', '--format', 'json'], undefined],
    ['a capsule into a JSON file', ['--from', before, '--capsule', '-o', join(folder, 'x.json')], undefined],
    ['a damaged capsule', ['--from', '-'], post.replace(/^(.{20})./mu, '$1').replace(/\n.{64}\n/u, '\n')],
    ['--only with a capsule', ['--from', '-', '--only', 'kvmgt'], post],
    ['facts of a capsule', ['facts', '--from', '-'], post],
    ['posts of a folder', ['--from', folder, '--format', 'md'], undefined],
    ['an unknown format', ['--from', before, '--format', 'constructor'], undefined],
  ] as const)('%s', (_name, argv, input) => {
    const result = cli(argv, input === undefined ? {} : { input });
    expect(result).toMatchObject({ exit: 2, stdout: '' });
    expect(result.stderr).toMatch(/^fngvt: [^\n]*expected [^\n]*\n$/u);
  });
});
