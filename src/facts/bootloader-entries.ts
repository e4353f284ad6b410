import { readKernelCmdlineFile } from '../formats/etc-kernel-cmdline.ts';
import { parseLoaderEntry, type LoaderEntry } from '../formats/loader-entry.ts';
import type { Host, Reading, Withheld } from '../host/reader.ts';
import { part, type BootConfig, type Part } from './boot-config.ts';

/** Where boot loader entries lie: uapi-group.org/specifications/specs/boot_loader_specification. */
const folders = ['/boot/loader/entries', '/boot/efi/loader/entries', '/efi/loader/entries'];

const kernelCmdline = '/etc/kernel/cmdline';

/** systemd-boot: kernel-install writes entries from /etc/kernel/cmdline; where that is missing, entries are written by hand. */
export async function readSystemdBoot(host: Host): Promise<BootConfig> {
  const [configured, entries] = await Promise.all([readConfigured(host), readEntries(host)]);
  if (configured !== undefined) {
    return {
      file: kernelCmdline,
      apply: 'kernel-install add "$(uname -r)" "/boot/vmlinuz-$(uname -r)"',
      configured,
      ...entries,
      faults: [],
    };
  }
  // The entry itself is the configuration: what is written there is what boots.
  return { file: entries.folder, apply: null, configured: entries.generated, ...entries, faults: [] };
}

/** Fedora and RHEL: entries hold the command line, grubby edits them all. */
export async function readBls(host: Host): Promise<BootConfig> {
  const entries = await readEntries(host);
  return { file: entries.folder, apply: null, configured: entries.generated, ...entries, faults: [] };
}

async function readConfigured(host: Host): Promise<Part | undefined> {
  const reading = await host.read(kernelCmdline);
  if (reading.state === 'absent') return undefined;
  if (reading.state === 'withheld') return { source: kernelCmdline, why: reading.why };
  return part(kernelCmdline, readKernelCmdlineFile(reading.value));
}

interface Entries {
  readonly folder: string;
  readonly generated: Part;
  readonly nextRelease?: string;
}

/** All entries of the first folder that has some; which of them boots next is told only where it makes no difference. */
async function readEntries(host: Host): Promise<Entries> {
  const listed = await Promise.all(folders.map(async folder => ({ folder, names: await host.list(folder) })));
  const place = listed.find(
    at => at.names.state === 'present' && at.names.value.some(name => name.endsWith('.conf')),
  );
  if (place?.names.state !== 'present') {
    const why = listed
      .map(at => at.names)
      .find((names): names is { state: 'withheld'; why: Withheld } => names.state === 'withheld');
    return {
      folder: folders[0] ?? '',
      generated: { source: folders[0] ?? '', why: why?.why ?? 'not captured' },
    };
  }
  const { folder } = place;
  const paths = place.names.value.filter(name => name.endsWith('.conf')).map(name => `${folder}/${name}`);
  const readings: readonly Reading<string>[] = await Promise.all(paths.map(path => host.read(path)));
  const unread = readings.find(reading => reading.state === 'withheld');
  if (unread?.state === 'withheld') return { folder, generated: { source: folder, why: unread.why } };
  const entries = readings.flatMap(reading =>
    reading.state === 'present' ? [parseLoaderEntry(reading.value)] : [],
  );
  return {
    folder,
    ...agreed(
      folder,
      entries.filter(entry => !isRescue(entry)),
    ),
  };
}

function agreed(folder: string, entries: readonly LoaderEntry[]): { generated: Part; nextRelease?: string } {
  const [first] = entries;
  const same = first !== undefined && entries.every(entry => entry.options === first.options);
  const [only] = entries.length === 1 ? entries : [];
  return {
    generated: same ? part(folder, first.options) : { source: folder, why: 'undecided' },
    ...(only?.version === undefined || only.version === null ? {} : { nextRelease: only.version }),
  };
}

/** Fedora's rescue entry and fallback images: nobody boots them by default. */
const isRescue = (entry: LoaderEntry): boolean =>
  /rescue|fallback/iu.test(`${entry.title ?? ''} ${entry.version ?? ''}`);
