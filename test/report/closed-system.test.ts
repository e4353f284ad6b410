import { expect, test } from 'vitest';
import { languages } from '../../src/values/text.ts';
import { words } from '../../src/words/words.ts';
import { judgeFixture } from '../fixture-hosts.ts';
import { renderingOf, written } from '../rendering.ts';
import { hostFixture } from '../run-cli.ts';

test.each(languages)(
  'what only the maker of a system can change is no promise to its owner (%s)',
  async language => {
    const say = words[language];
    const closed = await judgeFixture(hostFixture('fnos-hd620.kernel-without-gvt'));
    // The parameter is missing as well, and would be of no use.
    expect(
      closed.findings.filter(({ id, verdict }) => id === 'enable-gvt' && verdict === 'fail'),
    ).toHaveLength(1);
    expect(closed.next).toMatchObject({ why: 'blocked', argv: ['fngvt', 'explain', 'kernel-gvt-build'] });
    for (const format of ['text', 'md', 'bbcode'] as const) {
      const text = await written(format, renderingOf(closed, language));
      expect(text).toContain(say.tags.unsupported);
      expect(text.replace(/\s+/gu, '')).toContain(say.onlyItsMaker.replace(/\s+/gu, ''));
      expect(text).toContain('/dev/dri');
      for (const promise of [
        say.fresh('').trim(),
        say.alsoWrong,
        say.tags.ready === '就绪' ? '[就绪]' : '[READY]',
      ])
        expect(text).not.toContain(promise);
    }
  },
);

test('whose owner can choose another kernel has something to do', async () => {
  const { verdict } = await judgeFixture(hostFixture('m720q-debian12.kernel-without-gvt'));
  expect(verdict).toMatchObject({ state: 'action-needed', exit_code: 1, cause: 'kernel-built-without-gvt' });
});
