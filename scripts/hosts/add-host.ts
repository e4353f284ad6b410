import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { readInput } from '../../src/host/snapshot/open.ts';
import { exitCodes, type Verdict } from '../../src/judge/verdict.ts';
import { UsageError } from '../../src/values/errors.ts';
import { findingsTable } from '../../test/findings-table.ts';
import { fixtureText, suggestedName, type Told } from './fixture-text.ts';
import { hiddenElsewhere, privateLeft } from './private-left.ts';
import { judged, saidByHost, type SaidByHost } from './said.ts';

/** What only a person knows, or what is proposed where nobody answers; throws where neither is there. */
export type Answer = (about: keyof typeof questions, proposed: string) => Promise<string>;

/** What is asked, in this order. */
export const questions = {
  name: "the fixture's name, MACHINE-SYSTEM",
  machine: 'the machine',
  system: 'its system',
  source: 'where it is from: a link, or who gave it',
  state: `what was so on the host (${Object.keys(exitCodes).join(', ')})`,
  cause: 'the cause, as a key; none where there is none',
} as const;

/** Developers read these; they are in English alone. */
export const refusal = (en: string): UsageError => new UsageError({ en, 'zh-CN': en });

/** A host that somebody sent becomes a fixture in `folder`, with the table of its findings; gives what is to be told of that. */
export async function addHost(path: string, folder: string, told: Answer): Promise<string> {
  const said = await saidByHost(await readInput(path), path);
  const { host } = said.report;
  const fixture = join(folder, `${await nameTold(said, folder, told)}.yml`);
  const system = [host.distribution, host.version].filter(part => part !== null).join(' ');
  const about = {
    machine: await told('machine', host.board ?? host.cpu.name ?? ''),
    system: await told('system', system),
    source: await told('source', ''),
    ...(await verdictTold(said, told)),
  };
  const text = fixtureText(said.snapshot, said.report, about, said.isPart);
  const left = privateLeft(text);
  if (left.length > 0)
    throw refusal(`nothing was written: it would hold what is private: ${left.join(', ')}`);
  await write(fixture, text, said);
  return tale(fixture, about, said, hiddenElsewhere(text, said.hidden));
}

function isState(text: string): text is Verdict['state'] {
  return Object.hasOwn(exitCodes, text);
}

async function verdictTold({ report }: SaidByHost, told: Answer): Promise<Pick<Told, 'state' | 'cause'>> {
  const { state: found = 'unknown', cause = null } = report.verdict ?? {};
  const states = Object.keys(exitCodes);
  const state = await told('state', found);
  if (!isState(state)) throw refusal(`--state: expected ${states.join(', ')}, found ${state}`);
  const proposed = state === found ? (cause ?? 'none') : state === 'ready' ? 'none' : '';
  const key = await told('cause', proposed);
  return { state, cause: key === 'none' ? null : key };
}

async function nameTold(said: SaidByHost, folder: string, told: Answer): Promise<string> {
  const name = await told('name', suggestedName(said.report));
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(name))
    throw refusal(`--name: expected small letters, digits and single hyphens, found ${name}`);
  if (existsSync(join(folder, `${name}.yml`))) {
    const others = readdirSync(folder).filter(file => file.startsWith(name) && file.endsWith('.yml'));
    throw refusal(`--name: expected a new name, found ${others.join(', ')}`);
  }
  return name;
}

/** Writes the fixture and its table, and keeps them only where it says what the input said. */
async function write(path: string, text: string, said: SaidByHost): Promise<void> {
  writeFileSync(path, text, { flag: 'wx' });
  const report = await judged(await openFixture(path));
  if (!isDeepStrictEqual(report, said.report)) {
    rmSync(path);
    throw new Error('the fixture is judged otherwise than its input: a bug in fixture-text.ts');
  }
  writeFileSync(path.replace(/\.yml$/u, '.findings.txt'), findingsTable(report.findings));
}

function tale(
  path: string,
  { state, cause }: Told,
  { report, isPart }: SaidByHost,
  elsewhere: readonly string[],
): string {
  const { verdict, findings } = report;
  const isAsExpected = verdict?.state === state && verdict.cause === cause;
  const place = path.replace(/\.yml$/u, '');
  const name = basename(place);
  const open = findings.filter(finding => finding.verdict === 'unknown').length;
  const lines = [
    `${place}.yml and ${place}.findings.txt written`,
    'Look at:',
    `  - ${name}.yml: is a name left, or was one hidden that decides (anon_…)?`,
    ...(elsewhere.length === 0
      ? []
      : [`  - hidden in one place, and standing in another; is one a name? ${elsewhere.join(', ')}`]),
    `  - ${name}.findings.txt: is each line true of that host? ${open} unknown`,
    ...(isPart ? ['  - it holds only what was posted: unknown is right for the rest'] : []),
    ...(isAsExpected
      ? []
      : [
          `  - fngvt says ${verdict?.state ?? 'nothing'}, ${verdict?.cause ?? 'no cause'}: the test fails until it says what was so`,
        ]),
    'Then:',
    `  npx vitest run test/fixtures.test.ts test/consistent-hosts.test.ts -t ${name}`,
    '  npm run generate && npx vitest run --update test/samples.test.ts   (pages that list or measure all hosts)',
  ];
  return `${lines.join('\n')}\n`;
}
