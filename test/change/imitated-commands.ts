import { rmSync } from 'node:fs';
import type { OwnRoot } from './own-root.ts';

/**
 * Imitations, made from documentation, of the commands that follow an edit and can't run in a folder. Each writes down that it was called
 * and what the file that it goes by held then, and makes what the real one would make of that, as far as fngvt or a test looks at it.
 *
 * - update-initramfs(8), initramfs-tools 0.142: `-u -k all` makes anew each image that is there; it is written beside the old one first. The files
 *   of /etc/modprobe.d go into it.
 * - kernel-install(8), systemd 252, 90-loaderentry.install: `add RELEASE IMAGE` writes the kernel's entry, with /etc/kernel/cmdline as options.
 * - `proxmox-boot-tool refresh`, pve-docs, system-booting.adoc: carries /etc/kernel/cmdline to the boot partitions, which are not mounted.
 * - modprobe(8): loads a module. Nothing is loaded here.
 */
const scripts: Readonly<Record<string, string>> = {
  'update-initramfs': `[ "$*" = '-u -k all' ] || exit 2
settings() { for file in /etc/modprobe.d/*.conf; do [ ! -e "$file" ] || cat "$file"; done; }
for image in /boot/initrd.img-*; do
    [ -e "$image" ] || continue
    settings >"$image.new"
    mv "$image.new" "$image"
done
`,
  'kernel-install': `[ "$1" = add ] && [ -e "$3" ] || exit 2
for entry in /boot/efi/loader/entries/*-"$2".conf /boot/loader/entries/*-"$2".conf; do
    [ -e "$entry" ] || continue
    {
        echo "title      Linux $2"
        echo "version    $2"
        echo "options    $(cat /etc/kernel/cmdline)"
        echo "linux      /$2/linux"
    } >"$entry"
done
`,
  'proxmox-boot-tool': `[ "$*" = refresh ] || exit 2
cat /etc/kernel/cmdline >/tmp/esp
`,
  modprobe: `[ $# = 1 ] || exit 2
`,
};

const log = '/tmp/called';

/** Puts the imitations into a root. `extra` stands before what a command does: a fault. */
export function imitateCommands(root: OwnRoot, extra: Readonly<Record<string, string>> = {}): void {
  for (const [program, text] of Object.entries(scripts))
    root.script(program, `set -e\necho "${program} $*" >>${log}\n${extra[program] ?? ''}${text}`);
}

/** The commands that were called, in their order. */
export function called(root: OwnRoot): readonly string[] {
  return root.tree(log)[log] === undefined ? [] : root.read(log).trim().split('\n');
}

export function forgetCalls(root: OwnRoot): void {
  rmSync(root.at(log), { force: true });
}

/** Runs a command inside, as if the owner did. */
export function runInside(root: OwnRoot, argv: readonly string[]): void {
  const { exit, stderr } = root.run([
    '-e',
    `require("node:child_process").execFileSync(process.argv[1], process.argv.slice(2))`,
    ...argv,
  ]);
  if (exit !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
}
