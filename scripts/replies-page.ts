import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../src/host/decode.ts';
import { answerTo } from '../src/invocation/answer.ts';
import type { Invocation } from '../src/invocation/outcome.ts';
import { loadRules } from '../src/rules/load.ts';

/** Posts of every kind, by their numbers: what is shown, said, asked, about something else; answered, or asked back. */
const chosen: Readonly<Record<'en' | 'zh-CN', readonly string[]>> = {
  en: ['023', '005', '011', '017', '029', '032', '055', '008', '094', '118'],
  'zh-CN': ['001', '004', '006', '007', '016', '024', '034', '062', '067', '073'],
};

const titles = { en: 'In English', 'zh-CN': '中文' } as const;

/** What `fngvt answer` replies to posts of `fixtures/posts`, as a page below `docs/`. */
export async function repliesPage(notice: string, folder: string): Promise<string> {
  const files = readdirSync(folder);
  const parts: string[] = [];
  for (const language of ['en', 'zh-CN'] as const) {
    parts.push(`## ${titles[language]}`);
    for (const number of chosen[language]) {
      const file = files.find(name => name.startsWith(`${number}-`)) ?? '';
      const reply = await replyTo(readFileSync(join(folder, file)), language);
      parts.push(`### [${file.replace(/\.txt$/u, '')}](../fixtures/posts/${file})\n\n~~~text\n${reply}\n~~~`);
    }
  }
  return `${notice}
# Replies

What \`fngvt answer\` replies today to twenty of the posts in \`fixtures/posts\`, of every kind, as it would be pasted into the thread. The posts are
invented in the manner of forums. Where a host was concluded from what the post shows, a block that fngvt reads follows below the reply; it is left out here.

${parts.join('\n\n')}
`;
}

async function replyTo(bytes: Buffer, language: 'en' | 'zh-CN'): Promise<string> {
  const decoded = decode(bytes.subarray(bytes.indexOf('\n---\n') + '\n---\n'.length));
  const text = 'text' in decoded ? decoded.text : '';
  const { reply } = await answerTo(
    { text, where: 'post', language },
    { rules: loadRules(), invocation: nobody },
  );
  return reply.replace(/\n\n[^\n]+\n(?:```|\[code\])?\n?fngvt capsule [^]*$/u, '');
}

const nobody: Invocation = {
  version: '0.0.0',
  now: '2026-01-01T00:00:00.000Z',
  call: 'fngvt',
  columns: 80,
  isTerminal: false,
  ask: () => Promise.resolve(false),
  environment: {},
};
