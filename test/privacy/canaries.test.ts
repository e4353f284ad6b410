import { describe, expect, test } from 'vitest';
import { examine } from '../../src/invocation/examine.ts';
import { parseFlags } from '../../src/invocation/flags.ts';
import { subjectOf } from '../../src/invocation/subject.ts';
import { renderingOf } from '../../src/invocation/report-rendering.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { snapshotText } from '../../src/host/snapshot/save.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { reportFormats } from '../../src/report/formats.ts';
import { loadRules } from '../../src/rules/load.ts';
import { languages } from '../../src/values/text.ts';
import { nobody } from '../rendering.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { secrets } from './secrets.ts';
import { written } from '../rendering.ts';
import { words } from '../../src/words/words.ts';
import { partOf } from '../part.ts';

/**
 * Canaries: private strings of forty kinds are planted in every field of every recorded host; none may be found in anything that
 * the command line writes. Some parts are short (`ren`): they are looked for as words.
 */

let next = 0;
/** The next secret, in turn, so that each stands in every kind of field somewhere. */
const secret = (): string => secrets[next++ % secrets.length]?.[0] ?? '';
const all = secrets.map(([text]) => text);

type Plant = (text: string) => string;

/** After every line, whatever that does to it. */
const behindLines: Plant = text => text.replaceAll('\n', () => ` ${secret()}\n`) + secret();
/** As lines of their own, in the shapes in which people keep such things in their files. */
const inLinesOfTheirOwn: Plant = text => {
  const ends = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${ends}${all.flatMap(one => [`# ${one}`, `NAME_${one}="${one}"`, `${one}=${one}`, one]).join('\n')}\n`;
};
/** In every quoted value and every element of XML. */
const inValues: Plant = text =>
  text
    .replaceAll(/(?<=")(?=[^"\n]*"\s*$)/gmu, () => `${secret()} `)
    .replaceAll(/(?<=>)(?=[^<>\n]+<)/gu, () => `${secret()} `);

function planted(snapshot: Snapshot, plant: Plant): Snapshot {
  const each = <T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
  return {
    ...snapshot,
    tool: { name: secret(), version: secret(), call: `node /home/${secret()}/fngvt` },
    note: all.join(' '),
    files: each(snapshot.files, file =>
      typeof file === 'string' ? plant(file) : { keep: file.keep, text: plant(file.text) },
    ),
    stats: each(snapshot.stats, stat => ({ ...stat, mode: `${stat.mode}${secret()}`, mtime: secret() })),
    links: each(snapshot.links, target => `${target}/${secret()}`),
    dirs: each(snapshot.dirs, names => [...names, ...all.map(one => one.replaceAll('/', '-'))]),
    binary: each(snapshot.binary, base64 => {
      const bytes = Buffer.from(base64, 'base64');
      const text = Buffer.from(secret());
      if (bytes.length > 0x80) text.copy(bytes, 0x60);
      return Buffer.concat([bytes, text]).toString('base64');
    }),
    absent: [...snapshot.absent, ...all.map(one => `/home/${one}`)],
    denied: [...snapshot.denied, ...all.map(one => `/root/${one}`)],
    commands: snapshot.commands.map(command => ({
      ...command,
      stdout: plant(command.stdout),
      stderr: `${command.stderr}${all.join('\n')}\n`,
    })),
    inventory: each(snapshot.inventory, card =>
      each(card, value => (typeof value === 'string' ? `${value} ${secret()}` : value)),
    ),
  };
}

const escape = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
const traps = secrets.flatMap(([text, ...parts]) => [text, ...parts].map(part => [text, part] as const));
const anyTrap = new RegExp(
  [...new Set(traps.map(([, part]) => part))]
    .map(part =>
      part.length > 4 || /[^\w]/u.test(part)
        ? escape(part)
        : `(?<![\\p{L}\\p{N}_.-])${escape(part)}(?![\\p{L}\\p{N}_.-])`,
    )
    .join('|'),
  'u',
);

/** The snapshot in a page, packed: letters at random, in which any short word may stand. It is looked at by itself. */
const packed = /[A-Za-z0-9+/]{400,}={0,2}/gu;

/** How much of a text was left out: a number of ours, which may be that of a trap. */
const ownCounts = new RegExp(
  languages.map(language => escape(words[language].page.cut(0)).replace('0', String.raw`\d+`)).join('|'),
  'gu',
);

/** Where a text holds a secret, with what stands around it. */
function leaksIn(what: string, text: string): readonly string[] {
  const open = text.replaceAll(packed, '').replaceAll(ownCounts, '');
  const found = anyTrap.exec(open);
  if (found === null) return [];
  return [`${what}: ${found[0]} in …${open.slice(Math.max(0, found.index - 60), found.index + 60)}…`];
}

const rules = loadRules();
const version = '0.0.0';

/** Everything that is ever written about a machine: every format in both languages, the facts, the snapshot. */
async function everything(snapshot: Snapshot, isOpen = false): Promise<ReadonlyMap<string, string>> {
  const subject = await subjectOf({ kind: 'snapshot', snapshot }, { version, isOpen });
  const examination = await examine(subject, rules, nobody);
  const { facts = expect.fail('a snapshot gives facts') } = await examination.shared();
  const { snapshot: saved = expect.fail('a snapshot gives itself') } = examination;
  const outputs = new Map([
    ['snapshot', snapshotText(saved())],
    ['facts', JSON.stringify(facts.all())],
  ]);
  for (const language of languages) {
    const flags = parseFlags(['--verbose'], { verbose: { type: 'boolean' } });
    for (const parsed of [flags, parseFlags([], {})]) {
      const rendering = await renderingOf(examination, { parsed, invocation: nobody, rules, language });
      for (const format of reportFormats) {
        if (parsed === flags && format !== 'text') continue;
        outputs.set(`${format} ${language} ${parsed === flags}`, await written(format, rendering));
      }
    }
  }
  return outputs;
}

describe.each(partOf(fixtureHosts(), 6, 1).map(host => [host.name, host.path] as const))(
  '%s',
  (_name, path) => {
    test.each([
      ['behind every line', behindLines],
      ['in lines of their own', inLinesOfTheirOwn],
      ['in values', inValues],
    ])('keeps to itself what stands %s', async (where, plant) => {
      const snapshot = planted(await openFixture(path), plant);
      const outputs = await everything(snapshot);
      expect(
        [...outputs].flatMap(([what, text]) => leaksIn(what, text)),
        where,
      ).toEqual([]);
    });
  },
);

test('the traps work: without the grammar they are found', async () => {
  const [host] = fixtureHosts();
  const outputs = await everything(planted(await openFixture(host?.path ?? ''), behindLines), true);
  expect(leaksIn('snapshot', outputs.get('snapshot') ?? '')).not.toEqual([]);
  expect(leaksIn('facts', outputs.get('facts') ?? '')).not.toEqual([]);
});
