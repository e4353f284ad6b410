import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOfText, textOfBytes } from '../src/values/lossless-text.ts';

/** What a real shell makes of a file that grub-mkconfig sources. */
export interface ShellAnswer {
  /** Of `set -e; . FILE`, as grub-mkconfig does it. */
  readonly status: number | null;
  /** The two variables, as far as they are set. */
  readonly values: ReadonlyMap<string, string>;
}

const names = ['GRUB_CMDLINE_LINUX', 'GRUB_CMDLINE_LINUX_DEFAULT'];

/** bash without its own start-up files, and as `sh`; dash is what Debian's `sh` is. */
const argv = { dash: ['dash'], bash: ['bash', '--norc', '--posix'] } as const;

/** Has a shell source a text. Where the shell is missing the test fails: it is there on every system that we test on. */
export function valuesBy(shell: keyof typeof argv, text: string): ShellAnswer {
  const folder = mkdtempSync(join(tmpdir(), 'fngvt-shell-'));
  try {
    writeFileSync(join(folder, 'grub'), bytesOfText(text));
    const printing = names.map(name => `printf '%s=%s\\0' ${name} "\${${name}-(unset)}"`).join('; ');
    const run = (script: string) =>
      spawnSync('env', ['-i', `PATH=${process.env['PATH'] ?? ''}`, ...argv[shell], '-c', script], {
        stdio: ['ignore', 'pipe', 'ignore'],
        cwd: folder,
      });
    const said = run(`. ./grub; ${printing}`);
    if (said.error !== undefined) throw said.error;
    const values = textOfBytes(said.stdout)
      .split('\0')
      .filter(line => line !== '' && !line.endsWith('=(unset)'))
      .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const);
    return { status: run('set -e; . ./grub').status, values: new Map(values) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
