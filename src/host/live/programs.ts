import { statSync } from 'node:fs';
import { join } from 'node:path';

/** Where programs are looked for, for ourselves and for what they start in turn; the caller's PATH decides nothing. */
const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/sbin', '/usr/local/bin'];

/** All that a program learns of the environment. */
export const environment = { PATH: folders.join(':'), LC_ALL: 'C' };

/** What one program may be started for, with the seconds that it may take. */
export interface Program {
  /**
   * It answers the Host port, with arguments that only read. Where its time was over it is asked once more, with the
   * next number.
   */
  readonly asked?: readonly number[];
  /**
   * It answers while a change is made or taken back. Nothing else waits then and more hangs on it, so it has longer.
   */
  readonly heard?: readonly number[];
  /** It changes the host. */
  readonly changes?: number;
  /** It does what Node can't do with files. */
  readonly helps?: number;
  /** It answers until it is interrupted, when its time is over. */
  readonly isEndless?: true;
}

/** By default. */
const change = 60;

/**
 * Every program that fngvt ever starts. update-grub may look for other systems on every disk, an initramfs is packed on
 * slow processors. libvirt on a slow disk, or just after the boot, may exceed any limit that one would wait for twice.
 */
export const programs: Readonly<Record<string, Program>> = {
  dmesg: { asked: [8, 16] },
  journalctl: { asked: [8, 16] },
  virsh: { asked: [8, 16], heard: [20, 60], changes: change },
  intel_gpu_top: { asked: [4.5], isEndless: true },
  'update-grub': { changes: 600 },
  'grub-mkconfig': { changes: 600 },
  'grub-reboot': { changes: change },
  'grub-editenv': { changes: change },
  'update-initramfs': { changes: 900 },
  'proxmox-boot-tool': { changes: 600 },
  'kernel-install': { changes: 900 },
  modprobe: { changes: change },
  mdevctl: { changes: change },
  qm: { changes: change },
  udevadm: { changes: change },
  systemctl: { changes: change },
  cp: { helps: 60 },
  flock: { helps: 10 },
};

/** How long a program may be used for something, in milliseconds, the first try first. `pace` scales it. */
export function limitsOf(
  argv: readonly string[],
  use: 'asked' | 'heard' | 'changes' | 'helps',
  pace = 1,
): readonly [first: number, ...others: readonly number[]] {
  const [program = ''] = argv;
  const seconds = Object.hasOwn(programs, program) ? programs[program]?.[use] : undefined;
  const [first, ...others] = typeof seconds === 'number' ? [seconds] : (seconds ?? []);
  if (first === undefined)
    throw new Error(`${argv.join(' ')}: not one of the programs that may be ${says[use]}`);
  return [first * 1000 * pace, ...others.map(one => one * 1000 * pace)];
}

const says = { asked: 'asked', heard: 'heard', changes: 'run to change a host', helps: 'run as a helper' };

/** The absolute path of a program; undefined: it is not installed. */
export function placeOfProgram(program: string): string | undefined {
  return folders.map(folder => join(folder, program)).find(isProgram);
}

function isProgram(path: string): boolean {
  const about = statSync(path, { throwIfNoEntry: false });
  return about?.isFile() === true && (about.mode & 0o111) !== 0;
}
