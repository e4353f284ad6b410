import { limitOf } from '../host/file-limits.ts';
import type { Overlay } from '../host/overlay-host.ts';
import { readInput } from '../host/snapshot/open.ts';
import { unexpected, UsageError } from '../values/errors.ts';
import { pathsFlag, textFlag, type Parsed } from './flags.ts';

/** `--with PATH=FILE`: the texts of the files by their paths on the host; null, where nothing stands behind `=`: no such file. */
export async function overlayOf(parsed: Parsed, call: string): Promise<Overlay> {
  const pairs = pathsFlag(parsed, 'with');
  if (pairs.length === 0) return new Map();
  const [from, root, paste] = [textFlag(parsed, 'from'), textFlag(parsed, 'root'), textFlag(parsed, 'paste')];
  if (from === undefined && root === undefined && paste === undefined) {
    const [first, then] = [
      `${call} snapshot host.json`,
      `${call} doctor --from host.json --with ${pairs[0]?.join('=') ?? ''}`,
    ];
    throw unexpected(
      '--with',
      { en: '--from FILE or --root DIR beside it', 'zh-CN': '同时有 --from 文件 或 --root 目录' },
      { en: 'this host as it runs', 'zh-CN': '正在运行的这台机器' },
      {
        next: {
          en: `take a snapshot of it first: ${first}, then ${then}`,
          'zh-CN': `先拍快照：${first}，再运行：${then}`,
        },
      },
    );
  }
  const readers = [from, paste, ...pairs.map(([, file]) => file)].filter(isStandardInput).length;
  if (readers > 1)
    throw new UsageError({
      en: `-: expected once, there is one standard input; found ${readers} times`,
      'zh-CN': `-：标准输入只有一个，只能写一次，这里写了 ${readers} 次`,
    });
  const texts = new Map<string, string | null>();
  for (const [path, file] of pairs) texts.set(path, file === '' ? null : await textFor(path, file));
  return texts;
}

const isStandardInput = (file: string | undefined): boolean => file === '-' || file === '/dev/stdin';

/** No larger than a host may have it there: a larger one would not be read on it. */
const textFor = (path: string, file: string): Promise<string> =>
  readInput(file, { what: { en: `a text for ${path}`, 'zh-CN': `${path} 的内容` }, most: limitOf(path) });
