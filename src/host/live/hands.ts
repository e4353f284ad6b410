import { mkdtempSync, rmSync } from 'node:fs';
import { folderAt } from '../folder.ts';
import type { Hands } from '../host.ts';
import { openFileNow } from '../open-file.ts';
import { hearProgram, runProgram } from './command-deeds.ts';
import { fileDeeds } from './file-deeds.ts';
import { lockBelow } from './lock.ts';
import { attempt } from './obstacle.ts';
import { noteFile, shelfBelow } from './shelf.ts';
import { hold } from './signals.ts';

/** What hands may be told. */
export interface HandsOptions {
  /** Scales every time limit of a command; 1 where nothing is said. */
  readonly pace?: number | undefined;
}

/** Hands on this machine, or on the files below another root. */
export function handsOn(root = '/', { pace = 1 }: HandsOptions = {}): Hands {
  const real = folderAt(root, '--root');
  const hasCommands = real === '/';
  const lock = lockBelow(real);
  return {
    hasCommands,
    isRoot: process.getuid?.() === 0,
    shelf: shelfBelow(real),
    ...fileDeeds(real, name => noteFile(real, name)),
    lock: lock.lock,
    unlock: lock.unlock,
    run: (argv, input) => {
      if (!hasCommands) throw new Error(`${argv.join(' ')}: no command runs for another root`);
      return runProgram(argv, { input, pace, lock: lock.file() });
    },
    hear: argv => {
      if (!hasCommands) throw new Error(`${argv.join(' ')}: no command runs for another root`);
      return hearProgram(argv, pace);
    },
    scratch: () => {
      let path = '';
      const obstacle = attempt('/run', () => {
        path = mkdtempSync('/run/fngvt-');
        return undefined;
      });
      // What is left of it lies in /run, where nothing survives a reboot: no reason to fail.
      const clear = (): void => {
        attempt(path, () => {
          rmSync(path, { recursive: true, force: true });
          return undefined;
        });
      };
      return obstacle ?? { path, clear };
    },
    // Where there is none, nothing hangs on it but the look back after the reboot.
    bootId: () => (hasCommands ? bootId() : null),
    hold,
  };
}

/** 36 characters and a newline; random(4). */
function bootId(): string | null {
  const opened = openFileNow('/proc/sys/kernel/random/boot_id', { limit: 4096, follow: false });
  return 'bytes' in opened ? opened.bytes.toString().trim() : null;
}
