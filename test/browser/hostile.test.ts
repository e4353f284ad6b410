import { readFileSync, statSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limitOf } from '../../src/host/file-limits.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { hostFixture } from '../run-cli.ts';
import { ask, each, isWithoutBrowser, launch, open, pageOf, pageOfSnapshot, unfold } from './browser.ts';
import { partOf } from '../part.ts';

/** What a stranger might put into a file, so that it runs, ends something early, or deceives the eye. */
const evils = [
  `<script>window.owned=1</script>`,
  `</script><script>window.owned=1</script><!--`,
  `<img src=x onerror=window.owned=1>`,
  `"><svg onload=window.owned=1>`,
  `' onmouseover=window.owned=1 autofocus onfocus=window.owned=1 x='`,
  `{{{style}}}{{#each editions}}{{say}}{{/each}}{{constructor.constructor "window.owned=1"}}`,
  `</title></style></textarea><iframe src=javascript:window.owned=1></iframe>`,
  `[x](javascript:window.owned=1) ![x](http://example.invalid/x.png) <http://example.invalid>`,
  `\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eevil\u2066\u200b\u2028\u2029\ufeff`,
  `<!--<script>--!>]]>&lt;script&gt;&#60;img src=x onerror=window.owned=1&#62;`,
];
const evil = evils.join(' ');

/** A mebibyte of nothing, ten times. */
const huge = 'x'.repeat(10 * 1024 * 1024);

/** What no file of ours may hold raw. */
// eslint-disable-next-line no-control-regex -- that is what must not be there
const raw = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

/** Every text of a snapshot, whatever its place, through a function. Paths that name something stay, or nothing would be read. */
function everyText(value: unknown, change: (text: string) => unknown): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map(item => everyText(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, everyText(item, change)]));
}

/** Evil in all that a snapshot says. `schema`, `argv` and `keep` are how it says it; `binary` is base64. */
async function poisoned(fixture: string, change: (text: string) => string): Promise<string> {
  const snapshot = await openFixture(hostFixture(fixture));
  const { schema, binary, stats, failed, absent, denied, commands, files, dirs, ...rest } = snapshot;
  return JSON.stringify({
    ...(everyText(rest, change) as object),
    schema,
    binary,
    stats,
    failed,
    absent,
    denied,
    commands: commands.map(command => ({
      ...command,
      stdout: change(command.stdout),
      stderr: change(command.stderr),
    })),
    files: Object.fromEntries(
      Object.entries(files).map(([path, file]) => [
        path,
        typeof file === 'string' ? change(file) : { ...file, text: change(file.text) },
      ]),
    ),
    dirs: Object.fromEntries(
      Object.entries(dirs).map(([path, names]) => [path, [...names, change('').slice(0, 4000)]]),
    ),
  });
}

/** Evil behind every line, so that much is still understood; in its stead; and inside of every value. */
const poisons: readonly (readonly [string, (text: string) => string])[] = [
  ['behind every line', text => text.replace(/\n|$/gu, line => ` ${evil}${line}`)],
  ['instead of everything', () => evil],
  ['inside of every value', text => text.replace(/(?<=[=:"'>]\s?)(?=[\w/])/gu, evil)],
];

describe.skipIf(isWithoutBrowser)('a snapshot from a stranger', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  /** Names of all elements, and of all attributes, of a page. */
  const namesIn = async (path: string): Promise<Set<string>> => {
    const { page } = await open(browser, path);
    const names = await each<readonly string[]>(
      page,
      '*',
      '[`<${element.tagName}>`, ...element.getAttributeNames()]',
    );
    return new Set(names.flat());
  };

  describe.each(partOf(['fnos-hd620.vm-attached', 'n100-proxmox9', 'm720q-debian12.autostart-broken'], 3))(
    '%s',
    host => {
      test.each(poisons)('with evil %s runs nothing and adds no element', async (name, change) => {
        const path = pageOfSnapshot(`${host}.${name}`, await poisoned(host, change));
        const { page, complaints } = await open(browser, path);
        await unfold(page);
        await page.locator('#edition-en [data-filter="all"]').click();
        await page.mouse.move(300, 300);
        // It is there to be read, so it would have run.
        expect(await page.locator('#edition-en').innerText()).toContain('window.owned=1');
        expect(await ask(page, "'owned' in window")).toBe(false);
        expect(complaints).toEqual([]);
        expect(await page.locator('script').count()).toBe(2);
        const known = new Set([
          ...(await namesIn(pageOf('fnos-hd620.vm-attached'))),
          ...(await namesIn(pageOf('everything-denied'))),
          ...(await namesIn(pageOf('n100-proxmox9'))),
          // Lines with a mark under what is wrong.
          ...(await namesIn(pageOf('fnos-hd620.grub-full-width'))),
        ]);
        expect([...(await namesIn(path))].filter(name => !known.has(name))).toEqual([]);
      });

      test.each(poisons)(
        'with evil %s leaves no control or direction character in the file',
        async (name, change) => {
          const path = pageOfSnapshot(`${host}.${name}`, await poisoned(host, change));
          expect(readFileSync(path, 'utf8')).not.toMatch(raw);
        },
      );
    },
  );

  test('with ten megabytes in its texts makes a page of common size without them', async () => {
    const { path, text, complaints } = await pageWithTexts('huge', () => huge.length);
    expect(statSync(path).size).toBeLessThan(500_000);
    expect(text).not.toMatch(/x{200}/u);
    expect(complaints).toEqual([]);
  });

  test('with texts as long as they may be makes a page of common size, which says that it cut them', async () => {
    const { path, text, complaints } = await pageWithTexts('long', limit => limit - 100);
    expect(statSync(path).size).toBeLessThan(500_000);
    expect(text).toMatch(/cut, \d+ more characters/u);
    expect(complaints).toEqual([]);
  });

  test('with five hundred vGPUs makes a page that says what it left out', async () => {
    const snapshot = await openFixture(hostFixture('fnos-hd620.rebooted'));
    const many = Array.from(
      { length: 500 },
      (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    );
    const dirs = { ...snapshot.dirs, '/sys/bus/mdev/devices': many };
    const path = pageOfSnapshot('many', JSON.stringify({ ...snapshot, dirs }));
    // Every check says what to do for its own vGPU.
    expect(statSync(path).size).toBeLessThan(3_500_000);
    const { page } = await open(browser, path);
    expect(await page.locator('#edition-en .check').count()).toBe(400);
    expect(await page.locator('#edition-en').innerText()).toMatch(/\d+ more checks did not fit/u);
  });

  /** The page of a host of which each free text has so many characters, by what the file it stands in may have. */
  async function pageWithTexts(name: string, lengthFor: (limit: number) => number) {
    const snapshot = await openFixture(hostFixture('fnos-hd620.vm-attached'));
    const longAt = (path: string): string => 'x'.repeat(lengthFor(limitOf(path)));
    const files = {
      ...snapshot.files,
      '/proc/cmdline': `quiet i915.enable_gvt=${longAt('/proc/cmdline')}\n`,
      '/etc/os-release': `ID=debian\nVERSION_ID="${longAt('/etc/os-release')}"\n`,
      '/proc/sys/kernel/osrelease': `6.6.38-${longAt('/proc/sys/kernel/osrelease')}\n`,
    };
    const before = Date.now();
    const path = pageOfSnapshot(name, JSON.stringify({ ...snapshot, files, note: huge }));
    expect(Date.now() - before).toBeLessThan(20_000);
    const { page, complaints } = await open(browser, path);
    return { path, text: await page.locator('#edition-en').innerText(), complaints };
  }
});
