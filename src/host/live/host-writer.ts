import { mkdtempSync, rmSync } from 'node:fs';
import { folderAt } from '../folder.ts';
import type { HostWriter } from '../writer.ts';
import { openFileNow } from '../open-file.ts';
import { hearProgram, runProgram } from './changing-program.ts';
import { fileWriter } from './file-writer.ts';
import { lockBelow } from './lock.ts';
import { attempt } from './failure.ts';
import { journalFile, journalStore } from './journal-store.ts';
import { hold } from './signals.ts';

/** What writer may be told. */
export interface HostWriterOptions {
  /** Scales every time limit of a command; 1 where nothing is said. */
  readonly pace?: number | undefined;
}

/** HostWriter on this machine, or on the files below another root. */
export function hostWriter(root = '/', { pace = 1 }: HostWriterOptions = {}): HostWriter {
  const real = folderAt(root, '--root');
  const hasCommands = real === '/';
  const lock = lockBelow(real);
  return {
    hasCommands,
    isRoot: process.getuid?.() === 0,
    journals: journalStore(real),
    ...fileWriter(real, name => journalFile(real, name)),
    lock: lock.lock,
    unlock: lock.unlock,
    run: (argv, input) => {
      if (!hasCommands) throw new Error(`${argv.join(' ')}: no command runs for another root`);
      return runProgram(argv, { input, pace, lock: lock.file() });
    },
    query: argv => {
      if (!hasCommands) throw new Error(`${argv.join(' ')}: no command runs for another root`);
      return hearProgram(argv, pace);
    },
    scratch: () => {
      let path = '';
      const failure = attempt('/run', () => {
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
      return failure ?? { path, clear };
    },
    // Where there is none, nothing hangs on it but the look back after the reboot.
    bootId: () => (hasCommands ? bootId() : null),
    deferSignals: hold,
  };
}

/** 36 characters and a newline; random(4). */
function bootId(): string | null {
  const opened = openFileNow('/proc/sys/kernel/random/boot_id', { limit: 4096, follow: false });
  return 'bytes' in opened ? opened.bytes.toString().trim() : null;
}
