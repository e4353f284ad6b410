import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isWithoutBrowser, launch, open, pageOf } from './browser.ts';

/** One host of each state, of each technology, and the extremes: two GPUs, a vGPU in use, nothing known at all. */
const hosts = [
  'fnos-hd620',
  'fnos-hd620.vm-attached',
  'nuc10-arch.entry-edited',
  'j4125-fnos',
  'docker-fnos',
  'everything-denied',
  'n100-proxmox9.dkms-working',
  'm720q-debian12.aperture-4096',
  'i5-9500-arc-ubuntu2404',
];

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(isWithoutBrowser).each(hosts)('the page of %s', host => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  test('is one small file that asks for nothing and complains of nothing', async () => {
    const { page, complaints } = await open(browser, pageOf(host));
    await page.locator('#edition-en label[for="language-zh"]').click();
    await page.locator('#edition-zh [data-filter]').last().click();
    expect(complaints).toEqual([]);
    expect(statSync(pageOf(host)).size).toBeLessThan(500_000);
  });

  test.each(['en', 'zh-CN'])('fits a phone in %s, everything unfolded', async language => {
    const { page } = await open(browser, pageOf(host, language), { viewport: { width: 360, height: 700 } });
    await page.evaluate(() => document.querySelectorAll('details').forEach(details => (details.open = true)));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });

  test.each([
    ['en', 'light'],
    ['en', 'dark'],
    ['zh-CN', 'light'],
    ['zh-CN', 'dark'],
  ] as const)('can be read by everybody (%s, %s)', async (language, colorScheme) => {
    const { page } = await open(browser, pageOf(host, language), { colorScheme });
    await page.evaluate(() => document.querySelectorAll('details').forEach(details => (details.open = true)));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run: (o: RunOptions) => Promise<AxeResults> } }).axe.run({
        resultTypes: ['violations'],
      }),
    );
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)).toEqual([]);
  });

  test('is whole without JavaScript, in both languages', async () => {
    const { page, complaints } = await open(browser, pageOf(host), { javaScriptEnabled: false });
    expect(await page.locator('#edition-en h1').isVisible()).toBe(true);
    expect(await page.locator('#edition-en .check').first().isVisible()).toBe(true);
    for (const useless of await page.locator('.copy, .sieve, [data-action]').all())
      expect(await useless.isVisible()).toBe(false);
    await page.locator('#edition-en label[for="language-zh"]').click();
    expect(await page.locator('#edition-zh h1').isVisible()).toBe(true);
    expect(await page.locator('#edition-en h1').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(isWithoutBrowser)('on paper', () => {
  test.each([
    ['en', ['NOT READY', 'is not set', 'enable-gvt-missing', 'Module kvmgt', 'mdev_supported_types']],
    ['zh-CN', ['未就绪', '启动参数里没有', 'enable-gvt-missing', 'kvmgt', 'mdev_supported_types']],
  ] as const)('the verdict and every folded check are there (%s)', async (language, texts) => {
    const browser = await launch();
    // Dark outside, white paper all the same.
    const { page } = await open(browser, pageOf('fnos-hd620', language), { colorScheme: 'dark' });
    const path = join(tmpdir(), `fngvt-${process.pid}-${language}.pdf`);
    writeFileSync(path, await page.pdf({ format: 'A4', printBackground: true }));
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const paper = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    const buttons = await page.locator('button:visible').count();
    await browser.close();
    const text = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).replace(/\s+/gu, ' ');
    for (const wanted of texts) expect(text).toContain(wanted);
    expect(text).not.toMatch(language === 'en' ? /未就绪/u : /NOT READY/u);
    expect(paper).toBe('light');
    expect(buttons).toBe(0);
  });
});
