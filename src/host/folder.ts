import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { unexpected } from '../values/errors.ts';
import type { Text } from '../values/text.ts';

/** The real path of a folder that we may enter; `flag` names in the message who wants it. */
export function folderAt(path: string, flag: string): string {
  const refuse = (found: Text, cause?: unknown): never => {
    const at = { en: `${found.en} at ${path}`, 'zh-CN': `${found['zh-CN']}（${path}）` };
    throw unexpected(flag, { en: 'a folder', 'zh-CN': '文件夹' }, at, { cause });
  };
  try {
    const real = realpathSync(path);
    if (!statSync(real).isDirectory()) return refuse({ en: 'a file', 'zh-CN': '文件' });
    accessSync(real, constants.X_OK);
    return real;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return refuse(meanings[code] ?? { en: code, 'zh-CN': code }, error);
  }
}

const nothing: Text = { en: 'nothing', 'zh-CN': '什么都没有' };

/** What the codes of path_resolution(7) say of a folder. */
const meanings: Readonly<Record<string, Text>> = {
  ENOENT: nothing,
  ENOTDIR: nothing,
  EACCES: { en: 'one that you may not enter', 'zh-CN': '没有权限进入的文件夹' },
  ELOOP: { en: 'links that lead in a circle', 'zh-CN': '绕成一圈的链接' },
};
