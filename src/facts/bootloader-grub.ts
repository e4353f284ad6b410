import { readGrubDefaults } from '../formats/default-grub.ts';
import { grubFaultPlaces } from '../formats/fault-places.ts';
import { faultyLines, mistypedLines, withLines } from './faulty-lines.ts';
import { chooseGrubEntry, parseGrubCfg } from '../formats/grub-cfg.ts';
import { parseGrubenv } from '../formats/grubenv.ts';
import { parseTryScript, tryOfEntry, tryScript } from '../formats/try-script.ts';
import type { Host, Reading } from '../host/reader.ts';
import { part, type BootConfig, type Part } from './boot-config.ts';

const defaults = '/etc/default/grub';
const dropIns = '/etc/default/grub.d';
const generatedFiles = ['/boot/grub/grub.cfg', '/boot/grub2/grub.cfg'];

/**
 * GRUB as the Debian family, Arch and openSUSE use it: grub-mkconfig sources /etc/default/grub (Debian's also grub.d/*.cfg) and
 * writes grub.cfg, and only that file is read at boot.
 */
export async function readGrub(host: Host): Promise<BootConfig> {
  const [config, updateGrub] = await Promise.all([
    readGrubSettings(host),
    host.stat('/usr/sbin/update-grub'),
  ]);
  const next = await readGenerated(host);
  const apply = updateGrub.state === 'present' ? 'update-grub' : 'grub-mkconfig -o /boot/grub/grub.cfg';
  return { apply, ...config, ...next };
}

/** What people set, whatever becomes of it. */
export async function readGrubSettings(host: Host): Promise<Settings & Pick<BootConfig, 'file'>> {
  return { file: defaults, ...(await readDefaults(host)) };
}

/** What people set, and what is wrong with it. */
type Settings = Pick<BootConfig, 'configured' | 'faults' | 'faultyLines' | 'mistypedLines'>;

async function readDefaults(host: Host): Promise<Settings> {
  const [main, names, mkconfig, shell] = await Promise.all([
    host.read(defaults),
    host.list(dropIns),
    // Reading grub.d is a patch of Debian's; upstream's and Fedora's grub-mkconfig do not have it.
    host.read('/usr/sbin/grub-mkconfig', { pattern: 'default/grub\\.d' }),
    host.link('/bin/sh'),
  ]);
  if (main.state !== 'present') {
    return { configured: { source: defaults, why: main.state === 'withheld' ? main.why : 'not captured' } };
  }
  const readsDropIns = mkconfig.state !== 'present' || mkconfig.value !== '';
  const { texts, lost } = readsDropIns ? await readDropIns(host, names) : { texts: [], lost: undefined };
  const files = [{ path: defaults, text: main.value }, ...texts];
  const read = readGrubDefaults(
    files,
    shell.state === 'present' && shell.value.includes('bash') ? 'bash' : 'dash',
  );
  const source =
    read.assignments.filter(at => at.variable.startsWith('GRUB_CMDLINE_LINUX')).at(-1)?.path ?? defaults;
  const lines = {
    faultyLines: faultyLines(withLines(files, read.faults), grubFaultPlaces),
    mistypedLines: mistypedLines(files),
  };
  if (lost !== undefined) {
    // What is wrong in one file is wrong whatever the others say.
    return { configured: lost, ...(read.faults.length > 0 ? { faults: read.faults, ...lines } : {}) };
  }
  if (read.linux === undefined || read.linuxDefault === undefined) {
    return { configured: { source, why: 'undecided' }, faults: read.faults, ...lines };
  }
  // 10_linux writes ${GRUB_CMDLINE_LINUX} first, then ${GRUB_CMDLINE_LINUX_DEFAULT} (GRUB 2.06, util/grub.d/10_linux.in).
  return {
    configured: part(source, `${read.linux ?? ''} ${read.linuxDefault ?? ''}`),
    faults: read.faults,
    ...lines,
  };
}

interface DropIns {
  readonly texts: readonly { readonly path: string; readonly text: string }[];
  /** The first of them, or their folder, that was asked for and not told. */
  readonly lost: Part | undefined;
}

async function readDropIns(host: Host, names: Reading<readonly string[]>): Promise<DropIns> {
  if (names.state === 'withheld') return { texts: [], lost: { source: dropIns, why: names.why } };
  const paths = names.state === 'present' ? names.value.filter(name => name.endsWith('.cfg')) : [];
  const files = await Promise.all(
    paths.map(async name => {
      const path = `${dropIns}/${name}`;
      return { path, reading: await host.read(path) };
    }),
  );
  const texts = files.flatMap(({ path, reading }) =>
    reading.state === 'present' ? [{ path, text: reading.value }] : [],
  );
  const [lost] = files.flatMap(({ path, reading }) =>
    reading.state === 'withheld' ? [{ source: path, why: reading.why }] : [],
  );
  return { texts, lost };
}

async function readGenerated(host: Host): Promise<Pick<BootConfig, 'generated' | 'nextRelease'>> {
  const [readings, env] = await Promise.all([
    Promise.all(generatedFiles.map(path => host.read(path))),
    host.read('/boot/grub/grubenv'),
  ]);
  const at = Math.max(
    readings.findIndex(reading => reading.state === 'present'),
    0,
  );
  const source = generatedFiles[at] ?? '';
  const reading = readings[at];
  if (reading?.state !== 'present') {
    return { generated: { source, why: reading?.state === 'withheld' ? reading.why : 'not captured' } };
  }
  const saved = env.state === 'present' ? parseGrubenv(env.value) : new Map<string, string>();
  // The choice of a try counts for the boot after it was made. One that is older GRUB did not read, or could not clear: then its usual words start.
  if (await isStale(host, saved.get('next_entry'))) saved.delete('next_entry');
  return nextEntry(reading.value, saved, source);
}

/** Whether what is chosen for one boot is a try of another boot's. */
async function isStale(host: Host, chosen: string | undefined): Promise<boolean> {
  if (tryOfEntry(chosen ?? '') === undefined) return false;
  const [script, boot] = await Promise.all([
    host.read(tryScript),
    host.read('/proc/sys/kernel/random/boot_id'),
  ]);
  const noted = script.state === 'present' ? parseTryScript(script.value) : undefined;
  return noted !== undefined && boot.state === 'present' && boot.value.trim() !== noted.boot;
}

/** The entry that the next boot takes; where that can't be told, what all entries of normal boots agree on. */
function nextEntry(
  text: string,
  saved: ReadonlyMap<string, string>,
  source: string,
): { generated: Part; nextRelease?: string } {
  const config = parseGrubCfg(text);
  const wanted = saved.get('next_entry') ?? config.default ?? saved.get('saved_entry');
  const chosen = wanted === undefined ? undefined : chooseGrubEntry(config, wanted);
  if (chosen !== undefined) {
    return {
      generated: part(`${source}:${chosen.line}`, chosen.cmdline),
      ...(chosen.release === null ? {} : { nextRelease: chosen.release }),
    };
  }
  const normal = config.entries.filter(entry => !entry.isRecovery);
  const [first] = normal;
  const agree = first !== undefined && normal.every(entry => entry.cmdline === first.cmdline);
  return { generated: agree ? part(source, first.cmdline) : { source, why: 'undecided' } };
}
