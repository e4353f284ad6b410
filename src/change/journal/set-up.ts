import { readGrubDefaults } from '../../formats/default-grub.ts';
import { parseCmdline } from '../../formats/kernel-cmdline.ts';
import { parseProxmoxVm } from '../../formats/proxmox.ts';
import { grubDefaults, kernelCmdline } from '../paths.ts';
import { recordedEdits, recordedPaths, wordsSetUp, type Records, type WordsOf } from './history.ts';
import { isUnfinished, type Journal, type JournalRun } from './journal.ts';
import type { BrokenJournal } from './store.ts';

/** Something that fngvt set up on this host and nobody took back through fngvt. */
export interface SetUp {
  /** Words or lines of a file, or the file; a device in the definition of a VM; a vGPU that is to start at boot. */
  readonly kind: 'file' | 'vm' | 'vgpu';
  /** The path, the name of the VM, the UUID. */
  readonly subject: string;
  /** The change that set it up last. */
  readonly change: string;
  /** The day of it: 2026-01-02. */
  readonly since: string;
  /** What of it is gone: words, lines, the device; undefined: that can't be told. */
  readonly missing: readonly string[] | undefined;
}

/** What is asked of the host as it is. */
export interface Standing {
  /** The text of a file; null: there is none; undefined: it can't be read. */
  readonly text: (path: string) => string | null | undefined;
  /** Whether the boot loader's settings hold this parameter, whatever its value and the file. */
  readonly isConfigured: (parameter: string) => boolean;
  /** Whether any list names this module for the boot. */
  readonly isListed: (module: string) => boolean;
  /** The devices in the definition of a VM: UUIDs and PCI addresses; null: there is no such VM; undefined: it can't be read. */
  readonly devicesOf: (vm: string) => readonly string[] | null | undefined;
  /** Whether a vGPU starts at boot; null: there is none of this UUID; undefined: that can't be read. */
  readonly startsAtBoot: (uuid: string) => boolean | null | undefined;
}

/**
 * What fngvt set up, held against the host as it is. Left out is what was taken back through fngvt, what its owner has by now in another place
 * or with another value, and what was about a VM that is gone. Between two states (a change was cut short) there is nothing to compare with.
 */
export function setUpOn(records: Records, standing: Standing): readonly SetUp[] {
  if ((records ?? []).some(one => !('broken' in one) && isUnfinished(one))) return [];
  const kept = (records ?? []).flatMap(stands);
  return [
    ...recordedPaths(kept).flatMap(path => inFile(kept, path, standing)),
    ...Object.values(byCommands(kept, standing)),
  ];
}

/** What a change left standing: what undo could not take back was not wanted any more. */
function stands(one: Journal | BrokenJournal): readonly Journal[] {
  if ('broken' in one || (one.state !== 'applied' && one.state !== 'partly-undone')) return [];
  return [{ ...one, steps: one.steps.filter(({ state }) => state === 'done') }];
}

/** Notes of ours beside our own journal: libvirt is given them, and they are not needed afterwards. */
const isOwnNote = (path: string): boolean => path.startsWith('/var/lib/fngvt/');

function inFile(records: readonly Journal[], path: string, standing: Standing): readonly SetUp[] {
  const edits = recordedEdits(records, path);
  const last = edits.at(-1);
  if (last === undefined || last.after === null || isOwnNote(path)) return [];
  const own = wordsSetUp(edits, wordsIn(path));
  if (own.length === 0) return [];
  const missing = missingIn(path, own, standing);
  return [{ kind: 'file', subject: path, ...whenOf(records, last.change), missing }];
}

/** undefined: the file can't be read. Of one that is gone and holds neither words nor modules, it itself is what is missing. */
function missingIn(path: string, own: readonly string[], standing: Standing): SetUp['missing'] {
  const text = standing.text(path);
  if (text === undefined) return undefined;
  if (text === null && !isModuleList(path) && !isKernelWords(path)) return [path];
  const now = text === null ? [] : wordsIn(path)(text);
  return now && without(own, now).filter(word => !isElsewhere(path, word, standing));
}

const whenOf = (records: readonly Journal[], id: string): Pick<SetUp, 'change' | 'since'> => ({
  change: id,
  since: (records.find(one => one.id === id)?.begun ?? '').slice(0, 10),
});

const isGrub = (path: string): boolean => path === grubDefaults || path.startsWith(`${grubDefaults}.d/`);
const isKernelWords = (path: string): boolean => path === kernelCmdline || isGrub(path);
const isModuleList = (path: string): boolean => /^\/etc\/modules(?:$|-load\.d\/)/u.test(path);

/** What counts as one word of a file: parameters of the kernel where they stand in one line, else its lines without comments. */
function wordsIn(path: string): WordsOf {
  if (path === kernelCmdline) return rawWords;
  if (!isGrub(path))
    return text =>
      text
        .split('\n')
        .map(line => line.trim())
        .filter(line => line !== '' && !line.startsWith('#'));
  return text => {
    const { linuxDefault, faults } = readGrubDefaults([{ path, text }], 'dash');
    return faults.length > 0 || linuxDefault === undefined ? undefined : rawWords(linuxDefault ?? '');
  };
}

