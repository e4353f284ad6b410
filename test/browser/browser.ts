import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { cli, hostFixture } from '../run-cli.ts';

/** The system's own Chromium; the tests download none. */
const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path =>
  existsSync(path),
);

/** Why the browser tests do not run here; in CI they must. */
export const isWithoutBrowser = executable === undefined && process.env['CI'] === undefined;
if (isWithoutBrowser) console.warn('browser tests are skipped: no Chromium in /usr/bin');

/** Starts the browser, without anything that would use a network. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    ...(executable === undefined ? {} : { executablePath: executable }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
}

const folder = mkdtempSync(join(tmpdir(), 'fngvt-pages-'));

/** Writes the report of a host as a page, by the built command line. */
export function pageOf(fixture: string, language = 'en'): string {
  const path = join(folder, `${fixture}.${language}.html`);
  if (!existsSync(path)) write(path, ['--from', hostFixture(fixture), '--lang', language]);
  return path;
}

/** The same of a snapshot that a test made. */
export function pageOfSnapshot(name: string, snapshot: string, language = 'en'): string {
  const path = join(folder, `${name}.html`);
  write(path, ['--from', '-', '--lang', language], snapshot);
  return path;
}

function write(path: string, argv: readonly string[], input?: string): void {
  // A stranger's text has to reach the page: nothing is replaced by stand-ins on the way.
  const asIs = input === undefined ? [] : ['--no-redact', '--yes'];
  const { exit, stderr } = cli(
    ['doctor', ...argv, ...asIs, '-o', path],
    input === undefined ? {} : { input },
  );
  if (stderr !== '' || exit === 2 || exit === 70) throw new Error(`doctor ended with ${exit}: ${stderr}`);
}

/** A page that was opened, and what it did that it should not. */
export interface Opened {
  readonly page: Page;
  /** Errors on the console, exceptions, and requests other than for the file itself. */
  readonly complaints: readonly string[];
}

/** Closes what a test opened: pages that stay open share the processor with the next test. */
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(close => close()));
});

/** Opens a file as a reader does, from the disk. */
export async function open(
  browser: Browser,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    // As a reader of the language that the page was written in.
    locale: /\.zh-CN\./u.test(path) ? 'zh-CN' : 'en-US',
    ...options,
  });
  opened.push(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  const address = pathToFileURL(path).href;
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(error.message));
  await page.route('**/*', route => {
    const url = route.request().url();
    if (url.split('#')[0] === address) return route.continue();
    complaints.push(`request: ${url}`);
    return route.abort();
  });
  await page.goto(address);
  return { page, complaints };
}

/** Runs a script in the page, after its own. It is text: these tests know no types of a browser. */
export function ask<Answer>(page: Page, script: string): Promise<Answer> {
  return page.evaluate<Answer>(script);
}

/** Opens every folded part. */
export function unfold(page: Page): Promise<void> {
  return ask(page, "document.querySelectorAll('details').forEach(details => { details.open = true; })");
}

/** One property of every element that a selector finds. */
export function each<Answer>(page: Page, selector: string, expression: string): Promise<readonly Answer[]> {
  return ask(
    page,
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map(element => ${expression})`,
  );
}

/** A colour or another property of the whole document, as the browser computes it. */
export function styleOf(page: Page, property: string): Promise<string> {
  return ask(page, `getComputedStyle(document.documentElement).${property}`);
}
