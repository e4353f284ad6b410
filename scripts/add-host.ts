import { createInterface } from 'node:readline/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { UsageError } from '../src/values/errors.ts';
import { addHost, questions, refusal, type Answer } from './hosts/add-host.ts';

/**
 * `npm run add-host -- FILE`: a host that somebody sent becomes a recorded host, with the table of its findings beside it. FILE is a snapshot, a
 * report's page, what a collector printed, or a post or thread that shows what was on a terminal; packed or not; `-` is standard input.
 * What only a person knows is asked, or given by flags.
 */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const text = { type: 'string' } as const;
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { name: text, machine: text, system: text, source: text, state: text, cause: text, to: text },
});
const isAsking = process.stdin.isTTY && process.stdout.isTTY;
const terminal = isAsking ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;

/** What a flag says, else what is answered, else what is proposed. */
const told: Answer = async (about, proposed) => {
  const given = flags[about];
  if (given !== undefined) return given.trim();
  const shown = proposed === '' ? '' : ` [${proposed}]`;
  const answer = (await terminal?.question(`${questions[about]}${shown}: `))?.trim() ?? '';
  const said = answer === '' ? proposed : answer;
  if (said === '') throw refusal(`expected --${about}: ${questions[about]}`);
  return said;
};

try {
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw refusal('expected one FILE: npm run add-host -- FILE');
  console.log(await addHost(path, flags.to ?? join(root, 'fixtures', 'hosts'), told));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.text.en);
  process.exitCode = 2;
} finally {
  terminal?.close();
}
