import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { writeBlock } from '../../src/capsule/block.ts';
import { decodeCapsule, encodeCapsule } from '../../src/capsule/capsule.ts';
import { contentSchema } from '../../src/capsule/capsule-schema.ts';
import { checksum } from '../../src/capsule/checksum.ts';
import { contentOf } from '../../src/capsule/content.ts';
import { validate } from '../../src/capsule/content.validate.ts';
import { hasCapsule } from '../../src/capsule/block-marks.ts';
import { measures } from '../../src/capsule/measure.ts';
import { pack } from '../../src/capsule/pack.ts';
import type { Report } from '../../src/judge/report-types.ts';
import { readData } from '../../src/package-files.ts';
import { reportSchema } from '../../src/judge/report-schema.ts';
import { languages } from '../../src/values/text.ts';
import { UsageError } from '../../src/values/errors.ts';
import { comparedOf } from '../compared-records.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { crowded, hostileTexts, longTexts, reportOf } from '../hostile-reports.ts';
import { renderingOf, written } from '../rendering.ts';

const hosts = fixtureHosts();
const dialects = ['text', 'md', 'bbcode'] as const;
const [fullest = measuresMissing()] = measures;

function measuresMissing(): never {
  throw new Error('no measures');
}

async function reportNamed(name: string): Promise<Report> {
  const host = hosts.find(candidate => candidate.name === name);
  if (host === undefined) throw new Error(name);
  return host.report;
}

const failing = (report: Report): Report['findings'] =>
  report.findings.filter(finding => finding.verdict === 'fail');

