import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { fixMatrixPage } from './fix-matrix.ts';
import { notice, platformsPage, rulesPage } from './pages.ts';
import { repliesPage } from './replies-page.ts';
import { roomPicture } from './room-picture.ts';
import { validators } from './validators.ts';
import { between, manualVerbs, readmeRows } from './verb-pages.ts';
import { shownPage } from '../test/vm/shown/page.ts';
import { readShown } from '../test/vm/shown/shown.ts';
import { ruleSchema } from '../src/rules/rule-schema.ts';

/** Writes the files that follow from rules and tables; `--check` only says whether they are current. */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isCheck = process.argv.includes('--check');

const now = (path: string): string => readFileSync(join(root, path), 'utf8');

const files: Readonly<Record<string, string>> = {
  'rules/rule.schema.json': `${JSON.stringify(z.toJSONSchema(ruleSchema, { io: 'input' }), null, 2)}\n`,
  'docs/rules.md': rulesPage(),
  'docs/gpus.md': platformsPage(),
  'docs/architecture.md': between(
    now('docs/architecture.md'),
    ['```mermaid', '\n\nA dashed'],
    roomPicture(root),
  ),
  'docs/fngvt.1': between(now('docs/fngvt.1'), ['.SH VERBS', '.SH OPTIONS'], `${manualVerbs()}\n`),
  'README.md': between(now('README.md'), ['| verb | what it does |', '\n\n'], readmeRows()),
  ...validators(),
  'docs/vm-shown.md': shownPage(readShown()),
  'docs/replies.md': await repliesPage(notice, join(root, 'fixtures', 'posts')),
  'docs/fix-matrix.md': await fixMatrixPage(notice, join(root, 'fixtures', 'hosts')),
};

for (const [path, content] of Object.entries(files)) {
  const full = join(root, path);
  const isCurrent = existsSync(full) && readFileSync(full, 'utf8') === content;
  if (isCurrent) continue;
  if (isCheck) {
    console.error(`${path} is not current: run npm run generate`);
    process.exitCode = 1;
  } else {
    writeFileSync(full, content);
    console.log(`${path} written`);
  }
}
