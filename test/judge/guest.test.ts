import { expect, test } from 'vitest';
import { exitOf } from '../../src/invocation/fail-on.ts';
import { languages } from '../../src/values/text.ts';
import { words } from '../../src/words/words.ts';
import { judgeFixture } from '../fixture-hosts.ts';
import { renderingOf, written } from '../rendering.ts';
import { hostFixture } from '../run-cli.ts';

test.each(['qemu-debian12', 'qemu-debian12.with-vgpu'])(
  '%s leaves to the host what is the host’s',
  async name => {
    const report = await judgeFixture(hostFixture(name));
    expect(report.verdict).toMatchObject({ state: 'unsupported', exit_code: 4, cause: 'inside-guest' });
    const [here, there] = [true, false].map(isHere =>
      report.findings.filter(({ topic }) => topic !== 'messages' && (topic === 'host') === isHere),
    );
    expect(here?.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['container', 'pass'],
      ['guest', 'fail'],
    ]);
    expect(new Set(there?.map(({ verdict, because }) => `${verdict} ${because ?? ''}`))).toEqual(
      new Set(['skipped belongs-to-host']),
    );
    for (const language of languages) {
      const text = await written('text', renderingOf(report, language, { isVerbose: true, columns: 140 }));
      expect(text.split('\n').filter(line => line.includes(words[language].belongsToHost))).toHaveLength(
        there?.length ?? 0,
      );
    }
  },
);

test('a check that belongs to the host has not passed', async () => {
  const report = await judgeFixture(hostFixture('qemu-debian12'));
  const only = {
    ...report,
    verdict: null,
    findings: report.findings.filter(({ id }) => id === 'enable-gvt'),
  };
  expect(only.findings).toHaveLength(1);
  expect(exitOf(only, 'error')).toBe(1);
});

test('inside a container the host’s own files are still judged', async () => {
  const report = await judgeFixture(hostFixture('docker-fnos'));
  expect(report.findings.some(({ because }) => because === 'belongs-to-host')).toBe(false);
});
