import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'yaml';
import * as z from 'zod';
import { reportSchema } from '../src/report/schema.ts';
import { verifySchema, vgpuSchema, vmsSchema } from '../src/report/vgpu-schema.ts';
import { snapshotSchema } from '../src/host/snapshot/schema.ts';
import { compileRules } from '../src/rules/compile.ts';
import { ruleSchema } from '../src/rules/schema.ts';
import { compileKnownWords } from '../src/rules/known-words.ts';
import { tableSchemas, type TableName } from '../src/rules/table-schema.ts';
import { RuleError } from '../src/values/errors.ts';
import { notices } from './notices.ts';
import { reportPage } from './report-page.ts';
import { readRuleSources, readTopics } from './rule-files.ts';

/** Builds `dist/`: the bundle, the rules and tables as JSON, the parts of the report page, the JSON Schemas, the licences of what is bundled. */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts: readonly string[]): string => join(root, ...parts);

rmSync(at('dist'), { recursive: true, force: true });
mkdirSync(at('dist', 'data', 'tables'), { recursive: true });
mkdirSync(at('dist', 'data', 'schemas'), { recursive: true });
mkdirSync(at('dist', 'data', 'capsule'), { recursive: true });
compileData();
writeFileSync(at('dist', 'data', 'page.js'), await reportPage(at('reports', 'html')));
const inputs = await bundle();
writeFileSync(at('dist', 'THIRD-PARTY-NOTICES.txt'), notices(root, inputs));

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
  writeJson(
    'known-words',
    compileKnownWords({
      words: readTable('known-words'),
      parameters: readTable('parameters'),
      kernels: readTable('kernels'),
      log: readTable('log-lines'),
      ids: readTable('pci-ids'),
    }),
  );
  writeJson('capsule/1', readFileSync(at('reports', 'capsule', '1.txt'), 'utf8'));
  writeJson('schemas/report', z.toJSONSchema(reportSchema));
  writeJson('schemas/vgpu', z.toJSONSchema(vgpuSchema));
  writeJson('schemas/vms', z.toJSONSchema(vmsSchema));
  writeJson('schemas/verify', z.toJSONSchema(verifySchema));
  writeJson('schemas/snapshot', z.toJSONSchema(snapshotSchema, { io: 'input' }));
  writeJson('schemas/rule', z.toJSONSchema(ruleSchema, { io: 'input' }));
}

/** A table as its YAML says, held against its schema. */
function readTable<Name extends TableName>(name: Name): z.infer<(typeof tableSchemas)[Name]> {
  const parsed = tableSchemas[name].safeParse(
    parse(readFileSync(at('rules', 'tables', `${name}.yml`), 'utf8')),
  );
  if (!parsed.success) throw new RuleError(`rules/tables/${name}.yml: ${z.prettifyError(parsed.error)}`);
  return parsed.data as z.infer<(typeof tableSchemas)[Name]>;
}

/** Where a row comes from is for those who read the YAML; a run has no use for it. */
function withoutSources(table: unknown): unknown {
  return JSON.parse(JSON.stringify(table, (key, value: unknown) => (key === 'source' ? undefined : value)));
}

function writeJson(name: string, value: unknown): void {
  writeFileSync(at('dist', 'data', `${name}.json`), JSON.stringify(value));
}

/**
 * A few chunks instead of one file: what only some verbs need is loaded by those. Some libraries are CommonJS inside; in an
 * ESM bundle they find `require` by the banner.
 */
async function bundle(): Promise<readonly string[]> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: { fngvt: 'src/cli.ts' },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node18.20',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    metafile: true,
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  const entry = at('dist', 'fngvt.js');
  writeFileSync(entry, `#!/usr/bin/env node\n${readFileSync(entry, 'utf8')}`);
  chmodSync(entry, 0o755);
  return Object.keys(result.metafile.inputs);
}