describe.each(hosts.map(host => [host.name, host] as const))('the capsule of %s', (_name, host) => {
  test.each(languages)('is below 2,000 characters in every dialect in %s, and reads back', async language => {
    const report = await host.report;
    for (const format of dialects) {
      const post = await written(format, renderingOf(report, language, { isCapsule: true }));
      expect(post.length).toBeLessThan(2000);
      expect(post).not.toMatch(/undefined|\[object|\{[a-z-]+\//u);
      const again = decodeCapsule(post, 'post');
      expect(reportSchema.parse(again)).toEqual(again);
      expect(again.verdict).toEqual(report.verdict);
      expect(again.tally).toEqual(report.tally);
      expect(again.host).toEqual(report.host);
      expect(again.gpus).toEqual(report.gpus);
      expect(again.vgpu).toEqual(report.vgpu);
      expect(failing(again)).toEqual(failing(report));
    }
  });

  test('says the same headline again, and counts what is not in it', async () => {
    const report = await host.report;
    const again = decodeCapsule(encodeCapsule(report, fullest), 'post');
    for (const language of languages) {
      const quiet = { isQuiet: true };
      expect(await written('text', renderingOf(again, language, quiet))).toBe(
        await written('text', renderingOf(report, language, quiet)),
      );
      for (const format of ['text', 'md', 'bbcode', 'json'] as const) {
        const text = await written(format, renderingOf(again, language, { isVerbose: true }));
        expect(text).not.toMatch(/undefined|\[object/u);
      }
    }
    expect(again.findings.length + (again.abridged?.findings ?? 0)).toBe(report.findings.length);
  });
});

/** What a forum, a mail or a phone does to a post on its way. */
const ways: readonly (readonly [string, (post: string) => string])[] = [
  ['as it is', post => post],
  ['quoted once', post => post.replace(/^/gmu, '> ')],
  ['quoted three times, unevenly', post => post.replace(/^/gmu, '> >> ')],
  ['quoted without spaces', post => post.replace(/^/gmu, '>')],
  ['quoted with bars', post => post.replace(/^/gmu, '│ | ')],
  ['with Windows line ends', post => post.replace(/\n/gu, '\r\n')],
  ['indented, with spaces at the ends', post => post.replace(/^(.*)$/gmu, '\t    $1   ')],
  ['with full-width spaces', post => post.replace(/ /gu, '\u3000').replace(/^/gmu, '\u3000\u3000')],
  ['with non-breaking spaces', post => post.replace(/ /gu, '\u00a0')],
  [
    'in full-width letters',
    post => post.replace(/[!-~]/gu, one => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
  ],
  ['broken after 20 characters', post => post.replace(/(.{20})/gu, '$1\n')],
  ['quoted, then broken after 40', post => post.replace(/^/gmu, '> ').replace(/(.{40})/gu, '$1\n> ')],
  ['all in one line', post => post.replace(/\n/gu, ' ')],
  ['with empty lines between', post => post.replace(/\n/gu, '\n\n')],
  [
    'with numbered lines',
    post =>
      post
        .split('\n')
        .map((line, i) => `${i + 1}. ${line}`)
        .join('\n'),
  ],
  ['as HTML', post => `<pre><code>${post.replace(/>/gu, '&gt;').replace(/\n/gu, '<br />\n')}</code></pre>`],
  [
    'with every sign as an entity',
    post => post.replace(/[+/ ]/gu, one => (one === ' ' ? '&nbsp;' : `&#${one.charCodeAt(0)};`)),
  ],
  [
    'with entities in hexadecimal',
    post => post.replace(/[+/]/gu, one => `&#x${one.charCodeAt(0).toString(16)};`),
  ],
  ['with entities by name', post => post.replace(/\+/gu, '&plus;').replace(/\//gu, '&sol;')],
  ['with another alphabet', post => post.replace(/\+/gu, '-').replace(/\//gu, '_')],
  ['with zero-width spaces', post => post.replace(/(.{10})/gu, '$1\u200b')],
  ['with soft hyphens', post => post.replace(/(.{16})/gu, '$1\u00ad')],
  ['with typographic signs around it', post => `“See…” – ‘here’:\n${post}\n— “thanks”`],
  [
    'in the middle of a long post',
    post => `${'Hello, +1/2 fngvt capsule! '.repeat(300)}\n${post}\n${'bye '.repeat(900)}`,
  ],
  ['without its last line', post => post.replace(/\nfngvt end[^]*$/u, '\nthat was it')],
  [
    'with a button of the forum in it',
    post => post.replace(/^(fngvt capsule .*)$/mu, '$1\n复制代码\nCode:\n'),
  ],
  ['with the mark in capitals', post => post.replace('fngvt capsule', 'Fngvt Capsule')],
  ['behind a damaged one', post => `fngvt capsule 1 8 00000000\nAAAAAAAA\nfngvt end\n${post}`],
  ['behind one of another version', post => `fngvt capsule 99 8 00000000\nAAAAAAAA\nfngvt end\n${post}`],
  ['before another one', post => `${post}\nfngvt capsule 1 8 00000000\nAAAAAAAA\nfngvt end`],
];

describe.each(['fnos-hd620.grub-crlf', 'qemu-debian12.with-vgpu', 'everything-denied'])('%s', name => {
  test.each(ways)('survives %s', async (_way, change) => {
    const report = await reportNamed(name);
    for (const format of dialects) {
      const post = await written(format, renderingOf(report, 'zh-CN', { isCapsule: true }));
      const changed = change(post);
      expect(hasCapsule(changed)).toBe(true);
      const again = decodeCapsule(changed, 'post');
      expect(again.verdict).toEqual(report.verdict);
      expect(failing(again)).toEqual(failing(report));
    }
  });
});

test('of several capsules the first undamaged one counts, or the newest of the same machine', async () => {
  const [first, other] = [await reportNamed('fnos-hd620'), await reportNamed('j4125-fnos')];
  const newer = { ...(await reportNamed('fnos-hd620.rebooted')), taken: '2026-01-01T00:00:00Z' };
  const both = (...reports: readonly Report[]): string =>
    reports.map(report => encodeCapsule(report, fullest)).join('\n\n');
  expect(decodeCapsule(both(first, other), 'post').verdict).toEqual(first.verdict);
  expect(decodeCapsule(both(other, first), 'post').verdict).toEqual(other.verdict);
  expect(decodeCapsule(both(first, other, newer), 'post').verdict).toEqual(newer.verdict);
  expect(decodeCapsule(both(newer, first), 'post').verdict).toEqual(newer.verdict);
});

describe('damage is told in one line', () => {
  const good = async (): Promise<string> => encodeCapsule(await reportNamed('fnos-hd620'), fullest);

  test.each([
    ['a letter changed', (block: string) => swapLetter(block), /a character in it was changed/u],
    ['a line lost', (block: string) => withoutLine(block, 2), /a part of it is missing/u],
    ['cut off in the middle', (block: string) => block.slice(0, 150), /a part of it is missing/u],
    [
      'a word between its lines',
      (block: string) => block.replace(/\n(.*)\nfngvt end/u, '\nExpand\n$1\nfngvt end'),
      /something stands between its lines/u,
    ],
    ['another version', (block: string) => block.replace('capsule 1 ', 'capsule 2 '), /version 1, found 2/u],
    [
      'a length beyond all',
      (block: string) => block.replace(/capsule 1 \d+/u, 'capsule 1 99999'),
      /at most 4000/u,
    ],
    [
      'nothing behind the mark',
      (block: string) => block.split('\n')[0] ?? '',
      /found 0: a part of it is missing/u,
    ],
  ])('%s', async (_name, change, message) => {
    const damaged = change(await good());
    const error = errorOf(() => decodeCapsule(damaged, 'post.txt'));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^post\.txt: [^\n]+$/u);
  });
});

describe('a stranger’s capsule', () => {
  test.each([
    ['no deflate', writeBlock(Buffer.from('hello, this is no deflate'))],
    ['no JSON', writeBlock(deflateRawSync('no JSON'))],
    ['a bomb', writeBlock(deflateRawSync(Buffer.alloc(2_000_000, 0x20)))],
    ['another shape', writeBlock(pack({ schema: 'fngvt.report/1' }))],
    ['too few fields', writeBlock(pack(['0.1.0', '2025']))],
    ['nothing', writeBlock(new Uint8Array(0))],
    ['deep nesting', writeBlock(deflateRawSync(`${'['.repeat(60_000)}${']'.repeat(60_000)}`))],
  ])('%s is refused in one line', (_name, block) => {
    const error = errorOf(() => decodeCapsule(block, 'post.txt'));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toMatch(/^post\.txt: expected [^\n]+$/u);
  });

  test.each([
    ['an unknown state', 4, 0, 'fine'],
    ['an unknown technology', 4, 1, 'magic'],
    ['a number for a text', 0, null, 7],
    ['a text longer than any', 1, null, 'x'.repeat(1001)],
  ])('%s is refused', async (_name, at, inner, value) => {
    const content = structuredClone(contentOf(await reportNamed('fnos-hd620'), fullest)) as unknown[];
    if (inner === null) content[at] = value;
    else (content[at] as unknown[])[inner] = value;
    expect(errorOf(() => decodeCapsule(writeBlock(pack(content)), 'p')).message).toMatch(
      /another shape at \//u,
    );
  });

  test('a rule that this version does not know is shown by its id, in every format', async () => {
    const report = await reportNamed('fnos-hd620');
    const newer = JSON.parse(
      JSON.stringify(report).replaceAll('"enable-gvt"', '"rule-of-tomorrow"'),
    ) as Report;
    const again = decodeCapsule(encodeCapsule(newer, fullest), 'p');
    expect(again.verdict).toEqual(newer.verdict);
    for (const format of ['text', 'md', 'bbcode', 'json'] as const) {
      for (const language of languages) {
        const text = await written(format, renderingOf(again, language));
        expect(text).toContain('rule-of-tomorrow');
        expect(text).not.toContain('undefined');
      }
    }
  });
});

describe('a report of hostile texts', () => {
  test.each([...hostileTexts, ...longTexts])(
    '%s leaves a capsule below 2,000 that reads back',
    async (_name, text) => {
      const report = reportOf(text, await reportNamed('qemu-debian12.with-vgpu'));
      for (const format of dialects) {
        const post = await written(format, renderingOf(report, 'en', { isCapsule: true }));
        expect(post.length).toBeLessThan(2000);
        const again = decodeCapsule(post, 'post');
        expect(again.verdict?.state).toBe(report.verdict?.state);
        expect(reportSchema.parse(again)).toEqual(again);
        for (const as of ['text', 'md', 'bbcode'] as const) await written(as, renderingOf(again, 'zh-CN'));
      }
    },
  );
});

test('a crowded report leaves bounded posts of every kind', async () => {
  const report = crowded(await reportNamed('fnos-hd620.vm-attached'));
  for (const format of dialects) {
    const rendering = renderingOf(report, 'zh-CN', { isCapsule: true });
    const post = await written(format, rendering);
    expect(post.length).toBeLessThan(2000);
    expect(decodeCapsule(post, 'post').verdict).toEqual(report.verdict);
    const whole = await written(format, { ...rendering, isCapsule: false });
    if (format !== 'text') expect(whole.length).toBeLessThan(32_000);
  }
});

describe('what does not fit is said', () => {
  test('without the evidence of what follows, its findings still stand there', async () => {
    const report = await reportNamed('fnos-hd620.grub-crlf');
    const again = decodeCapsule(encodeCapsule(report, measures[2] ?? fullest), 'post');
    expect(again.verdict).toEqual(report.verdict);
    const explained = failing(report).filter(finding => finding.because !== null);
    expect(explained.length).toBeGreaterThan(1);
    expect(again.abridged?.evidence).toEqual([...new Set(explained.map(finding => finding.id))]);
    const rest = (from: Report): unknown => failing(from).filter(finding => finding.because === null);
    expect(rest(again)).toEqual(rest(report));
    for (const [language, words] of [
      ['en', 'not in the capsule'],
      ['zh-CN', '不在诊断码里'],
    ] as const) {
      for (const format of ['md', 'text'] as const) {
        expect(await written(format, renderingOf(again, language, { isVerbose: true }))).toContain(words);
      }
    }
  });

  test.each(measures.map((measure, i) => [i, measure] as const))(
    'measure %i keeps the verdict, and the finding behind it with its evidence',
    async (_i, measure) => {
      for (const host of hosts) {
        const report = await host.report;
        const again = decodeCapsule(encodeCapsule(report, measure), 'post');
        expect(again.verdict).toEqual(report.verdict);
        if (report.verdict?.rule !== null) {
          expect(again.findings.map(finding => finding.id)).toContain(report.verdict?.rule);
        }
      }
    },
  );

  test('without the machine card, what is null there is named', async () => {
    const report = await reportNamed('fnos-hd620');
    const again = decodeCapsule(encodeCapsule(report, measures.at(-1) ?? fullest), 'post');
    expect(again.host.board).toBeNull();
    expect(again.abridged?.parts).toContain('host');
    expect(again.abridged?.parts).toContain('vgpu');
  });

  test('a capsule of a capsule says no more than the first', async () => {
    const report = await reportNamed('fnos-hd620.grub-crlf');
    const once = decodeCapsule(encodeCapsule(report, measures[2] ?? fullest), 'post');
    expect(decodeCapsule(encodeCapsule(once, fullest), 'post')).toEqual(once);
  });
});

describe('version 1 stays readable', () => {
  test('its dictionary is frozen: another one needs another version', () => {
    expect(checksum(Buffer.from(readData<string>('capsule/1'), 'utf8'))).toBe('7d3097e1');
  });

  test('a capsule that somebody posted reads as then', () => {
    const report = decodeCapsule(posted, 'post');
    expect(report.verdict).toEqual({
      state: 'action-needed',
      technology: 'gvt-g',
      gpu: '0000:00:02.0',
      exit_code: 1,
      cause: 'enable-gvt-missing',
      rule: 'enable-gvt',
      lasts: null,
      undecided: [],
    });
    expect(failing(report).map(finding => finding.id)).toEqual([
      'enable-gvt',
      'kvmgt',
      'iommu-advice',
      'mdev-types',
      'sharing',
      'mdevctl-rule',
    ]);
    expect(report.findings[0]?.evidence[3]).toEqual({
      fact: 'generated/i915.enable_gvt',
      source: '/boot/grub/grub.cfg:30',
      predicate: 'shown',
      wanted: null,
      found: null,
      truth: true,
    });
  });
});

const posted = `
fngvt capsule 1 259 71993f60
Gyze16EgGRgZePg5Ghg4Obso6SgFGXi6hpgZhytoGOqZGCpoguwx0DU01DUyVdIx
NLWwNIIsm4JX4PTI+aAsRq0oA7l4tEs4nLuEiBlGspcE4FsPojPa46Rrj1NntMdJ
bI9TZ3S8eniPV2OeBKozOoI9vEew8RxTgmwpyiklpNmKbhS1Z44xAghtaRZZxsN0
Yyn+Rgfc6DLgBmpJx4LOG4qmXb8cZImxpY6ZjoGOMWjIxBA0lKFjAOr46kSbG4Lo
WAA
fngvt end
`;

/** Another letter in the middle of the block. */
function swapLetter(block: string): string {
  const at = block.indexOf('\n') + 70;
  return `${block.slice(0, at)}${block[at] === 'A' ? 'B' : 'A'}${block.slice(at + 1)}`;
}

const withoutLine = (block: string, line: number): string =>
  block
    .split('\n')
    .filter((_, i) => i !== line)
    .join('\n');

function errorOf(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('expected an error, found none');
}

test('the schema of its content and the check of what is read say the same of a thousand spoilt ones', async () => {
  const names = ['fnos-hd620.rebooted', 'fnos-hd620', 'n100-proxmox9.iommu-off'];
  const contents = await Promise.all(names.map(async name => contentOf(await reportNamed(name), fullest)));
  const { bad, good } = comparedOf(contentSchema, validate, contents);
  expect(bad).toBeGreaterThan(1000);
  expect(good).toBeGreaterThan(100);
});
