import { allPlays } from './plays.ts';
import type { Shown, ShownPlays } from './shown.ts';

/** docs/vm-shown.md. */
export function shownPage(shown: ShownPlays): string {
  const plays = allPlays();
  const rows = plays.map(({ title, about }) => {
    const { when, seconds, digest } = shown[title] ?? {};
    const cells =
      when === undefined ? ['not yet', '', ''] : [when, minutes(seconds ?? 0), `\`${digest ?? ''}\``];
    return `| \`${title}\` | ${about} | ${cells.join(' | ')} |`;
  });
  const printed = plays.flatMap(({ title }) =>
    title.startsWith('printed-') ? (shown[title]?.rows ?? []) : [],
  );
  return `# What was shown on a booted kernel

Written by \`npm run test:vm -- --all\` (or \`--record\` with \`--only\`), play by play as each passes; [vm-tests.md](vm-tests.md) tells what they are. The
digest is of \`src/change\`, of what all plays share in \`test/vm\`, and of the play's own files. \`npm run test:vm -- --check\` names the plays
that were shown with something else than what stands there now; it is run before a release, not on every edit.

| play | what | passed | took | digest |
| --- | --- | --- | ---: | --- |
${rows.join('\n')}

## Which driver binds

On Debian 13, kernel 6.12, with stand-ins named i915 and xe and a GPU of Alder Lake N (\`46d1\`). *boot*: a boot through GRUB, foretold from a
snapshot taken before it. *reload*: both drivers out of the running kernel, the words laid over \`/proc/cmdline\`, udev started anew; kmod and
udev act as at a boot, the kernel's own reading of its command line and the initramfs have no part in it. The stand-ins read \`force_probe\` by
code of our own: what is shown is who hears which words and when, not how the real drivers read a list.

${table(['by', 'what', 'words', 'files', 'foretold', 'bound'], shown['drivers@debian13'])}

## Printed steps

On Debian 12, kernel 6.1, GRUB: a host that shares its GPU is given the fault. Then \`fix\`, a reboot, ready; \`undo\`, every file below \`/etc\` and
\`/boot\` as before (but initramfs images and \`grubenv\`), a reboot, the same judgement as at first. Then by hand: what stands below
"Or by hand" on a terminal is read from the screen, edits and commands, and done to the letter; one reboot, ready.

${table(['rule', 'by `fix`, and back', 'by hand'], printed.length === 0 ? undefined : { rows: printed })}
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
