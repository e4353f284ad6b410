import type { Report } from '../../../src/judge/report-types.ts';
import { reportSchema } from '../../../src/judge/report-schema.ts';
import { sure } from '../commands.ts';
import type { Image } from '../image.ts';
import type { Machine } from '../machine.ts';
import { usualHardware } from '../scenario.ts';
import { bootPatiently, partsAbove, withoutLibvirt, type Stage } from '../stage.ts';
import { edited, type PrintedEdit } from './steps.ts';

/** What a plan of ours may write to, and what makes the host share its GPU. */
const settings = '/etc /boot';

const share = `
set -eu
sed -i 's/^GRUB_CMDLINE_LINUX_DEFAULT=.*/GRUB_CMDLINE_LINUX_DEFAULT="quiet i915.enable_gvt=1"/' /etc/default/grub
echo kvmgt >/etc/modules
update-grub 2>&1
# What the printed commands begin with; root has no need of it.
printf '#!/bin/sh\\nexec "$@"\\n' >/usr/local/bin/sudo
chmod 755 /usr/local/bin/sudo
`;

/** Every file, link and folder, with mode and owner; caches that a running system writes are left out. */
const listing = `
find ${settings} \\( -name 'initrd.img*' -o -name grubenv \\) -prune -o -printf '%y %m %U:%G %p %l\\n' | sort
find ${settings} \\( -name 'initrd.img*' -o -name grubenv \\) -prune -o -type f -exec sha256sum {} + | sort -k 2
`;

/** The VM, across its boots. */
export class PlayedHost {
  readonly #parts: ReturnType<typeof partsAbove>;
  readonly #say: Stage['say'];
  #machine: Machine | undefined;

  constructor(image: Image, stage: Stage) {
    this.#parts = partsAbove(image, stage);
    this.#say = stage.say;
  }

  /** Starts it, and has it share its GPU from the next boot on. */
  async start(): Promise<void> {
    this.#machine = await bootPatiently(this.#parts, usualHardware, this.#say);
    await this.sure(withoutLibvirt);
    await this.sure(share);
  }

  async reboot(): Promise<void> {
    await this.#running.shutDown('reboot');
    this.#machine = await bootPatiently(this.#parts, usualHardware, this.#say);
  }

  async look(): Promise<Report> {
    const { stdout, stderr } = await this.#running.run('fngvt doctor --format json');
    if (stdout === '') throw new Error(`the doctor said nothing:\n${stderr}`);
    return reportSchema.parse(JSON.parse(stdout));
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

  kill(): void {
    this.#machine?.kill();
  }

  get #running(): Machine {
    if (this.#machine === undefined) throw new Error('expected a VM that was started');
    return this.#machine;
  }
}
