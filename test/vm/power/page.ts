import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { someCuts, type CutTrial, type PowerFigures } from './power-cut.ts';
import { mounts } from './recording.ts';

const crashPage = join(import.meta.dirname, '..', '..', '..', 'docs', 'crash.md');

/** With this line begins the part of the page that is ours; what stands before it is written by scripts/crash.ts. */
export const powerTitle = '# When the power goes';

/** The part of a page that tells of power cuts; empty: there is none. */
export function powerPart(text: string): string {
  const at = text.indexOf(powerTitle);
  return at < 0 ? '' : text.slice(at);
}

/** Writes the figures into docs/crash.md. */
export function writeFigures(figures: PowerFigures): void {
  const text = readFileSync(crashPage, 'utf8');
  const head = text.slice(0, text.length - powerPart(text).length).trimEnd();
  writeFileSync(crashPage, `${head}\n\n${powerPage(figures)}`);
}

/** That part, in Markdown. */
export function powerPage({ trials, booted }: PowerFigures): string {
  const count = (test: (trial: CutTrial) => boolean): number => trials.filter(test).length;
  const isFlush = ({ cut }: CutTrial): boolean => cut.chance === null;
  const rows = mounts.map(({ name }) => {
    const all = (test: (trial: CutTrial) => boolean): number =>
      count(trial => trial.mount === name && test(trial));
    const cells = [
      all(isFlush),
      all(trial => !isFlush(trial)),
      all(({ journal }) => journal === 'applying'),
      all(({ journal }) => journal === 'undoing'),
    ];
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return `${powerTitle}

Written by \`npm run test:power\`. In a virtual machine ([vm-tests.md](vm-tests.md)), whose disk is recorded by QEMU's \`blklogwrites\`, \`fix\` makes
two files, edits a third, and runs \`update-grub\`; \`undo\` takes that back. Outside, the disk is brought to what it
was after each flush. For each time between two flushes it is also brought twice to what a disk may make of it that has a cache: of the writes up to some
moment, by chance, a third is lost, a third is done, and a third is done in parts of 4 KiB.

Each time the root is mounted, so that ext4 settles its journal. Every file of \`/etc\` and \`/boot/grub\` must be as before or as after, byte for byte,
with mode and owner, and fngvt's journal must be as its schema says. Then \`fngvt undo --root\`, run twice, must bring the first state. ext4 is tried
with and without \`auto_da_alloc\`, a help that programs must not need.

\`npm run test:vm -- --only power-cut --short\` tries some of them (1 in ${someCuts.oneOf}), without \`auto_da_alloc\`, and boots after ${someCuts.boots}.

| mounted | after a flush | between two | of all, in the middle of \`fix\` | of \`undo\` |
| --- | ---: | ---: | ---: | ---: |
${rows.join('\n')}

- flushes tried: ${count(isFlush)}
- cuts between them: ${count(trial => !isFlush(trial))}
- booted by their own GRUB: ${booted}. The doctor answered, \`undo\` brought the first state, a second \`fix\` the other one
- half-written \`grub.cfg\`: ${count(({ isGrubHalf }) => isGrubHalf)}
- files lost: ${count(({ wrong }) => wrong !== null)}

A fault put in on purpose is found: with the \`fsync\` of a written file left out, 55 of 317 cuts lost something, and 52 of 136 of those in CI.

\`grub-mkconfig\` writes \`grub.cfg\` in place. A cut in that moment leaves half of it, whoever calls \`update-grub\`; fngvt brings it to the disk at once, and
\`undo --root\` puts it back. Not tried: other file systems, and disks that say they have flushed and have not.
`;
}
