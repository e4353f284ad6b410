import type { Obstacle, ObstacleReason } from '../host.ts';

/** What an error of the file system means for a deed. Whatever is not named here is said by its code: `io`. */
const meanings: Readonly<Record<string, ObstacleReason>> = {
  EROFS: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EACCES: 'denied',
  EPERM: 'denied',
  ELOOP: 'link',
};

/** An error of Node's file functions as an obstacle; anything without a code is a bug of ours and goes on. */
export function obstacleOf(error: unknown, path: string): Obstacle {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) throw error;
  return { reason: meanings[code] ?? 'io', details: { path, error: code } };
}

/** Does it, or says what stood in the way. */
export function attempt(path: string, deed: () => Obstacle | undefined): Obstacle | undefined {
  try {
    return deed();
  } catch (error) {
    return obstacleOf(error, path);
  }
}