const rawWords = (text: string): readonly string[] => parseCmdline(text).map(({ raw }) => raw);

/** Its owner has it in another file by now, or gave the parameter another value. */
function isElsewhere(path: string, word: string, { isConfigured, isListed }: Standing): boolean {
  if (isModuleList(path)) return isListed(word.replaceAll('-', '_'));
  if (!isKernelWords(path)) return false;
  const [token] = parseCmdline(word);
  return token !== undefined && isConfigured(token.name);
}

function without(words: readonly string[], others: readonly string[]): readonly string[] {
  return words.filter(word => !others.includes(word));
}

/** What commands set up, the oldest first, so that a later one has the last word; by what it is about. */
function byCommands(records: readonly Journal[], standing: Standing): Readonly<Record<string, SetUp>> {
  const found = new Map<string, SetUp>();
  for (const journal of [...records].reverse())
    for (const step of journal.steps) {
      const deed = step.kind === 'run' ? deedOf(step, standing) : undefined;
      if (deed === undefined) continue;
      const key = `${deed.kind} ${deed.subject} ${deed.what}`;
      if (!deed.isOn || deed.missing === null) found.delete(key);
      else {
        const { kind, subject, missing } = deed;
        found.set(key, { kind, subject, ...whenOf(records, journal.id), missing });
      }
    }
  return Object.fromEntries(found);
}

/** What a command did that lasts. */
interface Deed extends Pick<SetUp, 'kind' | 'subject'> {
  readonly what: string;
  /** It set it up; false: it took it away. */
  readonly isOn: boolean;
  /** null: what it was about is gone. */
  readonly missing: readonly string[] | undefined | null;
}

function deedOf(step: JournalRun, standing: Standing): Deed | undefined {
  return step.definition === undefined
    ? (proxmoxDeed(step.argv, standing) ?? startDeed(step.argv, standing))
    : deviceDeed(step.argv, step.definition, standing);
}

/** `virsh attach-device` and `detach-device`. */
function deviceDeed(
  argv: readonly string[],
  { name, device }: NonNullable<JournalRun['definition']>,
  { devicesOf }: Standing,
): Deed {
  const about = { kind: 'vm', subject: name, what: device, isOn: argv.includes('attach-device') } as const;
  const devices = devicesOf(name);
  if (devices === null || devices === undefined) return { ...about, missing: devices };
  const isThere = devices.some(one => one.toLowerCase() === device.toLowerCase());
  return { ...about, missing: isThere ? [] : [device] };
}

/** `qm set NUMBER --hostpciN VALUE` and `qm set NUMBER --delete hostpciN`; qm(1). */
function proxmoxDeed(
  [program, verb, vm = '', flag = '', value = '']: readonly string[],
  { text }: Standing,
): Deed | undefined {
  if (program !== 'qm' || verb !== 'set') return undefined;
  const about = { kind: 'vm', subject: vm } as const;
  if (flag === '--delete') return { ...about, what: value, isOn: false, missing: [] };
  const file = text(`/etc/pve/qemu-server/${vm}.conf`);
  if (file === null || file === undefined)
    return { ...about, what: flag.slice(2), isOn: true, missing: file };
  // Another line of the same VM may have taken its place.
  const wanted = parseProxmoxVm(`hostpci0: ${value}`).hostpci.at(0);
  const isThere = parseProxmoxVm(file).hostpci.some(
    line => line.address === wanted?.address && line.mdev === wanted.mdev,
  );
  return { ...about, what: flag.slice(2), isOn: true, missing: isThere ? [] : [value] };
}

/** What makes a vGPU start at boot, and what takes its definition away: mdevctl(8), virsh(1). */
function startDeed(argv: readonly string[], { startsAtBoot }: Standing): Deed | undefined {
  const uuid = uuidOf(argv);
  const isAuto = argv.includes('--auto') || argv.includes('nodedev-autostart');
  if (uuid === undefined || !(isAuto || argv.some(word => word.endsWith('undefine')))) return undefined;
  const about = { kind: 'vgpu', subject: uuid, what: 'start', isOn: isAuto } as const;
  const starts = startsAtBoot(uuid);
  if (starts === undefined) return { ...about, missing: undefined };
  return { ...about, missing: starts === true ? [] : [uuid] };
}

/** Of mdevctl's `--uuid`, or of a device of libvirt: `mdev_` and the UUID with underscores, from 7.8 on with its parent behind it. */
function uuidOf(argv: readonly string[]): string | undefined {
  const after = (flag: string): string => argv[argv.indexOf(flag) + 1] ?? '';
  const word = argv.includes('--uuid') ? after('--uuid') : after('--device');
  const plain = word
    .replace(/^mdev_/u, '')
    .replaceAll('_', '-')
    .toLowerCase();
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/u.exec(plain)?.[0];
}
