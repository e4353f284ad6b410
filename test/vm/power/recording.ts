import { join } from 'node:path';
import { layerAbove, type Image } from '../image.ts';
import { sure } from '../commands.ts';
import { boot } from '../machine.ts';
import { usualHardware } from '../scenario.ts';
import { countEntries, readWriteLog, type WriteLog } from './write-log.ts';

/** How the root is mounted while a change is made and taken back. */
export interface Mount {
  readonly name: string;
  /** What it is mounted with; null: nothing. */
  readonly option: string | null;
}

/** All that are tried. */
export const mounts: readonly [Mount, Mount] = [
  { name: 'as Debian does', option: null },
  // By itself ext4 writes a file out that was emptied and written anew, or renamed over another: a help that programs must not
  // need, and that other file systems don't give (auto_da_alloc, Documentation/admin-guide/ext4.rst).
  { name: 'with `noauto_da_alloc`', option: 'noauto_da_alloc' },
];

/** A change that was made and taken back. */
export interface Round {
  /** The name of its `Mount`. */
  readonly mount: string;
  /** How many entries of the log there were before the change, after it, and after it was taken back. */
  readonly start: number;
  readonly applied: number;
  readonly undone: number;
}

/** All that was written to a disk since it was booted, and where in it changes were made and taken back. */
export interface Recording {
  readonly log: WriteLog;
  readonly rounds: readonly Round[];
  /** The settings before the change and after it, as the VM itself lists them. */
  readonly first: string;
  readonly second: string;
}

/** Where a recording is made and tried. */
export interface PowerStage {
  /** An empty folder with a short path. */
  readonly folder: string;
  /** The tool as a package holds it. */
  readonly tool: string;
  readonly say: (line: string) => void;
}

/** A module that is no more, in a list that only some may read: a file that is edited, not made. */
const prepare = `
printf '# mine\\nvfio_virqfd\\n' >/etc/modules
chown root:daemon /etc/modules
chmod 640 /etc/modules
`;

/** All settings with mode, owner and digest. */
export const listing = `
find /etc/default /etc/modules /etc/modules-load.d /etc/modprobe.d /etc/udev /etc/systemd /boot/grub/grub.cfg \\
  -type f -exec stat -c '%a %u:%g %n' {} + -exec sha256sum {} + | sort
`;

/** Two new files, an edited one, and update-grub. */
export const fix = 'fngvt fix --include obsolete-modules --yes';

/** Lets a change be made and taken back in a VM whose disk is recorded, once for each way to mount it. */
export async function record(
  image: Image,
  stage: PowerStage,
  mountedAs: readonly Mount[],
): Promise<Recording> {
  const layer = join(stage.folder, 'recorded.qcow2');
  const log = join(stage.folder, 'writes.log');
  layerAbove(image.disk, layer);
  const disk = { path: layer, format: 'qcow2' } as const;
  const { folder, tool } = stage;
  const machine = await boot({ folder, tool, disk, log, accelerator: image.accelerator }, usualHardware);
  try {
    await sure(machine, `set -eu${prepare}grep -q 'write back' /sys/block/vda/queue/write_cache; sync`);
    const first = await sure(machine, listing);
    let second = first;
    const rounds: Round[] = [];
    for (const { name, option } of mountedAs) {
      if (option !== null) await sure(machine, `mount -o remount,${option} /`);
      // Reading marks files as read; that too is to be over.
      await sure(machine, 'sync');
      const start = countEntries(log);
      await sure(machine, fix);
      await sure(machine, 'sync');
      const applied = countEntries(log);
      second = await sure(machine, listing);
      await sure(machine, 'fngvt undo --yes');
      await sure(machine, 'sync');
      rounds.push({ mount: name, start, applied, undone: countEntries(log) });
      const last = await sure(machine, listing);
      if (last !== first || second === first)
        throw new Error(`the change was not made, or not taken back:\n${first}\n${second}\n${last}`);
    }
    return { log: readWriteLog(log, rounds.at(-1)?.undone), rounds, first, second };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${machine.consoleEnd()}`, { cause: error });
  } finally {
    machine.kill();
  }
}
