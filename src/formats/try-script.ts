/**
 * A try of kernel parameters for one boot, where GRUB starts the host: a script of ours below /etc/grub.d prints one more entry for the menu,
 * which is chosen for the next boot alone (`grub-reboot`) and is never the default. The script says what is tried, so it is also the note of it.
 */
export interface BootTry {
  /** What tells it from any other try; stands in the entry and on the command line. */
  readonly id: string;
  /** The release of the kernel that is tried: the running one. */
  readonly kernel: string;
  /** The boot in which it was set up: /proc/sys/kernel/random/boot_id; empty where nothing told it. */
  readonly boot: string;
  /** The words that are tried. */
  readonly words: readonly string[];
  /** Words of the usual entries that the try leaves out. */
  readonly dropped: readonly string[];
}

/** Sorts behind all others: the number of each other entry, by which one may be the default, stays as it is. */
export const tryScript = '/etc/grub.d/99_fngvt_try';

/** On the command line of a try. No module has this name, so the kernel takes it for an option of one that is not there (init/main.c). */
export const tryMark = 'fngvt.try';
/** On the command line where GRUB found its choice still set, so could not clear it, and started the usual words. */
export const keptMark = 'fngvt.kept';

/** The `--id` of the entry. */
export const entryIdOf = (id: string): string => `fngvt-try-${id}`;

/** The try that an entry belongs to; undefined: it is no entry of ours. */
export const tryOfEntry = (entry: string): string | undefined => /^fngvt-try-([\dT]+)$/u.exec(entry)?.[1];

/**
 * A word that means itself to the shell in quotes, to awk and to GRUB (GNU GRUB manual, "Words": its metacharacters; `!` is one of its words only where
 * it stands alone; `*` finds file names).
 */
const plainWord = /^\w[\w.,:=/!-]*$/u;

/** The words that can't be tried: they hold characters that the shell, awk or GRUB read as something else. */
export const unfitWords = (words: readonly string[]): readonly string[] =>
  words.filter(word => !plainWord.test(word));

/**
 * The script. It runs the distribution's own 10_linux once more and keeps the entry of one kernel (util/grub.d/10_linux.in of GRUB 2.06: with
 * GRUB_DISABLE_SUBMENU=y each kernel has an entry of its own at the top, `gnulinux-RELEASE-advanced-UUID`), so that how a disk is found and a
 * kernel is loaded stays the distribution's. Where it prints none, this prints none. GRUB clears next_entry before it shows the menu; where
 * the file system takes no writes it can't, and would start the try again and again: so the entry reads it once more, and starts the usual words if it
 * is still there. `panic=15` brings the host back 15 seconds after a panic. Where the entry can't be started at all, `fallback` starts the first one.
 */
export function makeTryScript({ id, kernel, boot, words, dropped }: BootTry): string {
  const entry = entryIdOf(id);
  return `#!/bin/sh
# By fngvt: one more entry for the menu of GRUB, this kernel with new words. It is started once and is never the default.
# "fngvt fix --keep" makes the words the default and takes this file away; "fngvt undo" takes it away alone.
set -e
id='${id}'
kernel='${kernel}'
boot='${boot}'
words='${words.join(' ')}'
dropped='${dropped.join(' ')}'
[ -x /etc/grub.d/10_linux ] || exit 0
GRUB_DISABLE_SUBMENU=y GRUB_DISABLE_RECOVERY=true GRUB_SAVEDEFAULT= \\
GRUB_CMDLINE_LINUX_DEFAULT="$GRUB_CMDLINE_LINUX_DEFAULT @FNGVT@" /etc/grub.d/10_linux 2>/dev/null |
awk -v kernel="'gnulinux-$kernel-advanced-" -v id="$id" -v words="$words" -v dropped="$dropped" '
  function without(line,   list, count, i, at) {
    count = split(dropped, list, " ")
    line = line " "
    for (i = 1; i <= count; i++)
      while ((at = index(line, " " list[i] " ")) > 0)
        line = substr(line, 1, at) substr(line, at + length(list[i]) + 2)
    return substr(line, 1, length(line) - 1)
  }
  /^menuentry / {
    on = index($0, kernel) > 0
    if (!on) next
    rest = substr($0, index($0, " --class "))
    sub(/\\047gnulinux-[^\\047]*\\047/, "\\047fngvt-try-" id "\\047", rest)
    print "menuentry \\047fngvt: new kernel parameters, this boot only\\047" rest
    next
  }
  on && /^\\tlinux/ {
    usual = $0
    tried = without($0)
    sub(/@FNGVT@/, words " panic=15 ${tryMark}=" id, tried)
    sub(/@FNGVT@/, "${keptMark}=" id, usual)
    print "\\tload_env next_entry\\n\\tif [ -z \\"\${next_entry}\\" ]; then\\n" tried "\\n\\telse\\n" usual "\\n\\tfi"
    next
  }
  on { print }
  /^}/ { on = 0 }'
echo "if [ \\"\\\${default}\\" = ${entry} ]; then set fallback=0; fi"
`;
}

/** What a script says, also in a recording, where words that nobody knows are hidden; undefined: it is none of ours. */
export function parseTryScript(text: string): BootTry | undefined {
  const valueOf = (name: string): string | undefined =>
    new RegExp(`^${name}='([^'\\n]*)'$`, 'mu').exec(text)?.[1];
  const listOf = (name: string): readonly string[] => (valueOf(name) ?? '').split(' ').filter(Boolean);
  const [id, kernel, boot] = [valueOf('id'), valueOf('kernel'), valueOf('boot')];
  if (id === undefined || kernel === undefined || boot === undefined) return undefined;
  const [words, dropped] = [listOf('words'), listOf('dropped')];
  return unfitWords([...words, ...dropped]).length === 0 ? { id, kernel, boot, words, dropped } : undefined;
}
