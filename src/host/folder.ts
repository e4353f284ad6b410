import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { UsageError } from '../values/errors.ts';

/** The real path of a folder that we may enter; `flag` names in the message who wants it. */
export function folderAt(path: string, flag: string): string {
  const refuse = (found: string, cause?: unknown): never => {
    throw new UsageError(`${flag}: expected a folder, found ${found} at ${path}`, { cause });
  };
  try {
    const real = realpathSync(path);
    if (!statSync(real).isDirectory()) return refuse('a file');
    accessSync(real, constants.X_OK);
    return real;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return refuse(meanings[code] ?? code, error);
  }
}

/** What the codes of path_resolution(7) say of a folder. */
const meanings: Readonly<Record<string, string>> = {
  ENOENT: 'nothing',
  ENOTDIR: 'nothing',
  EACCES: 'one that may not be entered (EACCES)',
  ELOOP: 'links that lead in a circle (ELOOP)',
};
