import { reportSchema } from '../../../src/judge/report-schema.ts';
import type { Report } from '../../../src/judge/report-types.ts';
import { differsFrom, patient, sure } from '../commands.ts';
import type { Image } from '../image.ts';
import type { Machine } from '../machine.ts';
import { usualHardware } from '../scenario.ts';
import { bootPatiently, partsAbove, withoutLibvirt, type Stage } from '../stage.ts';
import { timed } from '../timed.ts';
import type { Fault } from './faults.ts';
import { edited, readPrinted, type PrintedEdit } from './steps.ts';

/** A fault, and what came of both ways out of it; null: it went as it should. */
export interface ShownFault {
  readonly rule: string;
  readonly byHand: boolean;
  /** How many printed steps were done. */
  readonly steps: number;
  readonly wrong: string | null;
}

/** Brings about fault after fault on one host, and mends each: by `fix`, taken back by `undo`, and by what the doctor prints, to the letter. */
export async function printedSteps(
  faults: readonly Fault[],
  image: Image,
  stage: Stage,
): Promise<{ readonly wrong: string | null; readonly shown: readonly ShownFault[] }> {
  const host = new PlayedHost(image, stage);
  const shown: ShownFault[] = [];
  try {
    await timed(stage.say, 'boot, and share the GPU', () => host.start());
    for (const fault of faults) {
      const found = await timed(stage.say, fault.rule, () => mend(fault, host));
      if (found.wrong !== null) stage.say(`         failed: ${found.wrong}`);
      shown.push(found);
    }
  } finally {
    host.kill();
  }
  const failed = shown.filter(({ wrong }) => wrong !== null);
  return {
    wrong: failed.length === 0 ? null : failed.map(({ rule, wrong }) => `${rule}: ${wrong ?? ''}`).join('\n'),
    shown,
  };
}

async function mend(fault: Fault, host: PlayedHost): Promise<ShownFault> {
  const { rule, hand: byHand } = fault;
  try {
    await host.put(fault);
    const first = await host.look();
    expectFault(first, fault);
    await mendByFix(fault, host);
    expectSame(await host.look(), first, fault);
    if (!byHand) return { rule, byHand, steps: 0, wrong: null };
    if (!fault.boot) await host.put(fault);
    const steps = await mendByHand(fault, host);
    return { rule, byHand, steps, wrong: null };
  } catch (error) {
    return { rule, byHand, steps: 0, wrong: (error as Error).message };
  }
}

/** `fix`, a reboot, ready; `undo`, every file as it was, a reboot. */
async function mendByFix({ rule, include }: Fault, host: PlayedHost): Promise<void> {
  const before = await host.files();
  await host.patient(`fngvt fix --yes${include ? ` --include ${rule}` : ''}`);
  await host.reboot();
  expectMended(await host.look(), rule, 'fix');
  await host.patient('fngvt undo --yes');
  const differs = differsFrom(before, await host.files());
  if (differs !== '') throw new Error(`after undo:\n${differs}`);
  await host.reboot();
  host.isGood = false;
}

/** What the screen says, to the letter; a reboot where it says so, and one in any case. How many steps it were. */
async function mendByHand({ rule }: Fault, host: PlayedHost): Promise<number> {
  const screen = await host.screen();
  const steps = readPrinted(screen);
  if (steps.length === 0) throw new Error(`expected printed steps, found none:\n${screen}`);
  for (const step of steps) {
    if ('path' in step) await host.edit(step);
    else if (step.command !== 'sudo reboot') await host.sure(step.command);
  }
  const asksForReboot = steps.some(step => 'command' in step && step.command === 'sudo reboot');
  if (!asksForReboot) expectMended(await host.look(), rule, 'the printed steps, without a reboot');
  await host.reboot();
  expectMended(await host.look(), rule, 'the printed steps');
  host.isGood = true;
  return steps.length;
}

const failing = ({ findings }: Report): readonly string[] =>
  findings.flatMap(({ id, verdict }) => (verdict === 'fail' ? [id] : [])).sort();

function expectFault(report: Report, { rule, hand }: Fault): void {
  if (!failing(report).includes(rule)) throw new Error(`expected ${rule} to fail, found ${summary(report)}`);
  const isReady = report.verdict?.state === 'ready' && report.verdict.lasts !== false;
  if (isReady === hand)
    throw new Error(`expected a host that is ${hand ? 'not ready' : 'ready'}: ${summary(report)}`);
}

function expectMended(report: Report, rule: string, after: string): void {
  const { verdict } = report;
  const isMended = verdict?.state === 'ready' && verdict.lasts !== false && !failing(report).includes(rule);
  if (!isMended) throw new Error(`after ${after}: ${summary(report)}`);
}

