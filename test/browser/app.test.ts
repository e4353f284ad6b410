import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { answer, type Answer } from '../../src/browser/answer.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { partOf } from '../part.ts';
import { cli, hostFixture, packageFolder } from '../run-cli.ts';
import { isWithoutBrowser, launch } from './browser.ts';

const file = join(packageFolder, 'dist', 'fngvt.html');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const now = '2026-01-01T00:00:00.000Z';
const pastes = join(packageFolder, 'fixtures', 'pastes');

/** Another library packs the block of a post into other bytes, and the short post has room for a word more or less; what they say is the same. */
const withoutBlocks = (given: Answer): unknown =>
  JSON.parse(
    JSON.stringify(given)
      .replaceAll(/<pre tabindex=\\"0\\">[^]*?<\/pre>/gu, 'the short post')
      .replaceAll(/fngvt capsule 1 \d+ [^]{0,2000}?fngvt end/gu, 'a block'),
  );

const json = (given: Answer): string => (given.kind === 'host' ? given.json : JSON.stringify(given));

test('it is one file that a phone can load', () => {
  const text = readFileSync(file);
  expect(gzipSync(text, { level: 9 }).length).toBeLessThan(300 * 1024);
  expect(text.toString()).not.toMatch(/<(?:script|link|img|iframe)[^>]* (?:src|href)="?https?:/u);
});

test('it says what the command line says', async () => {
  for (const name of ['fnos-hd620', 'n100-proxmox9.dkms-working', 'everything-denied']) {
    const snapshot = JSON.stringify(await openFixture(hostFixture(name)));
    const said = cli(['doctor', '--from', '-', '--format', 'json'], { input: snapshot });
    expect(json(await answer({ given: snapshot, language: 'en', now })), name).toBe(said.stdout);
  }
});

describe.skipIf(isWithoutBrowser)('in a browser, from the disk, without a network', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  const opened: (() => Promise<void>)[] = [];
  const complaints: string[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(close => close()));
    expect(complaints.splice(0)).toEqual([]);
  });

  /** Opens it. What it complains of, or asks for, fails the test. */
  const open = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ locale: 'en-US', offline: true, ...options });
    opened.push(() => context.close());
    const page = await context.newPage();
    page.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', error => complaints.push(error.message));
    page.on('request', request => {
      if (!/^(?:file|blob|data):/u.test(request.url())) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    return page;
  };

  /** Asks its core, in its worker, as the page does. */
  const asked = (page: Page, given: string): Promise<Answer> =>
    page.evaluate<Answer>(`fngvt({ given: ${JSON.stringify(given)}, language: 'en', now: '${now}' })`);

  const frame = (page: Page) => page.frameLocator('#result iframe');

  test('every recorded host is judged as Node judges it', async () => {
    const page = await open();
    for (const { name, path } of partOf(fixtureHosts(), 6)) {
      const given = JSON.stringify(await openFixture(path));
      const here = await answer({ given, language: 'en', now });
      expect(withoutBlocks(await asked(page, given)), name).toEqual(withoutBlocks(here));
    }
  }, 240_000);

  test('so is every paste', async () => {
    const page = await open();
    const names = readdirSync(pastes).filter(name => /\.(?:txt|html|md)$/u.test(name));
    expect(names.length).toBeGreaterThan(100);
    for (const name of partOf(names, 6)) {
      const given = readFileSync(join(pastes, name), 'utf8');
      const here = await answer({ given, language: 'en', now });
      expect(withoutBlocks(await asked(page, given)), name).toEqual(withoutBlocks(here));
    }
  }, 240_000);

  test('its own papers come back: report, capsule, post', async () => {
    const page = await open();
    const given = JSON.stringify(await openFixture(hostFixture('fnos-hd620')));
    const first = await asked(page, given);
    if (first.kind !== 'host') expect.fail('a host was given');
    const again = await asked(page, first.page);
    expect(json(again)).toBe(first.json);
    const capsule = cli(['doctor', '--from', hostFixture('fnos-hd620'), '--capsule']).stdout;
    const { verdict } = JSON.parse(json(await asked(page, `> ${capsule.replaceAll('\n', '\n> ')}`))) as {
      verdict: { cause: string };
    };
    expect(verdict.cause).toBe('enable-gvt-missing');
  });

  test('a paste is answered while it is typed, in the language of the browser', async () => {
    const page = await open({ locale: 'zh-CN' });
    expect(await page.title()).toContain('核显');
    await page.fill('#given', JSON.stringify(await openFixture(hostFixture('fnos-hd620'))));
    await frame(page).locator('#edition-zh h1').waitFor();
    expect(await frame(page).locator('#edition-zh h1').innerText()).toContain('i915.enable_gvt=1');
    await page.getByRole('button', { name: 'English' }).click();
    await frame(page).locator('#edition-en h1').waitFor();
    await page.fill('#given', 'i5-8500T');
    await page.locator('#result pre').waitFor();
    expect(await page.locator('#result pre').innerText()).toContain('GVT-g');
    await page.fill('#given', 'good morning\nto all of you');
    await page.getByText('Nothing in it speaks of a machine').waitFor();
    await page.fill('#given', 'My J4125 box: can I split the iGPU for two VMs?\n\nThanks!');
    await page.getByText('Gemini Lake', { exact: false }).first().waitFor();
    expect(await page.locator('#result iframe').count()).toBe(0);
    await page.fill('#given', '{"schema":"fngvt.snapshot/9"}');
    await page.getByText('This could not be read').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(await page.locator('#result').innerText()).toBe('');
  });

  test('a file is opened, packed or not; what is to be asked can be copied', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const snapshot = JSON.stringify(await openFixture(hostFixture('fnos-hd620.rebooted')));
    await page.setInputFiles('#file', {
      name: 'nas.json.gz',
      mimeType: 'application/gzip',
      buffer: gzipSync(snapshot),
    });
    await frame(page).locator('#edition-en h1').waitFor();
    expect(await page.inputValue('#given')).toBe('nas.json.gz');
    await page.getByRole('button', { name: 'BBCode' }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('[b]');
    await page.fill(
      '#given',
      'root@nas:~# lspci -nn -s 02.0\n00:02.0 VGA compatible controller [0300]: Intel Corporation HD Graphics 620 [8086:5916]\n',
    );
    await page.getByRole('button', { name: 'Copy the reply' }).waitFor();
  });

  test.each([
    ['en-US', 390, 'light'],
    ['zh-CN', 390, 'dark'],
    ['en-US', 1280, 'dark'],
    ['zh-CN', 1280, 'light'],
  ] as const)('can be read by everybody: %s, %i, %s', async (locale, width, colorScheme) => {
    const page = await open({ locale, colorScheme, viewport: { width, height: 800 } });
    for (const host of [undefined, 'n100-proxmox9']) {
      if (host !== undefined) {
        await page.fill('#given', JSON.stringify(await openFixture(hostFixture(host))));
        await frame(page).locator('h1:visible').waitFor();
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await page.evaluate(axe);
      const { violations } = await page.evaluate<AxeResults>(
        "axe.run(document, { resultTypes: ['violations'], iframes: false })",
      );
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)).toEqual(
        [],
      );
    }
  });

  test('by the keyboard alone', async () => {
    const page = await open();
    const focused = (): Promise<string> =>
      page.evaluate<string>('document.activeElement.id || document.activeElement.textContent');
    const order: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      await page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual(['中文', 'English', 'given', 'file', 'clear']);
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('Nothing to paste yet?');
  });

  test('who has nothing to paste finds what to run on the host', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByText('Nothing to paste yet?').click();
    await page.getByRole('button', { name: 'Copy the block' }).click();
    await page.getByText('Copied').waitFor();
    const block = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(block).toBe(
      `sudo sh <<'FNGVT'\n${readFileSync(join(packageFolder, 'collector', 'short.sh'), 'utf8')}FNGVT\n`,
    );
    expect(block.length).toBeLessThan(2000);
  });

  test('evil in a snapshot runs nothing', async () => {
    const page = await open();
    const evil =
      '<script>window.owned=1</script><img src=x onerror=window.owned=1>"><svg onload=window.owned=1>';
    const snapshot = await openFixture(hostFixture('fnos-hd620'));
    const files = Object.fromEntries(
      Object.entries(snapshot.files).map(([path, text]) => [
        path,
        typeof text === 'string' ? `${text} ${evil}` : text,
      ]),
    );
    await page.fill('#given', JSON.stringify({ ...snapshot, files, note: evil }));
    await frame(page).locator('#edition-en h1').waitFor();
    expect(await page.evaluate("'owned' in window")).toBe(false);
    expect(await page.evaluate("'owned' in document.querySelector('iframe').contentWindow")).toBe(false);
    expect(await frame(page).locator('img').count()).toBe(0);
  });
});
