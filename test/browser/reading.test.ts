import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, isWithoutBrowser, launch, open, pageOf, styleOf, unfold } from './browser.ts';
import { partOf } from '../part.ts';

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

/** Between them they show every part of the page. */
const thorough = ['fnos-hd620', 'fnos-hd620.vm-attached', 'n100-proxmox9.dkms-working'];

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(isWithoutBrowser).each(partOf(hosts, 8))('the page of %s', host => {
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
    await unfold(page);
    expect(await ask<number>(page, 'document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });

  // All four ways on the hosts that show every part; the others in the two that differ most.
  const ways = [
    ['en', 'light'],
    ['zh-CN', 'dark'],
    ['en', 'dark'],
    ['zh-CN', 'light'],
  ] as const;
  test.each(ways.slice(0, thorough.includes(host) ? 4 : 2))(
    'can be read by everybody (%s, %s)',
    async (language, colorScheme) => {
      const { page } = await open(browser, pageOf(host, language), { colorScheme });
      await unfold(page);
      await ask(page, axe);
      const { violations } = await ask<AxeResults>(page, "axe.run({ resultTypes: ['violations'] })");
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)).toEqual([]);
    },
  );

  test('is whole without JavaScript, in both languages', async () => {
    const { page, complaints } = await open(browser, pageOf(host), { javaScriptEnabled: false });
    expect(await page.locator('#edition-en h1').isVisible()).toBe(true);
    expect(await page.locator('#edition-en .check').first().isVisible()).toBe(true);
    const scripted = await page.locator('.copy, .sieve, [data-action]').all();
    expect(scripted.length).toBeGreaterThan(0);
    for (const useless of scripted) expect(await useless.isVisible()).toBe(false);
    await page.locator('#edition-en label[for="language-zh"]').click();
    expect(await page.locator('#edition-zh h1').isVisible()).toBe(true);
    expect(await page.locator('#edition-en h1').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });
});

/** pdftotext of poppler reads what was printed. */
const isWithoutReader = spawnSync('pdftotext', ['-v']).error !== undefined && process.env['CI'] === undefined;
if (isWithoutReader) console.warn('the tests of printing are skipped: no pdftotext');

describe.skipIf(isWithoutBrowser || isWithoutReader)('on paper', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  test.each([
    ['en', ['NOT READY', 'is not set', 'enable-gvt-missing', 'Module kvmgt', 'mdev_supported_types']],
    ['zh-CN', ['未就绪', '启动参数里没有', 'enable-gvt-missing', 'kvmgt', 'mdev_supported_types']],
  ] as const)('the verdict and every folded check are there (%s)', async (language, texts) => {
    // Dark outside, white paper all the same.
    const { page } = await open(browser, pageOf('fnos-hd620', language), { colorScheme: 'dark' });
    const path = join(tmpdir(), `fngvt-${process.pid}-${language}.pdf`);
    writeFileSync(path, await page.pdf({ format: 'A4', printBackground: true }));
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const paper = await styleOf(page, 'colorScheme');
    const buttons = await page.locator('button:visible').count();
    const text = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).replace(/\s+/gu, ' ');
    for (const wanted of texts) expect(text).toContain(wanted);
    expect(text).not.toMatch(language === 'en' ? /未就绪/u : /NOT READY/u);
    expect(paper).toBe('light');
    expect(buttons).toBe(0);
  });
});
