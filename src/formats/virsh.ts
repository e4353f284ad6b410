/** How virsh is asked, and what it prints with LC_ALL=C (virsh(1)). */

/** The start of every question to libvirt: it goes to the system's daemon, never to a session of the user's own. */
export const virshSystem = ['virsh', '-c', 'qemu:///system'] as const;

export const virsh = (...args: readonly string[]): readonly string[] => [...virshSystem, ...args];

/** A domain of `virsh list --all --name --uuid`. */
export interface DomainListEntry {
  /** Its UUID. */
  readonly uuid: string;
  /** Its name; on fnOS eight random characters. */
  readonly name: string;
}

/** `virsh list --all --name --uuid`: a UUID and a name a line. */
export function parseDomainList(text: string): DomainListEntry[] {
  const entries: DomainListEntry[] = [];
  for (const line of text.split('\n')) {
    const [, uuid, name] = /^\s*([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\s+(\S.*)$/is.exec(line) ?? [];
    if (uuid !== undefined && name !== undefined)
      entries.push({ uuid: uuid.toLowerCase(), name: name.trimEnd() });
  }
  return entries;
}

/** `virsh nodedev-list …`: a name a line. Messages, which have spaces in them, are left out. */
export function parseNodeDeviceList(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => /^\S+$/.test(line));
}

/** The daemon's version in `virsh version --daemon`: `Running against daemon: 9.0.0`. */
export function parseDaemonVersion(text: string): string | undefined {
  return /^Running against daemon: (?:\w+ )?(\d+(?:\.\d+)+)\s*$/m.exec(text)?.[1];
}

/** What `virsh dominfo` says of a domain. */
export interface DomainInfo {
  /** `running`, `shut off`, `paused`, `in shutdown`, `crashed`, `pmsuspended`, `idle`, `no state`. */
  readonly state: string;
  /** It has a definition that outlives its run. */
  readonly isPersistent: boolean;
  readonly autostart: boolean;
  /** Its memory lies saved on disk: it goes on from there with the devices that it had. */
  readonly hasManagedSave: boolean;
}

/** `virsh dominfo`: a field a line (tools/virsh-domain-monitor.c). */
export function parseDomainInfo(text: string): DomainInfo | undefined {
  const field = (name: string): string | undefined =>
    text
      .split('\n')
      .find(line => line.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  const state = field('State');
  if (state === undefined) return undefined;
  return {
    state,
    isPersistent: field('Persistent') === 'yes',
    autostart: field('Autostart') === 'enable',
    hasManagedSave: field('Managed save') === 'yes',
  };
}
