import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/host/decode.ts';
import { offTopicReply } from '../../src/report/reply/reply.ts';
import { partOf } from '../part.ts';
import { packageFolder } from '../run-cli.ts';
import { answered, readPart } from './answered.ts';

/**
 * Posts as people write them, each with what an expert says of it (fixtures/posts/README.md). replies.txt beside them holds how each is
 * answered today: read by people, it shows what a change does to all of them. `FNGVT_REPLIES=write` writes it anew.
 */
const folder = join(packageFolder, 'fixtures', 'posts');
const table = join(folder, 'replies.txt');
const names = readdirSync(folder).filter(name => /^\d{3}-.*\.txt$/u.test(name));
const polite = [offTopicReply('en'), offTopicReply('zh-CN')];

/** What an expert says of a post, in a word: it stands in its header, and was written before anything read it. */
function classOf(header: string): 'ready' | 'action-needed' | 'unsupported' | undefined {
  const said = /^expert: *(.*)$/mu.exec(header)?.[1] ?? '';
  if (/^fixable/iu.test(said)) return 'action-needed';
  // Of another technology than GVT-g, or of another driver, the host may be fit all the same.
  if (/^unsupported(?:-by-hardware)?\b(?! (?:by|for) GVT-g|-by)/iu.test(said)) return 'unsupported';
  return /^ready/iu.test(said) ? 'ready' : undefined;
}

interface Post {
  readonly header: string;
  readonly text: string;
}

/** A post is bytes: the header is ASCII and UTF-8, what follows may be GBK. */
function postOf(name: string): Post {
  const bytes = readFileSync(join(folder, name));
  const end = bytes.indexOf('\n---\n');
  const decoded = decode(bytes.subarray(end + '\n---\n'.length));
  return { header: bytes.subarray(0, end).toString(), text: 'text' in decoded ? decoded.text : '' };
}

/** One line: whether it is answered, and the head of the reply. */
async function lineOf(name: string): Promise<string> {
  const { reply, isAnswer } = await answered(postOf(name).text);
  const read = readPart(reply);
  const kind = polite.includes(read) ? 'polite' : isAnswer ? 'answered' : 'asks';
  return `${name.slice(0, 3)} ${kind} ${read.split('\n', 1)[0] ?? ''}`;
}

const written = (): ReadonlyMap<string, string> =>
  new Map(
    readFileSync(table, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => [line.slice(0, 3), line]),
  );

if (process.env['FNGVT_REPLIES'] === 'write')
  writeFileSync(table, `${(await Promise.all(names.map(lineOf))).join('\n')}\n`);

describe('posts as people write them', () => {
  const replies = written();

  test('each has its line, and no line is without its post', () => {
    expect([...replies.keys()]).toEqual(names.map(name => name.slice(0, 3)));
  });

  test.each(partOf(names, 4))('%s is answered as before', async name => {
    expect(await lineOf(name)).toBe(replies.get(name.slice(0, 3)));
  });

  test.each(partOf(names, 4, 1))('the reply to %s is short, and whole', async name => {
    const read = readPart((await answered(postOf(name).text)).reply);
    expect(read.length).toBeGreaterThan(0);
    expect(read.split('\n').length).toBeLessThanOrEqual(15);
    expect(read.length).toBeLessThanOrEqual(1500);
  });

  test.each(partOf(names, 4, 2))('what is said of %s is not against its expert', async name => {
    const { text, header } = postOf(name);
    const { reply, report } = await answered(text);
    const [wanted, state] = [classOf(header), report?.verdict?.state];
    const isFirm = state === 'ready' || state === 'action-needed' || state === 'unsupported';
    if (wanted !== undefined && isFirm && wanted !== 'ready' && state === 'ready')
      expect(reply, 'nobody is told that nothing is in the way').not.toMatch(
        /Nothing is in the way|没有什么拦路/u,
      );
    else if (wanted !== undefined && isFirm) expect(state).toBe(wanted);
  });

  test('nine of ten posts that show their cause are answered', () => {
    const shows = names.filter(name => /^shows: *yes/mu.test(postOf(name).header));
    const told = shows.filter(
      name => replies.get(name.slice(0, 3))?.slice(4).startsWith('answered') === true,
    );
    console.log(`posts: ${told.length} of ${shows.length} that show their cause are answered`);
    expect(told.length / shows.length).toBeGreaterThanOrEqual(0.9);
  });
});
