import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown, type InputOptions, type OutputOptions } from 'rolldown';
import { parse } from 'yaml';
import * as z from 'zod';
import { journalSchema } from '../src/change/journal/journal-schema.ts';
import { planSchema } from '../src/report/json/plan-schema.ts';
import { explainSchema } from '../src/report/json/explain-schema.ts';
import { agentSchema } from '../src/report/agent/agent-schema.ts';
import { answerSchema } from '../src/report/json/answer-schema.ts';
import { lookupSchema } from '../src/report/json/lookup-schema.ts';
import { fleetSchema } from '../src/report/fleet/fleet-schema.ts';
import { reportSchema } from '../src/judge/report-schema.ts';
import { verifySchema, vgpuSchema, vmsSchema } from '../src/report/json/vgpu-schema.ts';
import { snapshotSchema } from '../src/host/snapshot/snapshot-schema.ts';
import { compileFixes, compileRules, compileRuleTexts } from '../src/rules/compile.ts';
import { ruleSchema } from '../src/rules/rule-schema.ts';
import { compileKnownWords } from '../src/rules/compile-known-words.ts';
import { tableSchemas, type TableName } from '../src/rules/table-schema.ts';
import { RuleError } from '../src/values/errors.ts';
import { browserApp } from './browser-app.ts';
import { notices } from './notices.ts';
import { fleetPage, reportPage } from './report-page.ts';
import { jsonSchemaOf, validators } from './validators.ts';
import { readRuleSources, readTopics } from './rule-files.ts';
import { withoutRemarks } from './without-remarks.ts';
import { inOneLine } from '../src/values/trimmed.ts';

/** Builds `dist/`, and the checks in `src` that follow from schemas: the bundle, the rules and tables as JSON, the parts of the report page, the JSON Schemas, the licences of what is bundled. */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts: readonly string[]): string => join(root, ...parts);

rmSync(at('dist'), { recursive: true, force: true });
for (const folder of ['capsule', 'checks', 'rule-texts', 'schemas', 'tables'])
  mkdirSync(at('dist', 'data', folder), { recursive: true });
try {
  compileData();
} catch (error) {
  if (!(error instanceof RuleError)) throw error;
  // Whoever writes a rule is told what was expected; where in our code it was noticed is nothing to them.
  console.error(inOneLine(error.message));
  process.exit(1);
}
for (const [path, code] of Object.entries(validators()))
  if (!existsSync(at(path)) || readFileSync(at(path), 'utf8') !== code) writeFileSync(at(path), code);
writeFileSync(at('dist', 'data', 'page.js'), await reportPage(at('reports')));
writeFileSync(at('dist', 'data', 'fleet-page.js'), await fleetPage(at('reports')));
const inputs = await bundle();
const app = await browserApp(root);
writeFileSync(at('dist', 'fngvt.html'), app.text);
writeFileSync(at('dist', 'THIRD-PARTY-NOTICES.txt'), notices(root, [...new Set([...inputs, ...app.inputs])]));
keepCompiledCode();

function compileData(): void {
  const topics = readTopics(at('rules'));
  writeJson('topics', topics);
  writeJson(
    'rules',
    compileRules(
      readRuleSources(at('rules')),
      topics.map(topic => topic.id),
    ),
  );
  for (const name of Object.keys(tableSchemas) as TableName[]) {
    // Only its compiled form is read at run time.
    if (name !== 'known-words') writeJson(`tables/${name}`, withoutSources(readTable(name)));
  }
  for (const [id, texts] of Object.entries(compileRuleTexts(readRuleSources(at('rules')))))
    writeJson(`rule-texts/${id}`, texts);
  writeJson('fixes', compileFixes(readRuleSources(at('rules'))));
  writeJson(
    'known-words',
    compileKnownWords({
      words: readTable('known-words'),
      parameters: readTable('parameters'),
      kernels: readTable('kernels'),
      log: readTable('log-lines'),
      symptoms: readTable('symptoms'),
      ids: readTable('pci-ids'),
      makers: readTable('vm-makers'),
      hosts: readTable('hosts'),
      gpus: readTable('gpu-names'),
    }),
  );
  writeJson('capsule/1', readFileSync(at('reports', 'capsule', '1.txt'), 'utf8'));
  writeJson('schemas/report', jsonSchemaOf(reportSchema));
  writeJson('schemas/fleet', jsonSchemaOf(fleetSchema));
  writeJson('schemas/plan', jsonSchemaOf(planSchema));
  writeJson('schemas/journal', jsonSchemaOf(journalSchema));
  writeJson('schemas/vgpu', jsonSchemaOf(vgpuSchema));
  writeJson('schemas/vms', jsonSchemaOf(vmsSchema));
  writeJson('schemas/verify', jsonSchemaOf(verifySchema));
  writeJson('schemas/lookup', jsonSchemaOf(lookupSchema));
  writeJson('schemas/explain', jsonSchemaOf(explainSchema));
  writeJson('schemas/answer', jsonSchemaOf(answerSchema));
  writeJson('schemas/agent', jsonSchemaOf(agentSchema));
  writeJson('schemas/snapshot', jsonSchemaOf(snapshotSchema));
  writeJson('schemas/rule', jsonSchemaOf(ruleSchema));
}

