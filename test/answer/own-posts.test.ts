import { describe, expect, test } from 'vitest';
import { fixtureHosts } from '../fixture-hosts.ts';
import { partOf } from '../part.ts';
import { answered, readPart } from './answered.ts';
import { journeys, ownPost, ownPosts, sharedReportOf } from './own-posts.ts';

const hosts = fixtureHosts();
const languageAt = (at: number): 'en' | 'zh-CN' => (at % 2 === 0 ? 'zh-CN' : 'en');
const named = (name: string): (typeof hosts)[number] =>
  hosts.find(host => host.name === name) ?? expect.fail(`there is no fixture ${name}`);

describe.each(partOf(hosts, 5).map((host, at) => [host.name, host, at] as const))(
  'what fngvt posts of %s',
  (_name, { path }, at) => {
    test('is answered with its own verdict, whatever became of the post on its way', async () => {
      const report = await sharedReportOf(path);
      for (const [name, format, isCapsule] of ownPosts) {
        const post = await ownPost(report, format, isCapsule, languageAt(at));
        for (const [way, go] of journeys) {
          const again = await answered(go(post));
          expect([name, way, again.report?.verdict]).toEqual([
            name,
            way,
            { ...report.verdict, undecided: [] },
          ]);
        }
      }
    });

    test('with one line of its block lost says what is missing, and guesses nothing', async () => {
      const report = await sharedReportOf(path);
      for (const [name, format, isCapsule] of ownPosts) {
        const lines = (await ownPost(report, format, isCapsule, languageAt(at))).split('\n');
        const mark = lines.findIndex(line => line.startsWith('fngvt capsule'));
        expect(mark, name).toBeGreaterThan(0);
        const again = await answered(lines.filter((_, i) => i !== mark + 2).join('\n'));
        expect(again.reply, name).toMatch(/a part of it is missing|少了一部分/u);
        expect([name, again.report?.verdict?.state, again.isAnswer]).toEqual([name, 'unknown', false]);
      }
    });
  },
);

describe('whose block it is', () => {
  const [own, other] = [named('fnos-hd620'), named('j4125-fnos')];
  const postOf = async (path: string): Promise<string> =>
    ownPost(await sharedReportOf(path), 'md', true, 'en');

  test('another speaker’s is another machine', async () => {
    const thread = (asker: string, helper: string): string =>
      `marta commented on Mar 3, 2025\nNo vGPU here, GVT-g.\n${asker}\n\njonas commented on Mar 4, 2025\nMine says:\n${helper}\n`;
    const [ours, theirs] = [await postOf(own.path), await postOf(other.path)];
    expect((await answered(thread(ours, theirs))).report?.verdict?.cause).toBe('enable-gvt-missing');
    const without = await answered(thread('It is an i5-7200U.', theirs));
    expect(without.report?.verdict?.cause).not.toBe('gpu-atom-class-unsupported');
    expect(without.reply).not.toContain('Gemini Lake');
  });

  test('of two by the same speaker the newer counts', async () => {
    const before = await sharedReportOf(own.path);
    const after = {
      ...(await sharedReportOf(named('fnos-hd620.rebooted').path)),
      taken: '2025-02-01T10:00:00Z',
    };
    const posts = [before, after].map(report => ownPost(report, 'text', true, 'en'));
    const [first, second] = await Promise.all(posts);
    for (const thread of [`${first}\nand now:\n${second}`, `${second}\nbefore it was:\n${first}`])
      expect((await answered(thread)).report?.verdict?.state).toBe('ready');
  });

  test('that the newer can’t be read is said beside what the older tells', async () => {
    const before = await postOf(own.path);
    const after = await postOf(named('fnos-hd620.rebooted').path);
    const broken = after
      .split('\n')
      .filter((_, i, all) => i !== all.findIndex(line => line.startsWith('fngvt capsule')) + 2);
    const { report, reply } = await answered(`${before}\n\nAfter the reboot:\n${broken.join('\n')}`);
    expect(report?.verdict?.cause).toBe('enable-gvt-missing');
    expect(readPart(reply)).toMatch(/can’t be read .*a part of it is missing/u);
  });
});
