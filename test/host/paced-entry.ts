import { writeSync } from 'node:fs';
import { run } from '../../src/commands/run.ts';
import { hostWriter } from '../../src/host/live/host-writer.ts';
import { plainText } from '../../src/values/styled.ts';

/**
 * The command line with other time limits, for tests that wait for them in a root of its own: `PACE VERB…`, where PACE
 * scales every limit; and `PACE hear PROGRAM…`, what is heard of a program while a change is made, and whether it was
 * wished to stop meanwhile.
 */
const [pace, ...argv] = process.argv.slice(2);
if (argv[0] === 'hear') {
  const writer = hostWriter('/', { pace: Number(pace) });
  const hold = writer.deferSignals();
  const heard = await writer.query(argv.slice(1));
  writeSync(1, JSON.stringify({ heard, wasAsked: hold.wasAsked() }));
} else {
  const {
    exit,
    text,
    warnings = [],
  } = await run(argv, {
    version: 'test',
    now: new Date().toISOString(),
    call: 'fngvt',
    columns: 80,
    isTerminal: false,
    pace: Number(pace),
    ask: () => Promise.resolve(false),
    environment: {},
  });
  writeSync(2, warnings.map(line => `${line}\n`).join(''));
  writeSync(1, plainText(text));
  process.exitCode = exit;
}
