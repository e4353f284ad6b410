import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oneFile } from '../../scripts/one-file.ts';
import { verbs } from '../../src/commands/verbs.ts';
import { partOf } from '../part.ts';
import { entry, packageFolder } from '../run-cli.ts';
import { installed, type Installed } from './called.ts';
import { everyVerb, namedCalls } from './every-verb.ts';

const folder = mkdtempSync(join(tmpdir(), 'fngvt-one-file-'));
const file = join(folder, 'fngvt.cjs');
const node18 = process.env['FNGVT_NODE18'];
const isWithNode18 = node18 !== undefined || process.env['CI'] !== undefined;
let programs: readonly Installed[] = [];

beforeAll(async () => {
  writeFileSync(file, (await oneFile(packageFolder)).text);
  if (isWithNode18) expect(node18, 'FNGVT_NODE18 must name a node binary').toBeDefined();
  programs = [installed(entry), installed(file), ...(node18 === undefined ? [] : [installed(file, node18)])];
});

afterAll(() => {
  for (const { remove } of programs) remove();
  rmSync(folder, { recursive: true, force: true });
});

test('each verb is among the calls', () => {
  const called = new Set(everyVerb.map(({ argv: [verb] }) => verb));
  expect(verbs.map(({ name }) => name).filter(name => !called.has(name))).toEqual([]);
});

describe('the one file says what dist says, under Node 18 too where there is one', () => {
  test.concurrent.each(partOf(namedCalls, 2))('%s', async (_name, call) => {
    const [dist, ...others] = programs;
    const wanted = await dist?.run(call);
    expect(wanted?.stderr).not.toContain('This is a bug');
    for (const { run } of others) expect(await run(call)).toEqual(wanted);
  });
});
