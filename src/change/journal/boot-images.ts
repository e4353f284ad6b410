import type { HostWriter, Failure } from '../../host/writer.ts';
import type { JournalStep } from './journal.ts';
import type { Refusal } from '../plan.ts';

/** A file that a command writes as a whole, as it was right before the command. */
export interface MadeFile {
  readonly path: string;
  /** SHA-256. */
  readonly digest: string;
}

/** What is known of a command that writes images for the boot. */
interface Made {
  readonly argv: readonly string[];
  /** As they were; undefined: that could not be seen. */
  readonly made?: readonly MadeFile[];
}

/** Kernel releases of plain characters: they become arguments. */
const kernelFile = /^vmlinu[xz]-(\w[\w.+~-]*)$/u;

/**
 * What lies beside an image while update-initramfs works, and goes at its end: initramfs-tools 0.142, update-initramfs, generate_initramfs and
 * backup_initramfs.
 */
const rests = ['.new', '.dpkg-bak'] as const;

/** Where kernel-install looks for the boot partition: kernel-install(8), BOOT_ROOT. */
const bootRoots = ['/efi', '/boot', '/boot/efi'] as const;

/**
 * The images that a command is about to write anew, so that it can be told afterwards which it did write. undefined: it writes none, or
 * where none can be seen (Proxmox' boot partitions are not mounted).
 */
export function madeFiles(argv: readonly string[], writer: HostWriter): readonly MadeFile[] | undefined {
  const paths = pathsOf(argv, writer);
  if (paths === undefined || 'reason' in paths) return undefined;
  const found: MadeFile[] = [];
  for (const path of paths) {
    const digest = writer.digestFile(path);
    if (digest === null) continue;
    if (typeof digest === 'object') return undefined;
    found.push({ path, digest });
  }
  return found;
}

/**
 * The commands that are still needed, once the settings are as they were, to make the images of before. An image with the very bytes of before
 * needs none: update-initramfs writes each beside the old one and renames it at the end, so one that failed left the old one
 * (initramfs-tools 0.142, generate_initramfs), and so did every kernel after it. What is not known is made anew.
 */
export function toMakeAgain(step: Made, writer: HostWriter): readonly (readonly string[])[] {
  const { argv, made } = step;
  if (argv[0] === 'kernel-install') {
    // Of a kernel that was taken away since nothing can be made, and nothing need be.
    if (writer.size(argv[3] ?? '') === null) return [];
    const now = madeFiles(argv, writer);
    return made !== undefined && now !== undefined && isSame(made, now) ? [] : [argv];
  }
  const now = made === undefined ? undefined : madeFiles(argv, writer);
  if (made === undefined || now === undefined) return [argv];
  const releases = releasesOf(writer);
  const isAsBefore = (release: string): boolean => {
    const files = filesOf(release);
    const was = made.filter(({ path }) => files.includes(path));
    return now
      .filter(({ path }) => files.includes(path))
      .every(({ path, digest }) => was.some(one => one.path === path && one.digest === digest));
  };
  const isGone = (release: string): boolean =>
    made.some(({ path }) => path === imageOf(release)) && !now.some(({ path }) => path === imageOf(release));
  const changed = releases.filter(release => !isAsBefore(release) || isGone(release));
  const all = releases.filter(release => now.some(({ path }) => path === imageOf(release)));
  return changed.length > 0 && changed.length === all.length
    ? [argv]
    : changed.map(release => ['update-initramfs', '-u', '-k', release]);
}

/**
 * Kernels that were installed after a change: their entries were written of the settings of then, and its commands don't name them. Which
 * commands write them of the settings of now; none, where the change wrote no entries.
 */
export function forKernelsSince(
  steps: readonly JournalStep[],
  writer: HostWriter,
): readonly (readonly string[])[] {
  const named = new Set(
    steps.flatMap(step =>
      step.kind === 'run' && step.argv[0] === 'kernel-install' ? step.argv.slice(2, 3) : [],
    ),
  );
  if (named.size === 0) return [];
  const releases = releasesOf(writer);
  const hasEntry = (release: string): boolean => entryFiles(release, writer) !== undefined;
  // One without an entry beside others that have one is meant to have none; where no entry can be seen, each may have one.
  const isUnseen = !releases.some(hasEntry);
  return releases
    .filter(release => !named.has(release) && (isUnseen || hasEntry(release)))
    .map(release => ['kernel-install', 'add', release, `/boot/vmlinuz-${release}`]);
}

/**
 * Whether update-initramfs ended well and made nothing, as it does with `update_initramfs=no` and on a read-only /boot (initramfs-tools 0.142,
 * update and ro_boot_check). No two images that it makes are alike: cpio notes the times of folders that it made a moment ago.
 */
