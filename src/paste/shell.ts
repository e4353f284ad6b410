/** A simple command: its words, and what its output was piped through. */
export interface Command {
  /** Without `sudo` and variables in front. */
  readonly argv: readonly string[];
  /** The commands behind the first `|`. */
  readonly filters: readonly (readonly string[])[];
  /** Several commands in one line: whose output is whose can't be told. */
  readonly isCompound: boolean;
}

/** A prompt with what was typed behind it. */
export interface Prompt {
  /** `user@host` where it names them. */
  readonly host?: string;
  /** The folder that it shows. */
  readonly folder?: string;
  /** What was typed; empty where nothing was. */
  readonly typed: string;
  /** No prompt stands before it: a line that is a command, as people write headings. */
  readonly isBare?: boolean;
}

/** Programs that people run to show what we read. */
const programs = new Set(
  (
    'uname lspci lsmod modprobe modinfo insmod rmmod cat zcat zgrep grep egrep ls ll dir head tail more less find tree dmesg ' +
    'journalctl virsh mdevctl pveversion qm pvesh lscpu hostnamectl lsb_release dkms update-grub grub-mkconfig update-initramfs ' +
    'proxmox-boot-tool dpkg apt rpm systemctl echo tee cd sudo su nano vi vim reboot clear id whoami which for mokutil ' +
    'systemd-detect-virt lshw inxi neofetch fastfetch kvm-ok efibootmgr bootctl cut awk sed sysctl depmod readlink stat file test'
  ).split(' '),
);

/** What a person typed, if this line is a prompt; a line that is itself a command, under no prompt, is one as well. */
export function promptOf(line: string): Prompt | undefined {
  return namedPrompt(line) ?? plainPrompt(line) ?? bareCommand(line);
}

/** `root@pve:~# …`, `[root@host ~]# …`, `user@host ~>`, `trim@fnos:~$`. */
function namedPrompt(line: string): Prompt | undefined {
  const found =
    /^\s{0,8}(?:\([\w.-]{1,40}\)\s?)?\[?([\p{L}\w.-]{1,40}@[\p{L}\w.-]{1,64})(?:[: ]\s?([~/][^\s#$%>\]]{0,300}|[\p{L}\w.-]{1,60}))?\s?\]?\s?[#$%>❯➜](?:\s+(\S.*)?)?$/u.exec(
      line,
    );
  const [, host, folder, typed = ''] = found ?? [];
  if (host === undefined) return undefined;
  return { host, ...(folder === undefined ? {} : { folder }), typed: typed.trim() };
}

/** A sign of a shell with a known program behind it: `$ uname -a`, `➜  ~ lsmod`, `╰─$ dmesg`, `sh-5.1# ls`, `/sys # ls`. */
function plainPrompt(line: string): Prompt | undefined {
  const [, typed] =
    /^\s{0,8}(?:[╰└]─{1,3}|(?:ba|z|a)?sh-[\d.]{1,6}|[~/][\w./:~-]{0,200}\s)?[#$%❯➜λ➤»]{1,3}\s{1,4}(?:(?:~|\/|[~/][\w./-]{1,200}|[\w-]{1,40} git:\(\S{1,60}\)(?: ✗)?)\s{1,3})?(\S.*)$/u.exec(
      line,
    ) ?? [];
  return typed !== undefined && isKnown(typed) ? { typed: typed.trim() } : undefined;
}

/** A command on a line of its own, also as a heading: `lspci -nnk:`, `2. cat /proc/cmdline`, "`uname -r` 输出：". */
function bareCommand(line: string): Prompt | undefined {
  const quoted = /^[^`]{0,60}`([^`]{2,200})`[^`]{0,40}$/u.exec(line)?.[1];
  if (quoted !== undefined) return looksTyped(quoted) ? { typed: quoted.trim(), isBare: true } : undefined;
  const plain = line.replace(/^[\s*#•·\-–\d.、)）(（]{0,12}/u, '').replace(/[\s*:：]{1,6}$/u, '');
  return looksTyped(plain) ? { typed: plain, isBare: true } : undefined;
}

function isKnown(typed: string): boolean {
  return programs.has(commandOf(typed).argv[0] ?? '');
}

/** Arguments that only a command has: an option, a path, a pipe; else the few commands that are clear without one. */
function looksTyped(text: string): boolean {
  if (text.length > 400 || !/^[\x20-\x7e]+$/u.test(text)) return false;
  const [program = '', ...rest] = text.replace(/^sudo\s+/u, '').split(/\s+/u);
  if (/^(?:lsmod|lspci|lscpu|dmesg|pveversion|hostnamectl|update-grub)$/u.test(program) && rest.length === 0)
    return true;
  if (!programs.has(program) || /[,;!?]$|\.$/u.test(text)) return false;
  const [first = ''] = rest;
  if (/^(?:modinfo|modprobe)$/u.test(program))
    return rest.length <= 2 && /^-|^(?:i915|xe|kvmgt|vfio|mdev|kvm)/u.test(first);
  if (
    program === 'virsh' ||
    program === 'qm' ||
    program === 'mdevctl' ||
    program === 'dkms' ||
    program === 'proxmox-boot-tool'
  )
    return /^(?:-{1,2}\w|list$|types$|status$|config$|dumpxml$|nodedev-|kernel$|refresh$|version$)/u.test(
      first,
    );
  return /^(?:-{1,2}[\w]|[/~|.]|["'*])/u.test(first) || / \| |\s\//u.test(text);
}

const opaque = /[;&`]|\|\||\$\((?!uname -r\))|<|^for\s/u;

/** Takes a typed line apart. Quotes group words; nothing is expanded. */
export function commandOf(typed: string): Command {
  const stages = splitOutside(typed, '|').map(wordsOf);
  const [first = [], ...filters] = stages;
  return { argv: withoutPrefix(first), filters, isCompound: opaque.test(unquoted(typed)) };
}

const unquoted = (text: string): string => text.replace(/"[^"]{0,2000}"|'[^']{0,2000}'/gu, '');

function splitOutside(text: string, separator: string): string[] {
  const parts = [''];
  let quote = '';
  for (const character of text) {
    if (quote === '' && character === separator) {
      parts.push('');
      continue;
    }
    if (quote === character) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    parts.push(`${parts.pop() ?? ''}${character}`);
  }
  return parts;
}

/** Words without their quotes; redirections of errors are left out. */
function wordsOf(text: string): string[] {
  const words = text.match(/(?:"[^"]{0,2000}"|'[^']{0,2000}'|\\.|\$\(uname -r\)|[^\s"'\\])+/gu) ?? [];
  return words.filter(word => !/^[12]?>/u.test(word)).map(plainWord);
}

/** Takes quotes away; a backslash is the shell's own only outside of them. */
function plainWord(word: string): string {
  return (word.match(/"[^"]*"|'[^']*'|\\.|[^"'\\]+/gu) ?? [])
    .map(part => (/^["']/u.test(part) ? part.slice(1, -1) : part.replace(/^\\(.)/u, '$1')))
    .join('');
}

function withoutPrefix(words: readonly string[]): readonly string[] {
  const at = words.findIndex(
    (word, i) =>
      !(
        word === 'sudo' ||
        word === 'env' ||
        word === 'time' ||
        (i < 3 && /^[A-Z_]{2,20}=\S{0,40}$/u.test(word))
      ),
  );
  return at <= 0 ? words : words.slice(at);
}
