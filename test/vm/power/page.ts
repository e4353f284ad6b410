import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CutTrial, PowerFigures } from './power-cut.ts';

const page = join(import.meta.dirname, '..', '..', '..', 'docs', 'crash.md');

/** With this line begins the part of the page that is ours; what stands before it is written by scripts/crash.ts. */
export const powerTitle = '# When the power goes';

/** The part of a page that tells of power cuts; empty: there is none. */
export function powerPart(text: string): string {
  const at = text.indexOf(powerTitle);
  return at < 0 ? '' : text.slice(at);
}

/** Writes the figures into docs/crash.md. */
export function writeFigures(figures: PowerFigures): void {
  const text = readFileSync(page, 'utf8');
  const head = text.slice(0, text.length - powerPart(text).length).trimEnd();
  writeFileSync(page, `${head}\n\n${powerPage(figures)}`);
}

function powerPage({ trials, booted }: PowerFigures): string {
  const of = (isFlush: boolean, verb: CutTrial['verb']): number =>
    trials.filter(trial => (trial.cut.chance === null) === isFlush && trial.verb === verb).length;
  const row = (what: string, isFlush: boolean): string =>
    `| ${what} | ${of(isFlush, 'apply')} | ${of(isFlush, 'undo')} |`;
  const lost = trials.filter(({ wrong, torn }) => wrong !== null || torn.length > 0).length;
  return `${powerTitle}

Written by \`npm run test:power\`, in a virtual machine ([vm-tests.md](vm-tests.md)).

| the power goes | during \`fix\` | during \`undo\` |
| --- | ---: | ---: |
${row('after a flush, with all that was flushed on the disk and nothing else', true)}
${row('between two flushes, with some of the other writes done, some lost, some torn', false)}

- flushes tried: ${of(true, 'apply') + of(true, 'undo')}
- cuts between them: ${of(false, 'apply') + of(false, 'undo')}
- booted: ${booted}
- files lost: ${lost}
`;
}