export function isNothingMade({ argv, made = [] }: Made, writer: HostWriter): boolean {
  if (argv[0] !== 'update-initramfs' || made.length === 0) return false;
  return made.every(({ path, digest }) => writer.digestFile(path) === digest);
}

/** Room that is wanted beside the biggest image, over its own size: the next one may be bigger. */
const reserve = { share: 0.3, bytes: 4 * 1024 * 1024 };

const mebibyte = 1024 * 1024;

/**
 * Why there is too little room for a command that writes images; undefined: there is enough, or it writes none that can be seen. Behind
 * update-initramfs a hook of Debian's systemd-boot runs kernel-install (/etc/initramfs/post-update.d/systemd-boot of 252), so the boot
 * partition gets each image too.
 */
export function roomForImages(
  argv: readonly string[],
  writer: HostWriter,
): Omit<Refusal, 'rule'> | undefined {
  const [program = '', , release = '', kernel = ''] = argv;
  const onPartition = (one: string): readonly string[] =>
    (entryFiles(one, writer) ?? []).filter(path => !path.endsWith('.conf'));
  if (program === 'kernel-install') {
    const there = onPartition(release);
    return roomBeside(program, there[0], [...there, kernel, imageOf(release)], writer);
  }
  if (program !== 'update-initramfs') return undefined;
  const releases = releasesOf(writer);
  const images = releases.map(imageOf).filter(path => writer.size(path) !== null);
  return (
    roomBeside(program, images[0], images, writer) ??
    roomBeside(program, releases.flatMap(onPartition)[0], images, writer)
  );
}

/** Whether the biggest of these files could be written once more beside one of them. */
function roomBeside(
  program: string,
  place: string | undefined,
  files: readonly string[],
  writer: HostWriter,
): Omit<Refusal, 'rule'> | undefined {
  if (place === undefined) return undefined;
  const biggest = Math.max(...files.map(path => writer.size(path) ?? 0));
  const needed = Math.ceil(biggest * (1 + reserve.share)) + reserve.bytes;
  const failure = writer.checkSpace(place, needed);
  if (failure?.reason !== 'full') return failure;
  const free = Math.floor(Number(failure.details['free']) / mebibyte);
  return {
    reason: 'no-room-for-image',
    details: { path: place, program, free: String(free), needed: String(Math.ceil(needed / mebibyte)) },
  };
}

const imageOf = (release: string): string => `/boot/initrd.img-${release}`;

const filesOf = (release: string): readonly string[] => [
  imageOf(release),
  ...rests.map(rest => `${imageOf(release)}${rest}`),
];

function isSame(before: readonly MadeFile[], now: readonly MadeFile[]): boolean {
  return (
    before.length === now.length &&
    before.every(({ path, digest }) => now.some(one => one.path === path && one.digest === digest))
  );
}

function pathsOf(argv: readonly string[], writer: HostWriter): readonly string[] | Failure | undefined {
  if (argv[0] === 'update-initramfs') {
    const names = writer.list('/boot');
    if ('reason' in names) return names;
    return releasesOf(writer)
      .flatMap(filesOf)
      .filter(path => names.includes(path.slice('/boot/'.length)));
  }
  return argv[0] === 'kernel-install' ? entryFiles(argv[2] ?? '', writer) : undefined;
}

/** Installed kernels: linux-version(1) of linux-base 4.12 goes by their files, and `-k all` by that. */
function releasesOf(writer: HostWriter): readonly string[] {
  const names = writer.list('/boot');
  if ('reason' in names) return [];
  return [...new Set(names.flatMap(name => kernelFile.exec(name)?.[1] ?? []))];
}

/**
 * The entry of a kernel and what lies in its folder: `loader/entries/TOKEN-RELEASE.conf`, with `+TRIES` where boots are counted, and
 * `TOKEN/RELEASE/` (90-loaderentry.install of systemd 252). Without an entry nothing is known.
 */
function entryFiles(release: string, writer: HostWriter): readonly string[] | undefined {
  const list = (folder: string): readonly string[] => {
    const names = writer.list(folder);
    return 'reason' in names ? [] : names.map(name => `${folder}/${name}`);
  };
  const isEntry = (path: string): boolean => {
    const at = path.lastIndexOf(`-${release}`);
    return at !== -1 && /^(?:\+\d+(?:-\d+)?)?\.conf$/u.test(path.slice(at + release.length + 1));
  };
  const entries = bootRoots.flatMap(root => list(`${root}/loader/entries`)).filter(isEntry);
  if (entries.length === 0) return undefined;
  const images = bootRoots.flatMap(list).flatMap(token => list(`${token}/${release}`));
  return [...entries, ...images];
}
