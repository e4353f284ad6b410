import type { Opened } from './open-file.ts';

type Refused = Exclude<Opened, { readonly bytes: unknown }>;

const words: Readonly<Record<Refused['why'], string>> = {
  absent: 'nothing readable',
  denied: 'a file that may not be read',
  link: 'links that lead in a circle',
  folder: 'a folder',
  pipe: 'a pipe (standard input takes one: -)',
  socket: 'a socket',
  device: 'a device',
  'too-large': 'a larger one',
  failed: 'a file that can not be read',
};

/** What stands at a path that gave no bytes, for the line that says what was expected there and what was found. */
export function foundAt({ why, code }: Refused): string {
  return code === undefined ? words[why] : `${words[why]} (${code})`;
}
