import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { verbs } from '../src/commands/verbs.ts';
import { cli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fngvt-completion-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, 'a folder'));
writeFileSync(join(folder, 'a host.json'), '');

const isHere = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
const isSkipped = (program: string): boolean => !isHere(program) && process.env['CI'] === undefined;

/** A script of ours in a file. */
function scriptFor(shell: string): string {
  const { exit, stdout, stderr } = cli(['completion', shell]);
  expect([exit, stderr]).toEqual([0, '']);
  const path = join(folder, `fngvt.${shell}`);
  writeFileSync(path, stdout);
  return path;
}

function run(shell: string, argv: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync(shell, [...argv], { cwd: folder, encoding: 'utf8' });
  expect([status, stderr], argv.join(' ')).toEqual([0, '']);
  return stdout.split('\n').filter(line => line !== '');
}

/** What bash would offer for the last of these words. `compopt` needs a completion that goes on. */
const inBash = (script: string, words: readonly string[]): readonly string[] =>
  run('bash', [
    '-c',
    'compopt() { :; }; . "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _fngvt; printf "%s\\n" "${COMPREPLY[@]}"',
    'bash',
    script,
    'fngvt',
    ...words,
  ]);

/** What fish would offer, without what it says of each. */
const inFish = (script: string, words: readonly string[]): readonly string[] =>
  run('fish', [
    '--no-config',
    '-c',
    'source $argv[1]; complete -C $argv[2]',
    script,
    ['fngvt', ...words].join(' '),
  ]).map(line => line.replace(/\t.*$/u, ''));

/** What is typed, and what must and must not be among the offers. */
const typed = [
  { words: ['do'], offers: ['doctor'], not: ['fix'] },
  { words: ['--f'], offers: ['--from', '--format', '--fail-on'], not: ['--dry-run'] },
  { words: ['fix', '--d'], offers: ['--dry-run'], not: ['--format'] },
  { words: ['doctor', '--format', ''], offers: ['bbcode', 'html', 'json'], not: ['doctor'] },
  { words: ['fix', '--format', ''], offers: ['json'], not: ['bbcode'] },
  { words: ['--lang', 'z'], offers: ['zh-CN'], not: ['en'] },
  { words: ['explain', 'enable-g'], offers: ['enable-gvt'], not: ['kvmgt'] },
  { words: ['doctor', '--only', 'kvmg'], offers: ['kvmgt'], not: ['enable-gvt'] },
  { words: ['vgpu', 'a'], offers: ['autostart'], not: ['attach'] },
  { words: ['vm', 'a'], offers: ['attach'], not: ['autostart'] },
  { words: ['schema', 'rep'], offers: ['report'], not: ['journal'] },
  { words: ['completion', ''], offers: ['bash', 'fish', 'zsh'], not: ['doctor'] },
  { words: ['doctor', '--from', 'a'], offers: ['a host.json', 'a folder'], not: ['doctor'] },
  { words: ['undo', '--root', 'a'], offers: ['a folder'], not: ['a host.json'] },
];

describe.each([
  ['bash', inBash],
  ['fish', inFish],
] as const)('%s', (shell, offered) => {
  test.skipIf(isSkipped(shell))('offers verbs, flags, ids and files', () => {
    const script = scriptFor(shell);
    for (const { words, offers, not } of typed) {
      // fish marks a folder, and writes a blank as it must be typed.
      const found = offered(script, words).map(word => word.replaceAll('\\', '').replace(/\/$/u, ''));
      for (const offer of offers) expect(found, words.join(' ')).toContain(offer);
      for (const other of not) expect(found, words.join(' ')).not.toContain(other);
    }
    expect(offered(script, ['']).filter(word => verbs.some(({ name }) => name === word))).toHaveLength(
      verbs.length,
    );
  });
});

test.skipIf(isSkipped('zsh'))('zsh reads its script, and names the function for the command', () => {
  const script = scriptFor('zsh');
  expect(
    run('zsh', ['-f', '-c', `autoload -U compinit && compinit -D; . ${script}; print $_comps[fngvt]`]),
  ).toEqual(['_fngvt']);
});

test.skipIf(isSkipped('shellcheck'))('shellcheck has nothing to say of the script for bash', () => {
  const { stdout } = spawnSync('shellcheck', ['-s', 'bash', scriptFor('bash')], { encoding: 'utf8' });
  expect(stdout).toBe('');
});

test('another shell is wrong usage', () => {
  expect(cli(['completion', 'tcsh'])).toEqual({
    exit: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /^fngvt: completion: expected bash, zsh, fish, found tcsh; see: .* completion --help\n$/u,
    ) as string,
  });
});
