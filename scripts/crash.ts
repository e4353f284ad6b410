import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canInject, fault, kill, survey, type Trial, type Verb } from '../test/change/crash.ts';
import { canChroot, OwnRoot } from '../test/change/own-root.ts';
import { powerPart } from '../test/vm/power/page.ts';

/** `npm run test:crash`: stops an apply and an undo at every single place, lets every call fail, and writes the figures down. `-- faults`: only the latter. */

const docs = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs');
const outcomes = ['applied', 'undone', 'rolled-back', 'refused', 'left', 'stuck'];
const errors = ['ENOSPC', 'EROFS', 'EACCES', 'EIO'] as const;

/** Calls that begin or end a command: they are stopped at, but do not fail as a file system does. */
const commands: readonly string[] = ['clone', 'wait4'];

if (!canChroot || !canInject) {
  console.error('test:crash needs root, chroot and strace');
  process.exit(1);
}
const root = new OwnRoot();
try {
  const { points, readings, ...states } = survey(root);
  const kills = process.argv.includes('faults') ? [] : points.map(point => told(kill(root, states, point)));
  if (kills.length > 0) {
    const page = join(docs, 'crash.md');
    // What is told there of power cuts is written by npm run test:power.
    writeFileSync(
      page,
      [crashPage(kills), powerPart(readFileSync(page, 'utf8'))].filter(part => part !== '').join('\n'),
    );
  }
  // Each call fails twice: once with one error, and with the next one from then on.
  const faults = points
    .filter(({ call }) => !commands.includes(call))
    .flatMap((point, i) =>
      [false, true].map(isForGood => {
        const error = errors[(i + Number(isForGood)) % errors.length] ?? 'EIO';
        const trial = told(fault(root, states, { point, error, isForGood }));
        return { error: isForGood ? `${error}, from then on` : error, trial };
      }),
    );
  // A look at what stands there is tried once; what is opened and read also for good.
  const unread = readings.flatMap(point => [
    told(fault(root, states, { point, error: 'EIO', isForGood: false })),
    ...(point.call === 'statx'
      ? []
      : [told(fault(root, states, { point, error: 'EACCES', isForGood: true }))]),
  ]);
  writeFileSync(join(docs, 'faults.md'), `${faultPage(faults)}${readPage(unread)}`);
  const bad = [...kills, ...faults.map(({ trial }) => trial), ...unread].filter(
    ({ wrong }) => wrong !== undefined,
  );
  console.log(
    `${kills.length} kill points, ${faults.length + unread.length} faults, ${bad.length} with something lost`,
  );
  process.exitCode = bad.length === 0 ? 0 : 1;
} finally {
  root.remove();
}

function told(trial: Trial): Trial {
  if (trial.wrong !== undefined) console.error(JSON.stringify(trial));
  return trial;
}

function crashPage(kills: readonly Trial[]): string {
  const calls = [...new Set(kills.map(({ call }) => call))];
  const count = (verb: Verb, call: string): number =>
    kills.filter(trial => trial.verb === verb && trial.call === call).length;
  const all = (verb: Verb): number => kills.filter(trial => trial.verb === verb).length;
  const rows = calls.map(call => `| \`${call}\` | ${count('apply', call)} | ${count('undo', call)} |`);
  return `# Killed at every step

Written by \`npm run test:crash\`. A plan with a new file, an edited one, one that goes, and \`update-grub\` is applied and taken back
by the real code in a root of its own. Each time the process is killed (SIGKILL, by strace) as it enters one system call; every
call by which it changes a file, a folder or a process gets its turn.

After each kill, every file must be whole, the old one or the new one. Then \`undo\` must bring back the first state, byte for byte, with
modes, owners and folders, and a second apply must reach the other one.

| stopped at | of an apply | of an undo |
| --- | ---: | ---: |
${rows.join('\n')}
| **all** | **${all('apply')}** | **${all('undo')}** |

- kill points tried: ${kills.length}
- files lost: ${kills.filter(({ wrong }) => wrong !== undefined).length}

\`clone\` begins a command, \`wait4\` is after one. A command that outlives fngvt keeps its lock, so that the next one waits for it.
`;
}

function counts(trials: readonly Trial[]): readonly number[] {
  return outcomes.map(outcome => trials.filter(trial => trial.outcome === outcome).length);
}

function readPage(trials: readonly Trial[]): string {
  const calls = [...new Set(trials.map(({ call }) => call))];
  const rows = calls.map(call => {
    const of = trials.filter(trial => trial.call === call);
    return `| \`${call}\` | ${of.length} | ${counts(of).join(' | ')} |`;
  });
  return `
## When it can't be read

Each call by which our notes and the files of the plan are opened, listed, read and looked at fails once with EIO; each but the looks (\`statx\`) also with
EACCES, from then on for the same file. What is promised is the same. When the change stands, notes that can't be read fail nothing any
more; before the first step nothing is begun.

| call | faults | applied | undone | rolled back | refused | left | stuck |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}

- faults injected: ${trials.length}
- files lost: ${trials.filter(({ wrong }) => wrong !== undefined).length}
`;
}

function faultPage(faults: readonly { readonly error: string; readonly trial: Trial }[]): string {
  const kinds = [...errors, ...errors.map(error => `${error}, from then on`)];
  const rows = kinds.map(kind => {
    const of = faults.filter(({ error }) => error === kind).map(({ trial }) => trial);
    return `| ${kind} | ${of.length} | ${counts(of).join(' | ')} |`;
  });
  return `# When the file system fails

Written by \`npm run test:crash\`. The same plan as in [crash.md](crash.md); each call that changes a file or a folder fails once with one error, and in
another run with the next one from then on for good. What fngvt says must be so: after "applied" the new state stands, after "undone",
"rolled back" and "refused" the old one, byte for byte. "left" and "stuck" say that something could not be taken back; then
the files are whole, and an \`undo\` without the fault brings the old state.

| error | faults | applied | undone | rolled back | refused | left | stuck |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}

- faults injected: ${faults.length}
- files lost: ${faults.filter(({ trial }) => trial.wrong !== undefined).length}

A fault that only keeps rubbish from being cleared away is no reason to fail: hence some "applied" and "undone" although a call failed.
`;
}
