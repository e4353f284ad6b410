import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { examine } from '../src/invocation/examine.ts';
import { subjectOf } from '../src/invocation/subject.ts';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { snapshotText } from '../src/host/snapshot/save.ts';
import { type ReportFormat } from '../src/report/formats.ts';
import type { Rendering } from '../src/report/rendering.ts';
import { languages, type Language } from '../src/values/text.ts';
import { fixtureHosts } from './fixture-hosts.ts';
import { nobody, renderingOf, written } from './rendering.ts';
import { loadRules } from '../src/rules/load.ts';
import { packageFolder } from './run-cli.ts';

/** One way to write a report, as it lies in reports/samples: a folder for each host, a file for each language and format. */
interface Sample {
  /** The file's name, for one that differs by language behind `en.` or `zh-CN.`. */
  readonly file: string;
  readonly format: ReportFormat;
  readonly with?: Partial<Rendering>;
  readonly isInOneLanguage?: true;
  /** For the table of sizes; left out: not in it. */
  readonly name?: string;
}

/** A new format adds its row here. */
const samples: readonly Sample[] = [
  { file: 'report.json', format: 'json', isInOneLanguage: true, name: 'JSON' },
  { file: 'report.txt', format: 'text', name: 'text' },
  { file: 'report.html', format: 'html', isInOneLanguage: true, name: 'HTML, without its snapshot' },
  { file: 'report.md', format: 'md', name: 'Markdown' },
  { file: 'report.bbcode', format: 'bbcode', name: 'BBCode' },
  { file: 'capsule.txt', format: 'text', with: { isCapsule: true }, name: 'capsule, text' },
  { file: 'capsule.md', format: 'md', with: { isCapsule: true }, name: 'capsule, Markdown' },
  { file: 'capsule.bbcode', format: 'bbcode', with: { isCapsule: true }, name: 'capsule, BBCode' },
];

/** Not ready, ready, another technology, a GPU without any, a place from where nothing can be told. */
const telling = ['fnos-hd620', 'fnos-hd620.rebooted', 'n100-proxmox9', 'j4125-fnos', 'docker-fnos'];

const folder = join(packageFolder, 'reports', 'samples');
const hosts = fixtureHosts();

const languagesOf = (sample: Sample): readonly Language[] =>
  sample.isInOneLanguage === true ? ['en'] : languages;

const fileOf = (sample: Sample, language: Language): string =>
  sample.isInOneLanguage === true ? sample.file : `${language}.${sample.file}`;

/** A host as `--from` shows it: with stand-ins for its names, and its snapshot at hand. */
async function shared(name: string, language: Language, more: Partial<Rendering> = {}): Promise<Rendering> {
  const path = hosts.find(host => host.name === name)?.path ?? expect.fail(`there is no fixture ${name}`);
  const version = '0.0.0';
  const subject = await subjectOf({ kind: 'snapshot', snapshot: await openFixture(path) }, { version });
  const invocation = { ...nobody, version };
  const examination = await examine(subject, loadRules(), invocation, { isPlanned: true });
  const { report } = await examination.shared();
  const { snapshot = expect.fail('a snapshot gives itself') } = examination;
  return renderingOf(report, language, { ...more, snapshot: () => snapshotText(snapshot()) });
}

describe.each(telling)('reports/samples/%s', name => {
  test.each(
    samples.flatMap(sample =>
      languagesOf(sample).map(language => [fileOf(sample, language), sample, language] as const),
    ),
  )('%s is current', async (file, sample, language) => {
    const text = await written(sample.format, await shared(name, language, sample.with));
    await expect(text).toMatchFileSnapshot(join(folder, name, file));
  });
});

test('reports/samples/README.md says how long reports are', async () => {
  const rows = await Promise.all(
    samples.flatMap(sample =>
      languagesOf(sample).map(async language => {
        const lengths = await Promise.all(
          hosts.map(async host => {
            const rendering = renderingOf(await host.report, language, sample.with);
            return (await written(sample.format, rendering)).length;
          }),
        );
        const sorted = lengths.sort((a, b) => a - b).map(rounded);
        const [least, middle, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
        const spoken = sample.isInOneLanguage === true ? '' : language;
        return `| ${[sample.name, spoken, least, middle, most].join(' | ')} |`;
      }),
    ),
  );
  await expect(page(rows)).toMatchFileSnapshot(join(folder, 'README.md'));
});

/** To the ten, so that a changed word does not change the table. Upwards: a limit that is kept is kept by the figure too. */
const rounded = (length: number): number => Math.ceil(length / 10) * 10;

const page = (rows: readonly string[]): string => `# Samples

One host in every format and both languages. \`npm test -- -u\` rewrites them.

## How long they are

Characters over all ${hosts.length} recorded hosts of \`fixtures/hosts\`, rounded up to the ten. What a forum takes, it sets
itself; Markdown is kept to 32,000 characters, BBCode to the 10,000 bytes that Discuz is delivered with, a capsule below 2,000.

| format | language | least | median | most |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
