import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../src/judge/report-types.ts';
import { checkOutput, checkReport, checkReplay } from './check.ts';
import type { Image } from './image.ts';
import { bootInVain, bootToReset, type Machine } from './machine.ts';
import { usualHardware, type Hardware, type ReplayStep, type Scenario, type Step } from './scenario.ts';
import { bootPatiently, partsAbove, type Stage } from './stage.ts';
import { timed } from './timed.ts';

/**
 * Plays a scenario in a VM of its own. Returns what went wrong, null if nothing did. A step that fails does not stop it: what comes
 * after shows how far a fault reaches, and a boot is dear.
 */
export async function play(
  scenario: Scenario,
  variant: string,
  image: Image,
  stage: Stage,
): Promise<string | null> {
  const parts = partsAbove(image, stage);
  let hardware: Hardware = { ...usualHardware, ...scenario.hardware };
  let machine: Machine | undefined;
  let doing = 'boot';
  const faults: string[] = [];
  const summary = (): string | null =>
    faults.length === 0
      ? null
      : `${faults.join('\n')}\n-- the end of the console --\n${machine?.consoleEnd() ?? ''}`;
  try {
    machine = await timed(stage.say, doing, () => bootPatiently(parts, hardware, stage.say));
    for (const step of scenario.steps) {
      doing = step.do;
      const current: Machine = machine;
      if ('reboot' in step) {
        hardware = { ...hardware, ...step.reboot };
        machine = await timed(stage.say, doing, async () => {
          await current.shutDown('reboot');
          if (step.hangs !== undefined) await bootInVain(parts, hardware, new RegExp(step.hangs, 'mu'));
          if (step.panics !== undefined) await bootToReset(parts, hardware, new RegExp(step.panics, 'mu'));
          return bootPatiently(parts, hardware, stage.say);
        });
      } else {
        const wrong = await timed(stage.say, doing, () => perform(step, current, variant, stage));
        if (wrong !== null) {
          stage.say(`         failed: ${wrong.split('\n', 1)[0] ?? ''}`);
          faults.push(`${doing}\n${wrong}`);
        }
      }
    }
    return summary();
  } catch (error) {
    faults.push(`${doing}\n${(error as Error).message}`);
    return summary();
  } finally {
    machine?.kill();
  }
}

async function perform(
  step: Exclude<Step, { reboot: unknown }>,
  machine: Machine,
  variant: string,
  stage: Stage,
): Promise<string | null> {
  if ('run' in step) return checkOutput(step, await machine.run(step.run, step.as));
  if ('doctor' in step) {
    return inTime(stage.say, async () => {
      const { exit, stdout, stderr } = await machine.run(`${step.call} --format json`, step.as);
      return { exit, wrong: checkReport(step.doctor, exit, stdout, stderr), said: stdout };
    });
  }
  return inTime(stage.say, () => replay(step, machine, variant, stage));
}

/** What was wrong, null if nothing was, and the report that says so. */
interface Judged {
  readonly exit: number;
  readonly wrong: string | null;
  readonly said: string;
}

/**
 * fngvt gives a command some seconds, which an emulated machine on a busy one may not keep: the doctor rightly says "timed out" of it then.
 * Where that stands in a report that is not as expected, it is asked again; not where it has no verdict to give (3): what that hangs on, fngvt
 * has to wait for.
 */
async function inTime(say: (line: string) => void, ask: () => Promise<Judged>): Promise<string | null> {
  let judged = await ask();
  for (
    let again = 0;
    again < 2 && judged.wrong !== null && judged.exit !== 3 && judged.said.includes('"timed out"');
    again += 1
  ) {
    say('         a command took too long, once more');
    judged = await ask();
  }
  return judged.wrong;
}

async function replay(step: ReplayStep, machine: Machine, variant: string, stage: Stage): Promise<Judged> {
  const taken = await machine.run(
    'file=$(mktemp -u).json; fngvt snapshot "$file" >&2 && cat "$file" && rm "$file"',
    step.as,
  );
  if (taken.exit !== 0)
    return { exit: 1, wrong: `fngvt snapshot ended with ${taken.exit}\n${taken.stderr}`, said: '' };
  const live = await machine.run('fngvt doctor --format json', step.as);
  const file = join(stage.folder, 'snapshot.json');
  writeFileSync(file, taken.stdout);
  if (stage.snapshots !== null)
    writeFileSync(join(stage.snapshots, `vm-${variant}.${step.replay}.json`), taken.stdout);
  const replayed = spawnSync(
    process.execPath,
    [join(stage.tool, 'dist', 'fngvt.js'), 'doctor', '--from', file, '--format', 'json'],
    { encoding: 'utf8' },
  );
  if (replayed.stderr !== '')
    return { exit: 1, wrong: `replaying the snapshot said: ${replayed.stderr}`, said: '' };
  const wrong = checkReplay(
    { exit: live.exit, report: JSON.parse(live.stdout) as Report },
    { exit: replayed.status, report: JSON.parse(replayed.stdout) as Report },
  );
  return { exit: live.exit, wrong, said: live.stdout + replayed.stdout };
}
