import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { verbFlags } from '../../src/invocation/flag-table.ts';
import { cli, hostFixture } from '../run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fngvt-to-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const guide = hostFixture('fnos-hd620');
const ready = hostFixture('fnos-hd620.rebooted');

/** A call of every verb that prints a document, and the formats that its files may have. */
const documents: readonly (readonly [argv: readonly string[], endings: readonly string[]])[] = [
  [
    ['explain', 'enable-gvt'],
    ['txt', 'json'],
  ],
  [
    ['lookup', 'N100'],
    ['txt', 'json'],
  ],
  [
    ['answer', guide],
    ['txt', 'json', 'md', 'bbcode'],
  ],
  [
    ['diff', guide, ready],
    ['txt', 'json'],
  ],
  [['rules'], ['txt', 'json']],
  [
    ['facts', '--from', guide],
    ['txt', 'json'],
  ],
  [
    ['vgpu', '--from', ready],
    ['txt', 'json'],
  ],
  [['vgpu', 'plan', '--type', 'i915-GVTg_V5_4', '--from', ready], ['txt']],
  [
    ['vm', '--from', ready],
    ['txt', 'json'],
  ],
  [
    ['fix', '--dry-run', '--from', guide],
    ['txt', 'json'],
  ],
  [
    ['undo', '--list', '--root', folder],
    ['txt', 'json'],
  ],
  [['schema', 'report'], ['json']],
  [['completion', 'bash'], ['bash']],
  [['snapshot', '--script'], ['sh']],
];

describe('-o on every verb that prints', () => {
  test('none is left out', () => {
    const held = new Set(documents.map(([[verb = '']]) => verb));
    const own = ['doctor', 'report'];
    expect(Object.keys(verbFlags).filter(verb => !held.has(verb) && !own.includes(verb))).toEqual([]);
  });

  test.each(documents.map(([argv, endings]) => [argv.slice(0, 2).join(' '), argv, endings] as const))(
    '%s: each file holds what a pipe would get, and nothing is printed',
    (_, argv, endings) => {
      const paths = endings.map(ending => join(folder, `x.${ending}`));
      const { exit, stdout } = cli([...argv, ...paths.flatMap(path => ['-o', path])]);
      expect(stdout).toBe('');
      endings.forEach((ending, i) => {
        const format = endings.length === 1 || ending === 'txt' ? [] : ['--format', ending];
        const piped = cli([...argv, ...format]);
        const text = ending === 'txt' && argv[0] === 'answer' ? cli([...argv, '--format', 'text']) : piped;
        expect(readFileSync(paths[i] ?? '', 'utf8')).toBe(text.stdout);
        expect(exit).toBe(text.exit);
      });
    },
  );

  test.each([
    ['a change', ['fix', '--root', folder]],
    ['a change below a verb', ['vgpu', 'create', '--from', ready]],
    ['a snapshot, whose file needs no flag', ['snapshot', join(folder, 'a.json'), '--from', ready]],
  ])('%s is no document', (_, argv) => {
    const path = join(folder, 'never.txt');
    expect(cli([...argv, '-o', path]).exit).toBe(2);
    expect(existsSync(path)).toBe(false);
  });

  test('an ending that no format has is refused', () => {
    expect(cli(['rules', '-o', join(folder, 'x.docx')]).exit).toBe(2);
  });
});
