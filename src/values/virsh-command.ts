/** The start of every question to libvirt: it goes to the system's daemon, never to a session of the user's own. */
export const virshSystem = ['virsh', '-c', 'qemu:///system'] as const;

export const virsh = (...args: readonly string[]): readonly string[] => [...virshSystem, ...args];
