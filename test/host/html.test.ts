import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, describe } from 'vitest';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { isHtml, snapshotInHtml } from '../../src/host/snapshot/from-html.ts';
import { snapshotText } from '../../src/host/snapshot/save.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { renderHtml } from '../../src/report/page/report-page.ts';
import { fixtureHosts, judgeFixture } from '../fixture-hosts.ts';
import { partOf } from '../part.ts';
import { renderingOf } from '../rendering.ts';
import { cli, hostFixture } from '../run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fngvt-html-'));

/** The page of a snapshot, and the path where it lies. */
function pageOf(from: string): { readonly path: string; readonly text: string } {
  const path = join(folder, 'page.html');
  const { stderr } = cli(['--from', from, '-o', path]);
  expect(stderr).toBe('');
  return { path, text: readFileSync(path, 'utf8') };
}

/** A page with just this snapshot in it. */
async function pageWith(snapshot: Snapshot): Promise<string> {
  const report = await judgeFixture(hostFixture('fnos-hd620'));
  return renderHtml(renderingOf(report, 'en', { snapshot: () => snapshotText(snapshot) }));
}

describe('--from reads the snapshot that an HTML report carries', () => {
  test('and gives the report that the page shows, for every host', async () => {
    for (const { name, path } of partOf(fixtureHosts(), 12)) {
      const page = pageOf(path);
      const saved = JSON.parse(cli(['snapshot', '-', '--from', path]).stdout) as unknown;
      expect(await snapshotInHtml(page.text, 'page.html'), name).toEqual(saved);
      expect(cli(['--from', page.path, '--format', 'json']), name).toEqual(
        cli(['--from', path, '--format', 'json']),
      );
    }
  }, 240_000);

  test('where it is small it can be read in the file; where it is large it is packed', async () => {
    const snapshot = await openFixture(hostFixture('fnos-hd620'));
    const small = await pageWith(snapshot);
    expect(small).toContain('<script type="application/json" id="fngvt-snapshot">');
    expect(small).toContain('"/proc/cmdline": "');
    const note = '</script>  核显 '.repeat(20_000);
    const large = await pageWith({ ...snapshot, note });
    expect(large).toContain('<script type="application/gzip" id="fngvt-snapshot">');
    expect(large.length).toBeLessThan(500_000);
    expect((await snapshotInHtml(large, 'page.html')).note).toBe(note);
  });

  test('though a browser has saved the page again', async () => {
    const text = await pageWith(await openFixture(hostFixture('fnos-hd620')));
    const again = `<!-- saved from url=(0014)about:internet -->\n${text
      .replace('<!doctype html>', '<!DOCTYPE html>')
      .replace(
        '<script type="application/json" id="fngvt-snapshot">',
        `<SCRIPT id='fngvt-snapshot' type="application/json">`,
      )}`;
    expect(isHtml(again)).toBe(true);
    expect(await snapshotInHtml(again, 'page.html')).toEqual(await openFixture(hostFixture('fnos-hd620')));
  });

  test('nothing in a snapshot can be taken for its own element', async () => {
    const snapshot = await openFixture(hostFixture('fnos-hd620'));
    const note = '</script><script type="application/json" id="fngvt-snapshot">{}</script>\u2028\u202e';
    const text = await pageWith({ ...snapshot, note });
    expect(text.match(/id="fngvt-snapshot"/gu)).toHaveLength(1);
    expect((await snapshotInHtml(text, 'page.html')).note).toBe(note);
  });
});

test.each([
  ['a page without a snapshot', '<!doctype html><html><title>x</title></html>'],
  ['a page that is cut off', '<!doctype html><script type="application/json" id="fngvt-snapshot">{"schema":'],
  ['a page with another thing in it', '<html><script id="fngvt-snapshot">alert(1)</script>'],
  ['a broken pack', '<html><script type="application/gzip" id="fngvt-snapshot">AAAA</script>'],
])('%s ends as one line and exit 2', (_what, content) => {
  const path = join(folder, 'bad.html');
  writeFileSync(path, content);
  const result = cli(['--from', path]);
  expect(result).toMatchObject({ exit: 2, stdout: '' });
  expect(result.stderr.trim().split('\n')).toHaveLength(1);
  expect(result.stderr).toMatch(/^fngvt: .*expected/u);
});

test.each([
  ['\ufeff\n<!DOCTYPE HTML>', true],
  ['<!-- saved from url=(0014)about:internet -->\n<html lang="en">', true],
  ['{"schema":"fngvt.snapshot/1"}', false],
  ['Linux version 6.6.38 <html>', false],
  ['<htmlish>', false],
])('%j is a page: %s', (text, expected) => {
  expect(isHtml(text)).toBe(expected);
});
