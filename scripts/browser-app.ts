import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import Handlebars from 'handlebars';
import { rolldown, type Plugin } from 'rolldown';
import type { PageAssets } from '../src/report/page/page-template.ts';
import { browserTables } from './browser-tables.ts';
import { importsAtOnce } from './imports-at-once.ts';
import { notices } from './notices.ts';
import { packageInside } from './package-inside.ts';
import { withoutRemarks } from './without-remarks.ts';

/**
 * `fngvt.html`: the doctor in one file that any browser opens from the disk. The same core as on the command line; where that needs Node
 * (bytes, digests, deflate, our own files) a file has a twin `NAME.browser.ts`, which is taken here in its place; our own files lie inside (`NAME.inside.ts`).
 */
export async function browserApp(root: string): Promise<BrowserApp> {
  const at = (...parts: readonly string[]): string => join(root, ...parts);
  const page = createRequire(import.meta.url)(at('dist', 'data', 'page.js')) as PageAssets;
  const style = await styleOf(at('reports', 'app', 'app.css'));
  const { script, inputs } = await scriptOf(root, at('reports', 'app', 'app.js'));
  // What is shown inside of it is the report as its own page, which follows the policy of the page around it, too.
  const { hashes } = page;
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)} ${hashes.script}`,
    `style-src ${hash(style)} ${hashes.style} ${hashes.dark}`,
    // Work that takes a while is done beside the page, by the same script.
    'worker-src blob:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const text = Handlebars.compile(readFileSync(at('reports', 'app', 'app.hbs'), 'utf8'), { strict: true })({
    policy,
    style,
    script,
    // fngvt is under the licence of MIT; the file goes from hand to hand without the others of its folder.
    notices: `${readFileSync(at('LICENSE'), 'utf8').trim()}\n\n${notices(root, inputs)}`,
  });
  return { text, inputs };
}

/** The file, and the modules that its script is made of, by their paths. */
interface BrowserApp {
  readonly text: string;
  readonly inputs: readonly string[];
}

async function styleOf(path: string): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [path], bundle: true, write: false, minify: true });
  return (outputFiles[0]?.text ?? '').trim();
}

async function scriptOf(
  root: string,
  input: string,
): Promise<{ readonly script: string; readonly inputs: readonly string[] }> {
  const bundle = await rolldown({
    cwd: root,
    input,
    platform: 'browser',
    transform: { target: ['chrome90', 'firefox90', 'safari15'] },
    plugins: [
      twins,
      withoutRemarks,
      importsAtOnce,
      packageInside(root, {
        folders: ['tables', '', 'rule-texts', 'capsule'],
        shapes: browserTables,
        isParsed: true,
        code: ['page'],
      }),
    ],
  });
  const { output } = await bundle.generate({
    format: 'iife',
    minify: true,
    comments: false,
    codeSplitting: false,
  });
  const [{ code, moduleIds }] = output;
  // In a script these stand in strings, templates and expressions, where the escape means the same.
  const script = code
    .trim()
    .replaceAll('</script', String.raw`<\/script`)
    .replaceAll('<!--', String.raw`\x3c!--`);
  return { script, inputs: moduleIds.map(id => relative(root, id)) };
}

/** A file with a twin for browsers is that twin. What then still asks for Node ends the build. */
const twins: Plugin = {
  name: 'twins',
  resolveId(path, importer) {
    if (!path.startsWith('node:')) return null;
    throw new Error(
      `${importer ?? ''} needs ${path}, which no browser has: give that file a twin, NAME.browser.ts`,
    );
  },
  load(path) {
    if (unusedParts.test(path)) return { code: 'module.exports = () => {};', moduleType: 'js' };
    const twin = ['.browser.ts', '.inside.ts']
      .map(ending => path.replace(/\.ts$/u, ending))
      .find(candidate => candidate !== path && existsSync(candidate));
    return twin === undefined ? null : { code: readFileSync(twin, 'utf8'), moduleType: 'ts' };
  },
};

/** Helpers of Handlebars that no template of ours calls: those have `each` and `if` alone. */
const unusedParts =
  /[\\/]handlebars[\\/]dist[\\/]cjs[\\/]handlebars[\\/](?:helpers[\\/](?:log|lookup|with)|decorators[\\/]inline|no-conflict)\.js$/u;

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
