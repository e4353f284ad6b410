import { describe, expect, test } from 'vitest';
import type { FindingView } from '../../src/report/finding-view.ts';
import { viewOf } from '../../src/report/view.ts';
import { loadFixes, loadRules } from '../../src/rules/load.ts';
import { words } from '../../src/words/words.ts';
import { fixtureHosts } from '../fixture-hosts.ts';

/** What a report tells a person to do must not be done already. */
const rules = loadRules();

describe.each(fixtureHosts().map(host => [host.name, host] as const))('%s', (_name, host) => {
  test('nothing that the next boot settles is told as a step', async () => {
    const report = await host.report;
    const view = viewOf(report, { language: 'en', words: words.en, rules, call: 'fngvt' });
    const steps = [...(view.first === null ? [] : [view.first]), ...view.others, ...view.hints];
    // Where only the boot is missing, what waits for it is told as waiting, without anything to do.
    const waiting = steps.filter(({ finding }) => finding.verdict === 'fail' && finding.pending);
    expect(
      report.verdict?.state === 'reboot-needed' ? waiting.map(({ how }) => how).join('') : waiting.length,
    ).toEqual(report.verdict?.state === 'reboot-needed' ? '' : 0);
    expect(view.all().filter(({ finding, how }) => finding.pending && how !== '')).toEqual([]);
  });

  test('no module is to be listed that stands in a list', async () => {
    const report = await host.report;
    const view = viewOf(report, { language: 'en', words: words.en, rules, call: 'fngvt' });
    const told = view.all().filter(({ finding, how }) => finding.verdict === 'fail' && how !== '');
    expect(told.filter(isListed).map(({ id }) => id)).toEqual([]);
  });
});

const fixes = loadFixes();

/** Whether the module that its fix would list is seen in a list by its own evidence. */
function isListed({ id, finding }: FindingView): boolean {
  const module = fixes[id]?.['module-at-boot'];
  return (
    module !== undefined &&
    finding.evidence.some(
      ({ fact, truth, found }) => fact === `module-listed/${module}` && truth !== 'unknown' && found !== null,
    )
  );
}