/** A table as its YAML says, held against its schema. */
function readTable<Name extends TableName>(name: Name): z.infer<(typeof tableSchemas)[Name]> {
  const parsed = tableSchemas[name].safeParse(
    parse(readFileSync(at('rules', 'tables', `${name}.yml`), 'utf8')),
  );
  if (!parsed.success) throw new RuleError(`rules/tables/${name}.yml: ${z.prettifyError(parsed.error)}`);
  return parsed.data as z.infer<(typeof tableSchemas)[Name]>;
}

/** Where a row comes from and what it can't tell is for those who read the YAML; a run has no use for it. */
function withoutSources(table: unknown): unknown {
  const isForReaders = (key: string): boolean => key === 'source' || key === 'limits';
  return JSON.parse(JSON.stringify(table, (key, value: unknown) => (isForReaders(key) ? undefined : value)));
}

function writeJson(name: string, value: unknown): void {
  writeFileSync(at('dist', 'data', `${name}.json`), JSON.stringify(value));
}

/**
 * One file with all that a run of the doctor loads, and one for each thing that only some verbs need. CommonJS: Node starts it
 * faster than modules, and only of CommonJS can the compiled code be kept (`src/start.ts`). Names stay, for stacks in bug reports.
 */
async function bundle(): Promise<readonly string[]> {
  const output: OutputOptions = {
    dir: at('dist'),
    format: 'cjs',
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    comments: false,
    dynamicImportInCjs: false,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  };
  const options: InputOptions = {
    cwd: root,
    platform: 'node',
    transform: { target: 'node18.19' },
    plugins: [withoutRemarks],
  };
  const start = await rolldown({ ...options, input: { fngvt: 'src/start.ts' } });
  await start.write({ ...output, banner: '#!/usr/bin/env node' });
  const core = await rolldown({ ...options, input: { core: 'src/cli.ts' }, preserveEntrySignatures: false });
  const written = await core.write({
    ...output,
    codeSplitting: {
      groups: [{ name: 'core', tags: ['$initial'], includeDependenciesRecursively: false }],
    },
  });
  const file = at('dist', 'core.js');
  writeFileSync(file, Module.wrap(inAscii(readFileSync(file, 'utf8'))));
  writeFileSync(at('dist', 'package.json'), '{ "type": "commonjs" }\n');
  chmodSync(at('dist', 'fngvt.js'), 0o755);
  return written.output.flatMap(chunk =>
    chunk.type === 'chunk' ? chunk.moduleIds.map(id => relative(root, id)) : [],
  );
}

/**
 * The same code in ASCII, which Node reads and V8 keeps in half the memory. What lies beyond stands in texts and regular expressions only, also
 * in those made of `String.raw`, and both read the escape.
 */
function inAscii(code: string): string {
  return code.replaceAll(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What V8 compiles for a run of the doctor, kept for the next (`src/start.ts`). */
function keepCompiledCode(): void {
  const fixture = at('fixtures', 'hosts', 'fnos-hd620.yml');
  const done = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      at('scripts', 'code-cache.ts'),
      at('dist', 'core.js'),
      at('dist', 'core.cache'),
      fixture,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  // 1: the doctor's answer for this host.
  if (done.status !== 1) throw new Error(`code-cache: expected exit code 1, found ${String(done.status)}`);
}
