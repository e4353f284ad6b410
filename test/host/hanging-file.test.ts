import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canChroot, OwnRoot } from '../change/own-root.ts';

let root: OwnRoot;
beforeAll(() => {
  if (canChroot) root = new OwnRoot();
}, 60_000);
afterAll(() => {
  if (canChroot) root.remove();
});

/**
 * Mounts a file system of which nobody answers the questions, as that of a dead server: every read of it waits in the
 * kernel (fuse(4); the options of mount.fuse(8)). Gives what ends it; undefined: it can't be had here.
 */
function mountDead(at: string): (() => void) | undefined {
  mkdirSync(at, { recursive: true });
  let device: number;
  try {
    device = openSync('/dev/fuse', constants.O_RDWR);
  } catch {
    // No such device, or not for a container.
    return undefined;
  }
  const options = 'fd=3,rootmode=40000,user_id=0,group_id=0';
  const { status } = spawnSync('mount', ['-i', '-t', 'fuse', '-o', options, 'dead', at], {
    stdio: ['ignore', 'ignore', 'ignore', device],
  });
  const end = (): void => {
    closeSync(device);
    spawnSync('umount', ['--lazy', at]);
  };
  if (status === 0) return end;
  closeSync(device);
  return undefined;
}

describe.runIf(canChroot)('a file that the kernel never answers for', () => {
  test('is given up after a minute, told, and does not keep fngvt alive', context => {
    const end = mountDead(root.at('/etc/modprobe.d'));
    if (end === undefined) return context.skip('FUSE is not here');
    try {
      const [program = '', ...args] = root.argv(['/opt/fngvt/dist/fngvt.js', 'facts']);
      const begun = Date.now();
      const { signal, stdout, stderr } = spawnSync(program, args, {
        encoding: 'utf8',
        timeout: 100_000,
        killSignal: 'SIGKILL',
      });
      expect(signal).toBe('SIGTERM');
      expect(Date.now() - begun).toBeGreaterThan(55_000);
      expect(stdout).toMatch(/^host\/distribution /mu);
      expect(stderr).toMatch(/goes without: .*\/etc\/modprobe\.d/u);
    } finally {
      end();
    }
  }, 120_000);
});
