import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Tests see what a user gets: the bundle and the data as the build makes them. */
export default function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: dirname(dirname(fileURLToPath(import.meta.url))),
    stdio: 'inherit',
  });
}
