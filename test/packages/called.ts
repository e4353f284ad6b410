import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Call } from './every-verb.ts';
import { withoutTime } from './read-back.ts';

/** What a call came to. */
export interface Said {
  readonly exit: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A program as somebody has it. */
export interface Installed {
  readonly run: (call: Call) => Promise<Said>;
  readonly remove: () => void;
}

/**
 * A program on somebody's PATH, by the name of fngvt: what it tells people to type is then the same for all. Beside it lies nothing else of
 * ours. `node`: what runs it where that is not the Node of the tests.
 */
export function installed(program: string, node: string = process.execPath): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'fngvt-installed-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const name = join(bin, 'fngvt');
  const isScript = /\.c?js$/u.test(program);
  // An executable of Bun calls itself by the place that a link leads to.
  if (isScript) symlinkSync(program, name);
  else copyFileSync(program, name);
  const [file, ...before] = isScript ? [node, name] : [name];
  const env = { PATH: `${bin}:${dirname(node)}:${process.env['PATH'] ?? ''}`, LANG: 'C.UTF-8' };
  const run = async ({ argv, input = '', writes = [] }: Call): Promise<Said> => {
    const cwd = mkdtempSync(join(folder, 'work-'));
    const said = await new Promise<Omit<Said, 'files'>>(done => {
      const child = execFile(
        file,
        [...before, ...argv],
        { cwd, env, timeout: 60_000, maxBuffer: 2 ** 26 },
        (error, stdout, stderr) => done({ exit: error === null ? 0 : (error.code ?? null), stdout, stderr }),
      );
      // One that reads nothing may be gone before all is written.
      child.stdin?.on('error', () => undefined).end(input);
    });
    const files = writes.map(path => {
      const at = join(cwd, path);
      return [path, existsSync(at) ? withoutTime(readFileSync(at, 'latin1')) : 'not written'] as const;
    });
    return { ...said, stdout: withoutTime(said.stdout), files: Object.fromEntries(files) };
  };
  return { run, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
