import type { Invocation } from '../invocation/outcome.ts';

/**
 * How this person calls fngvt as root the next time. Whoever came by sudo is root only in here; their shell is not. Where no sudo was
 * needed there may be none (Proxmox, Unraid).
 */
export const rootCall = (
  call: string,
  isRoot: boolean,
  { environment }: Pick<Invocation, 'environment'>,
): string => (isRoot && environment.isSudo !== true ? call : `sudo ${call}`);
