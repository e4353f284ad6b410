import { loadFixes } from '../../../src/rules/load.ts';
import { allPlays, digestOf } from './plays.ts';
import type { Shown, ShownPlays } from './shown.ts';

/** docs/vm-shown.md. */
export function shownPage(shown: ShownPlays): string {
  const plays = allPlays();
  const rows = plays.map(play => {
    const { title, about } = play;
    const found = shown[title];
    const cells =
      found === undefined
        ? ['not noted', '', '']
        : [
            found.when,
            minutes(found.seconds),
            `\`${found.digest}\`${found.digest === digestOf(play) ? '' : ', other code since'}`,
          ];
    return `| \`${title}\` | ${about} | ${cells.join(' | ')} |`;
  });
  const rowsOf = (group: string): Shown['rows'] =>
    plays.flatMap(({ title }) => (title.startsWith(group) ? (shown[title]?.rows ?? []) : []));
  const [printed, drivers] = ['printed-', 'drivers-'].map(rowsOf) as [Shown['rows'], Shown['rows']];
  const named = new Set(printed.map(([rule]) => rule));
  const others = Object.keys(loadFixes())
    .map(rule => `\`${rule}\``)
    .filter(rule => !named.has(rule));
  return `# What was shown on a booted kernel

Written by \`npm run test:vm -- --all\` (or \`--record\` with \`--only\`), play by play as each passes; [vm-tests.md](vm-tests.md) tells what they are.
The digest is of the part of the product that the play is to show (\`src/change\`; of printed steps \`src/report/by-hand\` too; of drivers what
foretells them), of what all plays share in \`test/vm\`, of its system, and of the play's own files. Where that is not what stands here now, the row says so, and
\`npm run generate -- --check\`, which CI asks, holds the page to it; \`npm run test:vm -- --check\`, before a release, wants no such row.

| play | what | passed | took | digest |
| --- | --- | --- | ---: | --- |
${rows.join('\n')}

## Which driver binds

On Debian 13, kernel 6.12, with stand-ins named i915 and xe and a GPU of Alder Lake N (\`46d1\`). *boot*: a boot through GRUB, foretold from a
snapshot taken before it. *reload*: both drivers out of the running kernel, the words laid over \`/proc/cmdline\`, udev started anew; kmod and
udev act as at a boot, the kernel's own reading of its command line and the initramfs have no part in it. The stand-ins read \`force_probe\` by
code of our own: what is shown is who hears which words and when, not how the real drivers read a list.

${table(['by', 'what', 'words', 'files', 'foretold', 'bound'], drivers.length === 0 ? undefined : { rows: drivers })}

## Printed steps

On Debian 12, kernel 6.1, GRUB: a host that shares its GPU is given the faults of a group, all at once. Then \`fix\`, one reboot, ready; \`undo\`,
every file below \`/etc\` and \`/boot\` as before (but initramfs images and \`grubenv\`), a reboot, the same judgement as at first. Then by hand:
what stands below "Or by hand" on a terminal is read from the screen, edits and commands, and done to the letter; one reboot, ready. The
group "later" breaks only the next boot: there \`undo\` and the printed steps come without a reboot between them.

${table(['rule', 'group', 'by `fix`', 'by hand'], printed.length === 0 ? undefined : { rows: printed })}

Not played, of the rules that \`fix\` knows: ${others.join(', ')}.
`;
}

function table(heads: readonly string[], shown: Pick<Shown, 'rows'> | undefined): string {
  if (shown === undefined || shown.rows.length === 0) return 'Not shown yet.';
  const line = (cells: readonly string[]): string =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...shown.rows.map(line)].join('\n');
}

const minutes = (seconds: number): string =>
  seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
