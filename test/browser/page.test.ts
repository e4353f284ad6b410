import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answered } from '../answer/answered.ts';
import { cli, hostFixture } from '../run-cli.ts';
import { ask, each, isWithoutBrowser, launch, open, pageOf, styleOf } from './browser.ts';

describe.skipIf(isWithoutBrowser)('the report page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  /** What is shown of the English edition. */
  const shown = (page: Page): Locator => page.locator('#edition-en .check:visible');

  test('shows verdict, cause, evidence and what to do before anything else', async () => {
    const { page } = await open(browser, pageOf('fnos-hd620'));
    const text = await page.locator('#edition-en').innerText();
    const places = [
      'NOT READY',
      'enable_gvt=1 is not set',
      'enable-gvt-missing',
      '/proc/cmdline',
      'The chain',
    ];
    const found = places.map(place => text.indexOf(place));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
    await expect(page.title()).resolves.toContain('NOT READY');
  });

  test('the chain breaks at the link that the verdict names', async () => {
    const { page } = await open(browser, pageOf('fnos-hd620'));
    const links = page.locator('#edition-en .chain .link');
    expect(await links.locator('.cut').count()).toBe(1);
    expect(await page.locator('#edition-en .link.break').innerText()).toContain('Boot configuration');
    expect(await page.locator('#edition-en .link.reached.pass').count()).toBe(4);
    expect(await page.locator('#edition-en .goal.reached').count()).toBe(0);
    const ready = await open(browser, pageOf('fnos-hd620.rebooted'));
    expect(await ready.page.locator('#edition-en .cut').count()).toBe(0);
    expect(await ready.page.locator('#edition-en .goal.reached').count()).toBe(1);
  });

  test('a filter leaves the checks of its state, and says how many', async () => {
    const { page } = await open(browser, pageOf('fnos-hd620'));
    const all = await shown(page).count();
    const filter = page.locator('#edition-en [data-filter="fail"]');
    const count = Number(await filter.locator('span').innerText());
    await filter.click();
    expect(await shown(page).count()).toBe(count);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(all);
    expect(await filter.getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('#edition-en .shown').innerText()).toBe(`${count} shown`);
    for (const check of await shown(page).all())
      expect(await check.getAttribute('data-verdict')).toBe('fail');
    await page.locator('#edition-en [data-filter="all"]').click();
    expect(await shown(page).count()).toBe(all);
  });

  test('the search finds what is inside a folded check, and Escape ends it', async () => {
    const { page } = await open(browser, pageOf('fnos-hd620'));
    const all = await shown(page).count();
    await page.keyboard.press('/');
    const search = page.locator('#edition-en .search input');
    await page.keyboard.type('grub.cfg NEXT boot');
    const found = await shown(page).count();
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(all);
    await search.fill('no such words anywhere');
    expect(await shown(page).count()).toBe(0);
    expect(await page.locator('#edition-en .nothing').isVisible()).toBe(true);
    await search.press('Escape');
    expect(await shown(page).count()).toBe(all);
  });

  test('the language changes by its switch, by keyboard too, and takes the filter along', async () => {
    const { page } = await open(browser, pageOf('fnos-hd620'));
    await page.locator('#edition-en [data-filter="fail"]').click();
    const failed = await shown(page).count();
    await page.locator('#edition-en label[for="language-zh"]').click();
    expect(await page.locator('#edition-en').isVisible()).toBe(false);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await page.title()).toContain('未就绪');
    expect(await page.locator('#edition-zh .check:visible').count()).toBe(failed);
    await page.locator('#language-zh').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('#edition-en').isVisible()).toBe(true);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  test.each([
    ['en', 'zh-CN', 'zh-CN'],
    ['zh-CN', 'en-GB', 'en'],
    ['zh-CN', 'fr-FR', 'zh-CN'],
  ])('a page written in %s opens in a browser of %s in %s', async (written, locale, shown) => {
    const { page } = await open(browser, pageOf('fnos-hd620', written), { locale });
    expect(await page.locator('html').getAttribute('lang')).toBe(shown);
    expect(await page.locator(shown === 'en' ? '#edition-en' : '#edition-zh').isVisible()).toBe(true);
  });

  test('--lang chooses the language that is shown first', async () => {
    const { page } = await open(browser, pageOf('fnos-hd620', 'zh-CN'), { locale: 'fr-FR' });
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await page.locator('#edition-zh').isVisible()).toBe(true);
    expect(await page.locator('#edition-en').isVisible()).toBe(false);
  });

  test('a copy button copies the command, exactly', async () => {
    const { page } = await open(browser, pageOf('fnos-hd620'), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const button = page.locator('#edition-en .plan .copy[data-copy="sudo nano /etc/default/grub"]');
    await button.click();
    expect(await ask(page, 'navigator.clipboard.readText()')).toBe('sudo nano /etc/default/grub');
    expect(await button.getAttribute('class')).toContain('done');
    expect(await page.locator('#edition-en .told').innerText()).toBe('Copied');
  });

  test.each([
    ['fnos-hd620', 'en', 'enable-gvt-missing'],
    ['fnos-hd620', 'zh', 'enable-gvt-missing'],
    ['n100-proxmox9', 'en', null],
    ['j4125-fnos', 'zh', 'gpu-atom-class-unsupported'],
  ] as const)(
    '"Copy as post" of %s (%s) copies a post that is answered as the host itself',
    async (name, edition, cause) => {
      const { page } = await open(browser, pageOf(name, edition === 'zh' ? 'zh-CN' : 'en'), {
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const button = page.locator(`#edition-${edition} [data-action="post"]`);
      await button.click();
      const post = String(await ask(page, 'navigator.clipboard.readText()'));
      expect(await button.getAttribute('class')).toContain('done');
      expect(post.length).toBeLessThanOrEqual(2000);
      expect(post).toContain('fngvt capsule');
      const own = JSON.parse(cli(['--from', hostFixture(name), '--format', 'json']).stdout) as {
        readonly verdict: { readonly state: string; readonly cause: string | null };
      };
      const { report } = await answered(`Please help!\n\n${post}\n\nThanks`);
      expect(report?.verdict).toMatchObject({ state: own.verdict.state, cause: own.verdict.cause });
      if (cause !== null) expect(report?.verdict?.cause).toBe(cause);
    },
  );

  test('a link into a folded check unfolds it', async () => {
    const { page } = await open(browser, pageOf('fnos-hd620.vm-attached'));
    const check = page.locator('#en-obsolete-modules');
    expect(await check.getAttribute('open')).toBeNull();
    await page.locator('#edition-en .pointers a[href="#en-obsolete-modules"]').click();
    // The page hears of the new address a moment after the click.
    await expect.poll(() => check.getAttribute('open')).not.toBeNull();
    await check.locator('summary').click();
    await expect.poll(() => check.getAttribute('open')).toBeNull();
  });

  test('dark follows the system, and the button turns it round', async () => {
    const paper = (page: Page): Promise<string> => styleOf(page, 'backgroundColor');
    const light = await open(browser, pageOf('fnos-hd620'), { colorScheme: 'light' });
    const dark = await open(browser, pageOf('fnos-hd620'), { colorScheme: 'dark' });
    const [bright, gloomy] = [await paper(light.page), await paper(dark.page)];
    expect(bright).not.toBe(gloomy);
    await light.page.locator('#edition-en [data-action="theme"]').click();
    expect(await paper(light.page)).toBe(gloomy);
    await dark.page.locator('#edition-en [data-action="theme"]').click();
    expect(await paper(dark.page)).toBe(bright);
  });

  test('the saved snapshot gives the same report', async () => {
    const path = pageOf('fnos-hd620');
    const { page } = await open(browser, path);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#edition-en [data-action="save"]').click(),
    ]);
    const saved = join(tmpdir(), `fngvt-saved-${process.pid}.json`);
    await download.saveAs(saved);
    expect((JSON.parse(readFileSync(saved, 'utf8')) as { schema: string }).schema).toBe('fngvt.snapshot/1');
    expect(cli(['--from', saved, '--format', 'json'])).toEqual(cli(['--from', path, '--format', 'json']));
  });

  test('the aperture is drawn to scale, and every vGPU in it', async () => {
    const { page } = await open(browser, pageOf('fnos-hd620.vm-attached'));
    const widths = await each<readonly string[]>(
      page,
      '#edition-en .aperture rect',
      "[element.getAttribute('class'), element.getAttribute('width')]",
    );
    expect(widths).toEqual([
      ['host', '25%'],
      ['used', '12.5%'],
      ['free', '62.5%'],
    ]);
    const blocks = await each<number>(
      page,
      '#edition-en .types li',
      "element.querySelectorAll('.block').length",
    );
    expect(blocks).toEqual([1, 2, 5]);
  });

  test('virtual functions stand in a row, those that exist marked', async () => {
    const { page } = await open(browser, pageOf('n100-proxmox9.dkms-working'));
    expect(await page.locator('#edition-en .functions li').count()).toBe(8);
    expect(await page.locator('#edition-en .functions .made').count()).toBe(7);
  });
});
