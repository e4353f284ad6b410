import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pack, unpack } from '../src/capsule/pack.ts';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { textOfBytes } from '../src/values/lossless-text.ts';
import { foreignLines } from './encodings.ts';
import { cli, hostFixture } from './run-cli.ts';

/** Bytes that are no UTF-8 on their way through everything that the command line writes, and back into it. */
const folder = mkdtempSync(join(tmpdir(), 'fngvt-bytes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const recorded = join(folder, 'recorded.json');
/** 核显, as a value of a switch, which the report shows. */
const value = '\udcba\udccb\udccf\udcd4';
const files: Record<string, string> = {};

beforeAll(async () => {
  const snapshot = await openFixture(hostFixture('fnos-hd620.kvmgt-denied'));
  for (const [path, file] of Object.entries(snapshot.files)) {
    if (typeof file !== 'string') continue;
    if (path === '/proc/cmdline') files[path] = file.replace('\n', ` i915.enable_gvt=${value}\n`);
    else if (/^\/etc\/modprobe\.d\/|^\/etc\/default\/grub$/u.test(path))
      files[path] = textOfBytes(foreignLines) + file;
  }
  writeFileSync(recorded, JSON.stringify({ ...snapshot, files: { ...snapshot.files, ...files } }));
});

const open = ['--no-redact', '--yes', '--lang', 'en'];

interface Saved {
  readonly files: Readonly<Record<string, string>>;
}

describe('a host with comments and values in other encodings', () => {
  test.each(['text', 'md', 'bbcode', 'html', 'json', 'jsonl'])(
    'is reported as %s without a guess',
    format => {
      const result = cli(['doctor', '--from', recorded, '--format', format, ...open]);
      expect([result.exit, result.stderr.includes('bug')]).toEqual([1, false]);
      expect(result.stdout).not.toContain('\ufffd');
      expect(result.stdout).toContain(
        format.startsWith('json') ? String.raw`\udcba\udccb\udccf\udcd4` : String.raw`\xba\xcb\xcf\xd4`,
      );
    },
  );

  test.each(['text', 'html', 'json', 'bbcode'])('tells none of it in a redacted report as %s', format => {
    const result = cli(['doctor', '--from', recorded, '--format', format, '--lang', 'en']);
    expect(result.exit).toBe(1);
    expect(result.stdout).not.toMatch(/\ufffd|\\xba|\\udcba/u);
  });

  test('is saved byte for byte, and judged alike from the snapshot and from the page', () => {
    const [file, page] = [join(folder, 'host.json'), join(folder, 'host.html')];
    expect(cli(['snapshot', file, '--from', recorded, ...open])).toMatchObject({ exit: 0 });
    const saved = JSON.parse(readFileSync(file, 'utf8')) as Saved;
    for (const [path, text] of Object.entries(files)) expect(saved.files[path]).toBe(text);
    expect(cli(['doctor', '--from', recorded, '-o', page, ...open]).exit).toBe(1);
    const findings = (from: string): unknown =>
      (
        JSON.parse(cli(['doctor', '--from', from, '--format', 'json', ...open]).stdout) as Record<
          string,
          unknown
        >
      )['findings'];
    const live = JSON.parse(
      cli(['doctor', '--from', recorded, '--format', 'json', ...open]).stdout,
    ) as Record<string, unknown>;
    expect(findings(file)).toEqual(live['findings']);
    expect(findings(page)).toEqual(live['findings']);
  });

  test('goes through a post with its capsule', () => {
    const post = cli(['doctor', '--from', recorded, '--capsule', '--lang', 'en']);
    expect(post).toMatchObject({ exit: 1, stderr: '' });
    const again = cli(['doctor', '--from', '-', '--lang', 'en', '-q'], { input: post.stdout });
    expect(again.stdout).toBe(cli(['doctor', '--from', recorded, '--lang', 'en', '-q']).stdout);
    const text = { found: [value, `${value}💰`] };
    expect(unpack(pack(text))).toEqual(text);
  });

  test('has a plan, in which nothing of them is told to others', () => {
    for (const format of ['text', 'json']) {
      const result = cli(['fix', '--from', recorded, '--dry-run', '--lang', 'en', '--format', format]);
      expect(result).toMatchObject({ exit: 0, stderr: '' });
      expect(result.stdout).toContain('/etc/modprobe.d/blacklist-gvt.conf');
      expect(result.stdout).not.toMatch(/\ufffd|\\xba|\\udcba/u);
    }
  });
});
