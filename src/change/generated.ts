import type { Obstacle } from '../host/host.ts';
import { bytesOf, sameBytes, type FileRecord, type Generated, type StepState } from './journal.ts';

/** Settings that each command makes its files of. Of others nothing is known, so all count. */
const settings: Readonly<Record<string, RegExp>> = {
  'update-grub': /^\/etc\/default\/grub(?:$|\.d\/)/u,
  'update-initramfs': /^\/etc\/(?:modprobe\.d|initramfs-tools)\//u,
  'kernel-install': /^\/etc\/kernel\//u,
  'proxmox-boot-tool': /^\/etc\/kernel\//u,
};

/** Whether a command makes its files of this one. */
export const isMadeOf = ([program = '']: readonly string[], path: string): boolean =>
  settings[program]?.test(path) ?? true;

/** How a change came to be taken back. */
export interface Circumstances {
  /** How far the command came. */
  readonly state: StepState;
  /** An earlier undo was cut short, maybe while it made files anew. */
  readonly wasUndoing: boolean;
  /** The step was done a moment ago by this very run: what its command made, however spoilt, is ours. */
  readonly isAtOnce: boolean;
}

/** Whether what stands there came of our command, whole or half, and of nobody's since. */
export function isOurs(
  { before, after }: Generated,
  now: FileRecord | null | Obstacle,
  { state, wasUndoing, isAtOnce }: Circumstances,
): boolean {
  if (isAtOnce) return true;
  if (now === null || 'reason' in now) return false;
  return (
    now.digest === after?.digest ||
    ((state === 'begun' || wasUndoing) && isBeginning(now, after)) ||
    (wasUndoing && isBeginning(now, before))
  );
}

/** Whether what stands there is neither of the two whole ones. */
export const isTorn = ({ before, after }: Generated, now: FileRecord | null | Obstacle): boolean =>
  now === null || 'reason' in now || (now.digest !== after?.digest && now.digest !== before?.digest);

/** What a command that was cut short had written by then: the beginning of what was to come out, or nothing. */
const isBeginning = (now: FileRecord, whole: FileRecord | null): boolean =>
  whole !== null && sameBytes(bytesOf(now), bytesOf(whole).subarray(0, bytesOf(now).length));
