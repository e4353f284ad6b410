import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import Handlebars from 'handlebars';

/** What a page is made of. */
interface PageSources {
  /** Its template and the partials of that. */
  readonly templates: readonly string[];
  readonly style: string;
  readonly dark: string;
  readonly script: string;
}

/** The page of one host, `reports/html`. */
export const reportPage = (reports: string): Promise<string> =>
  pageModule({
    templates: [join(reports, 'html', 'report.hbs'), ...partialsOf(reports)],
    style: join(reports, 'html', 'style.css'),
    dark: join(reports, 'html', 'dark.css'),
    script: join(reports, 'html', 'script.js'),
  });

/** The page of many hosts, `reports/fleet`; what both have in common lies with the other. */
export const fleetPage = (reports: string): Promise<string> =>
  pageModule({
    templates: [join(reports, 'fleet', 'fleet.hbs'), join(reports, 'html', 'partials', 'icons.hbs')],
    style: join(reports, 'fleet', 'fleet.css'),
    dark: join(reports, 'html', 'dark.css'),
    script: join(reports, 'fleet', 'script.js'),
  });

/**
 * A page's parts as one module for `dist/data`: templates precompiled, style and script each in one text with the hash
 * that the page's Content Security Policy names. A run of fngvt then needs neither a compiler nor a hash.
 */
async function pageModule(sources: PageSources): Promise<string> {
  const style = await bundled(sources.style);
  const dark = await bundled(sources.dark);
  const script = await bundled(sources.script, { format: 'iife' });
  const hashes = { style: hash(style), dark: hash(dark), script: hash(script) };
  const texts = Object.entries({ style, dark, script, hashes }).map(
    ([name, value]) => `exports.${name} = ${JSON.stringify(value)};`,
  );
  const templates = sources.templates.map(
    path => `${JSON.stringify(basename(path, '.hbs'))}: ${precompiled(path)}`,
  );
  return [...texts, `exports.templates = {\n${templates.join(',\n')}\n};`, ''].join('\n');
}

function partialsOf(reports: string): readonly string[] {
  const folder = join(reports, 'html', 'partials');
  const names = readdirSync(folder).filter(name => name.endsWith('.hbs'));
  return names.sort().map(name => join(folder, name));
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
