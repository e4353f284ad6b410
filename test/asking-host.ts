import type { Host, Reading } from '../src/host/reader.ts';

/** A question put to a host, and its answer. */
export interface Asked {
  /** `read`, `list`, … */
  readonly kind: string;
  /** The path, the topic, or the command with its arguments. */
  readonly about: string;
  readonly answer: Reading<unknown>;
}

/** A host that notes what it is asked. */
export function askingHost(host: Host): { readonly host: Host; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const noting = async <T>(kind: string, about: string, answer: Promise<Reading<T>>): Promise<Reading<T>> => {
    asked.push({ kind, about, answer: await answer });
    return answer;
  };
  return {
    asked,
    host: {
      source: host.source,
      read: (path, keep) => noting('read', path, host.read(path, keep)),
      bytes: path => noting('bytes', path, host.bytes(path)),
      list: path => noting('list', path, host.list(path)),
      link: path => noting('link', path, host.link(path)),
      stat: path => noting('stat', path, host.stat(path)),
      run: argv => noting('run', argv.join(' '), host.run(argv)),
      inventory: topic => noting('inventory', topic, host.inventory(topic)),
    },
  };
}