/** As it was at first; what a running system still had is gone. */
function expectSame(report: Report, first: Report, { boot }: Fault): void {
  const [is, was] = [report, first].map(summary);
  if (boot ? is !== was : report.verdict?.exit_code !== 1)
    throw new Error(`after undo and a reboot: ${is ?? ''}\nat first: ${was ?? ''}`);
}

const summary = (report: Report): string =>
  `${report.verdict?.state ?? ''} ${report.verdict?.cause ?? ''}, fails: ${failing(report).join(' ')}`;

/** What a plan of ours may write to, and what makes the host share its GPU. */
const settings = '/etc /boot';
const kept = '/var/lib/fngvt-vm.tar';

const share = `
set -eu
sed -i 's/^GRUB_CMDLINE_LINUX_DEFAULT=.*/GRUB_CMDLINE_LINUX_DEFAULT="quiet i915.enable_gvt=1"/' /etc/default/grub
echo kvmgt >/etc/modules
update-grub 2>&1
# What the printed commands begin with; root has no need of it.
printf '#!/bin/sh\\nexec "$@"\\n' >/usr/local/bin/sudo
chmod 755 /usr/local/bin/sudo
tar -cf ${kept} -C / etc/default etc/modules etc/modules-load.d etc/modprobe.d boot/grub/grub.cfg
`;

const restore = `
set -eu
rm -rf /etc/default /etc/modules /etc/modules-load.d /etc/modprobe.d /etc/kernel/cmdline
tar -xf ${kept} -C /
rm -rf /var/lib/fngvt
`;

/** Every file, link and folder, with mode and owner; caches that a running system writes are left out. */
const listing = `
find ${settings} \\( -name 'initrd.img*' -o -name grubenv \\) -prune -o -printf '%y %m %U:%G %p %l\\n' | sort
find ${settings} \\( -name 'initrd.img*' -o -name grubenv \\) -prune -o -type f -exec sha256sum {} + | sort -k 2
`;

/** The VM, across its boots. */
class PlayedHost {
  readonly #parts: ReturnType<typeof partsAbove>;
  readonly #say: Stage['say'];
  #machine: Machine | undefined;
  /** The running system shares its GPU. */
  isGood = false;

  constructor(image: Image, stage: Stage) {
    this.#parts = partsAbove(image, stage);
    this.#say = stage.say;
  }

  async start(): Promise<void> {
    this.#machine = await bootPatiently(this.#parts, usualHardware, this.#say);
    await this.sure(withoutLibvirt);
    await this.sure(share);
  }

  /** A good host with this fault; nothing that was done before is left. */
  async put({ break: script, boot }: Fault): Promise<void> {
    await this.sure(restore);
    if (!boot && !this.isGood) await this.reboot();
    await this.sure(`set -eu\n${script}`);
    if (boot) await this.reboot();
    this.isGood = !boot;
  }

  async reboot(): Promise<void> {
    await this.#running.shutDown('reboot');
    this.#machine = await bootPatiently(this.#parts, usualHardware, this.#say);
  }

  /** The report; asked again where a command took too long on a busy machine. */
  async look(): Promise<Report> {
    for (let more = 2; ; more -= 1) {
      const { stdout, stderr } = await this.#running.run('fngvt doctor --format json');
      if (stdout === '') throw new Error(`the doctor said nothing:\n${stderr}`);
      if (more === 0 || !stdout.includes('"timed out"')) return reportSchema.parse(JSON.parse(stdout));
      this.#say('         a command took too long, once more');
    }
  }

  /** What a person sees on a terminal. */
  async screen(): Promise<string> {
    const call = `stty cols 100; exec fngvt doctor --lang en --color never`;
    return (await this.#running.run(`script -qec '${call}' /dev/null </dev/null`)).stdout;
  }

  async edit(edit: PrintedEdit): Promise<void> {
    const { exit, stdout } = await this.#running.run(`cat ${edit.path}`);
    const text = edited(exit === 0 ? stdout : null, edit);
    const base64 = Buffer.from(text ?? '').toString('base64');
    await this.sure(text === null ? `rm ${edit.path}` : `echo ${base64} | base64 -d >${edit.path}`);
  }

  files(): Promise<string> {
    return this.sure(listing);
  }

  sure(script: string): Promise<string> {
    return sure(this.#running, script);
  }

  async patient(command: string): Promise<void> {
    await patient(this.#running, command);
  }

  kill(): void {
    this.#machine?.kill();
  }

  get #running(): Machine {
    if (this.#machine === undefined) throw new Error('expected a VM that was started');
    return this.#machine;
  }
}

/** The row as docs show it. */
export function faultCells({ rule, byHand, steps }: ShownFault): readonly string[] {
  return [
    `\`${rule}\``,
    'ready, and as before',
    byHand ? `ready, ${steps} steps` : 'nothing printed: the host shares',
  ];
}
