import type { Host } from '../host/reader.ts';

/** A host that notes every path that it is asked for. Programs and the inventory have none. */
export function askedHost(host: Host, asked: Set<string>): Host {
  const noted = (path: string): string => {
    asked.add(path);
    return path;
  };
  return {
    ...host,
    read: (path, keep) => host.read(noted(path), keep),
    bytes: path => host.bytes(noted(path)),
    list: path => host.list(noted(path)),
    link: path => host.link(noted(path)),
    stat: path => host.stat(noted(path)),
  };
}
