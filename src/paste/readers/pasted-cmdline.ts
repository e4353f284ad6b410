import { parameterByName } from '../../knowledge/parameters.ts';
import type { Exchange } from '../session.ts';
import { isShortened, isTypeset, programOf, type Reader } from './paste-reader.ts';

/** The command line of the running kernel: /proc/cmdline, or a line that only a kernel is started with. */
export const readCmdline: Reader = (exchange, draft) => {
  const found = lineOf(exchange);
  if (found === undefined) return;
  draft.sees('/proc/cmdline');
  if (isShortened(found) || (!exchange.isBoxed && isTypeset(found))) return;
  draft.file('/proc/cmdline', `${found}\n`);
  // The file that the loader started bears the release of its kernel (kernel-install, Debian's linux-image); `vmlinuz-linux` of Arch does not.
  const image = /^BOOT_IMAGE=\S{0,100}\/vmlinuz-(\d\.\d{1,2}\.\d{1,3}[\w.+~-]{1,50}) /u.exec(found)?.[1];
  if (image !== undefined) draft.fallback('/proc/sys/kernel/osrelease', `${image}\n`);
};

/** The line, its wraps undone; undefined where there is none, or where its end can't be told. */
function lineOf(exchange: Exchange): string | undefined {
  const isAsked = exchange.command?.argv.join(' ') === 'cat /proc/cmdline' && programOf(exchange) === 'cat';
  if (isAsked && exchange.command.filters.length !== 0) return undefined;
  const lines = exchange.lines.map(line => line.replace(before, '').trim());
  const at = isAsked ? 0 : lines.findIndex(line => start.test(line));
  const first = lines[at];
  if (first === undefined || /^(?:\w{0,4}sh: )?cat: /u.test(first) || !/=/u.test(first)) return undefined;
  const rest = [first.replace(/^(?:Kernel c|C)ommand line: /u, '')];
  for (const line of lines.slice(at + 1)) {
    if (line === '' || line.startsWith('[') || start.test(line)) break;
    if (!isOfParameters(line)) return beginsLikeParameter(line) ? undefined : joined(rest);
    rest.push(line);
  }
  return joined(rest);
}

/** The time of the log; a label, `cmdline → BOOT_IMAGE=…`. */
const before =
  /^\[ {0,8}0\.\d{1,9}\] |^\s{0,8}(?:[-*] )?(?:\/proc\/)?(?:cmdline|启动参数|内核参数)\s{0,3}(?:→|[-=]>|[:：])\s{0,3}(?=BOOT_IMAGE=)/u;

/** A sentence that begins with a parameter may begin with the end of a wrapped line. */
function beginsLikeParameter(line: string): boolean {
  const word = line.split(/\s/u, 1)[0] ?? '';
  return word.includes('=') || known(word) || matters(word);
}

/** What only a boot loader writes: GRUB's BOOT_IMAGE, or the initrd of a loader entry with a root. */
const start =
  /^(?:(?:Kernel c|C)ommand line: )?(?:BOOT_IMAGE=\S{1,200} (?=.*\broot=)|initrd=\\\S{1,200} (?=.*\broot=))/u;

/** Every word could be one of a command line: ASCII, no sentence. */
function isOfParameters(line: string): boolean {
  if (line === '' || !/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/u.test(line.replace(/ {2,}/gu, ' '))) return false;
  const words = line.split(/ +/u);
  const plain = words.filter(word => !/[=.]/u.test(word) && !known(word));
  // A bare word that is no parameter we know may be the tail of a wrapped one; two of them are a sentence.
  return plain.length < 2 && !/[,;!?]$/u.test(line);
}

const flags = new Set(
  (
    'ro rw quiet splash rhgb nomodeset text single noapic nolapic debug verbose nosplash ignore_loglevel rootwait noquiet ' +
    'nowatchdog nogpumanager noresume toram nofail emergency rescue nosmt nosmp --'
  ).split(' '),
);

function known(word: string): boolean {
  const name = word.split('=', 1)[0] ?? '';
  return (
    flags.has(name) ||
    parameterByName(name) !== undefined ||
    /^(?:root|rootflags|rootfstype|BOOT_IMAGE|initrd|resume|boot|console|video|crashkernel|mitigations|loglevel|pci|pcie_\w{1,20}|rd\.\S{1,40}|systemd\.\S{1,40}|modprobe\.blacklist|zswap\.\S{1,20}|vt\.handoff|apparmor|security|net\.ifnames|biosdevname)$/u.test(
      name,
    )
  );
}

/** Undoes wraps. undefined where a word that matters could have been cut in two ways. */
function joined(lines: readonly string[]): string | undefined {
  let whole: string | undefined;
  for (const line of lines) {
    if (whole === undefined) {
      whole = line;
      continue;
    }
    const [left, right] = [whole.split(' ').at(-1) ?? '', line.split(' ', 1)[0] ?? ''];
    if (known(left) && known(right)) whole += ` ${line}`;
    else if (known(left + right) && !known(left)) whole += line;
    else if ([left, right, left + right].some(matters)) return undefined;
    else whole += ` ${line}`;
  }
  return whole;
}

/** Words of the modules that rules ask about. */
const matters = (word: string): boolean =>
  /i915|gvt|xe\.|kvm|vfio|iommu|modeset|blacklist|modules|BOOT_IMAGE|initrd/u.test(word);
