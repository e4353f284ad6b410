import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageFolder } from '../run-cli.ts';

/** A rule that is written wrong ends the build, with one line for whoever writes rules: which file, and what was expected. */

const file = 'rules/modules/kvmgt.yml';
const whole = readFileSync(join(packageFolder, file), 'utf8');

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'fngvt-broken-'));
  for (const part of ['src', 'scripts', 'rules', 'reports', 'package.json', 'tsconfig.json'])
    cpSync(join(packageFolder, part), join(root, part), { recursive: true });
  symlinkSync(join(packageFolder, 'node_modules'), join(root, 'node_modules'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each([
  ['a line that is no YAML', whole.replace('severity: error', 'severity: [error')],
  ['a field that no rule has', `${whole}shell: rm\n`],
  ['a severity of its own', whole.replace('severity: error', 'severity: fatal')],
  ['one language', whole.replace('  zh-CN: kvmgt 模块\n', '')],
  ['a fact that nobody collects', whole.replaceAll(/fact: [\w/]+/gu, 'fact: module/nothing')],
  ['a rule that is required and is none', whole.replace(/^requires: .*$/mu, 'requires: [nothing-of-the-kind]')],
  ['nothing', ''],
])('%s', (_name, text) => {
  expect(text).not.toBe(whole);
  writeFileSync(join(root, file), text);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(/kvmgt/u);
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+/u);
});
