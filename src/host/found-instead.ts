import type { Text } from '../values/text.ts';
import type { Opened } from './open-file.ts';

type Refused = Exclude<Opened, { readonly bytes: unknown }>;

const words: Readonly<Record<Refused['why'], Text>> = {
  absent: { en: 'no such file', 'zh-CN': '没有这个文件' },
  denied: { en: 'a file that you may not read', 'zh-CN': '没有权限读的文件' },
  link: { en: 'links that lead in a circle', 'zh-CN': '绕成一圈的链接' },
  folder: { en: 'a folder', 'zh-CN': '文件夹' },
  pipe: { en: 'a pipe (standard input takes one: -)', 'zh-CN': '管道（管道请用标准输入：-）' },
  socket: { en: 'a socket', 'zh-CN': 'socket' },
  device: { en: 'a device', 'zh-CN': '设备文件' },
  'too-large': { en: 'a larger one', 'zh-CN': '更大的文件' },
  failed: { en: "a file that can't be read", 'zh-CN': '读不出来的文件' },
};

/** What stands at a path that gave no bytes, for the line that says what was expected there and what was found. A code is told where no word is. */
export function foundAt({ why, code }: Refused): Text {
  const { en, 'zh-CN': zhCN } = words[why];
  return why === 'failed' && code !== undefined
    ? { en: `${en} (${code})`, 'zh-CN': `${zhCN}（${code}）` }
    : words[why];
}

/** What helps where a file or folder is closed to this person. */
export const asRoot: Text = {
  en: 'put sudo before the command, or copy the file to where you may read it',
  'zh-CN': '命令前面加 sudo，或者把文件复制到你能读的地方',
};

/** What to do about it, where that is clear. */
export function whatNext(why: Refused['why']): Text | undefined {
  if (why === 'denied') return asRoot;
  return why === 'absent'
    ? { en: 'look at the name and at the folder that you are in: ls', 'zh-CN': '核对文件名和当前目录：ls' }
    : undefined;
}
