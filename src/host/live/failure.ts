import type { Failure, FailureReason } from '../writer.ts';

/** What an error of the file system means for what was to be done. Whatever is not named here is said by its code: `io`. */
const meanings: Readonly<Record<string, FailureReason>> = {
  EROFS: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EACCES: 'denied',
  EPERM: 'denied',
  ELOOP: 'link',
};

/** An error of Node's file functions as an failure; anything without a code is a bug of ours and goes on. */
export function failureOf(error: unknown, path: string): Failure {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) throw error;
  return { reason: meanings[code] ?? 'io', details: { path, error: code } };
}

/** Does it, or says what stood in the way. */
export function attempt(path: string, work: () => Failure | undefined): Failure | undefined {
  try {
    return work();
  } catch (error) {
    return failureOf(error, path);
  }
}
