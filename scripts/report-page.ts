import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import Handlebars from 'handlebars';

/**
 * The report page's parts as one module for `dist/data`: templates precompiled, style and script each in one text with the hash
 * that the page's Content Security Policy names. A run of fngvt then needs neither a compiler nor a hash.
 */
export async function reportPage(folder: string): Promise<string> {
  const style = await bundled(join(folder, 'style.css'));
  const dark = await bundled(join(folder, 'dark.css'));
  const script = await bundled(join(folder, 'script.js'), { format: 'iife' });
  const hashes = { style: hash(style), dark: hash(dark), script: hash(script) };
  const texts = Object.entries({ style, dark, script, hashes }).map(
    ([name, value]) => `exports.${name} = ${JSON.stringify(value)};`,
  );
  const templates = templateFiles(folder).map(
    path => `${JSON.stringify(basename(path, '.hbs'))}: ${precompiled(path)}`,
  );
  return [...texts, `exports.templates = {\n${templates.join(',\n')}\n};`, ''].join('\n');
}

function templateFiles(folder: string): readonly string[] {
  const partials = readdirSync(join(folder, 'partials')).filter(name => name.endsWith('.hbs'));
  return [join(folder, 'report.hbs'), ...partials.sort().map(name => join(folder, 'partials', name))];
}

/** Strict: a field that the page does not have is a fault of ours, not an empty place. No logic but `each` and `if`. */
function precompiled(path: string): string {
  const source = readFileSync(path, 'utf8').replace(/^[ \t]+/gmu, '');
  const code = Handlebars.precompile(source, {
    strict: true,
    knownHelpers: { each: true, if: true },
    knownHelpersOnly: true,
    preventIndent: true,
  }) as unknown as string;
  // Where in the template a field is missing is told with the error alone, and the error names the field.
  const place = /\{"start":\{"line":\d+,"column":\d+\},"end":\{"line":\d+,"column":\d+\}\}/gu;
  // The runtime of this version has the look-up itself.
  const ownLookup = /(container\.lookupProperty) \|\| function\(parent, propertyName\) \{[^}]*\}[^}]*\}/gu;
  return code.replaceAll(place, '0').replaceAll(ownLookup, '$1');
}

/** A file with what it imports, small. The page stands in an HTML document, where `</` could end its element. */
async function bundled(path: string, options: BuildOptions = {}): Promise<string> {
  const result = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    target: ['chrome90', 'firefox90', 'safari15'],
    ...options,
  });
  const text = (result.outputFiles?.[0]?.text ?? '').trim();
  if (/<\/|<!--/u.test(text)) throw new Error(`${path}: expected no "</" in style or script, found one`);
  return text;
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
