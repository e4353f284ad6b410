/** A place of the host, and how large a file there may be. */
interface Limit {
  readonly place: RegExp;
  /** Bytes. */
  readonly most: number;
}

const page = 4096;
const [kibibyte, mebibyte] = [1024, 1024 * 1024];

/**
 * The most that the system itself ever puts there, or that a person would. What is larger is no such file: it is neither read in part nor
 * worked on, wherever it comes from. The first row that fits counts.
 */
const limits: readonly Limit[] = [
  // COMMAND_LINE_SIZE is 2048 on x86 and at most 4096 elsewhere: arch/*/include/asm/setup.h.
  { place: /^\/proc\/cmdline$/u, most: page },
  // One page as proc_dostring() has it: kernel/sysctl.c.
  { place: /^\/proc\/(?:sys\/|version(?:_signature)?$)/u, most: page },
  // The stack's rlimit bounds the arguments, to 6 MiB at most: execve(2), "Limits on size of arguments and environment".
  { place: /^\/proc\/\d+\/cmdline$/u, most: 6 * mebibyte },
  // Some 1.5 KiB for each thread; no processor with graphics has a thousand.
  { place: /^\/proc\/cpuinfo$/u, most: 2 * mebibyte },
  // Some 100 bytes for each module, and a system has hundreds.
  { place: /^\/proc\/modules$/u, most: mebibyte },
  // No attributes: debugfs gives what a driver writes there, an EFI variable is as long as the firmware has room for it.
  { place: /^\/sys\/kernel\/debug\//u, most: mebibyte },
  { place: /^\/sys\/firmware\/efi\/efivars\//u, most: 64 * kibibyte },
  // One page for an attribute (Documentation/filesystems/sysfs.rst), and as much for the configuration space of PCI Express.
  { place: /^\/sys\//u, most: page },
  // Written by hand, and sourced or parsed as a whole at each use.
  { place: /^\/etc\/default\//u, most: 256 * kibibyte },
  { place: /^\/etc\//u, most: mebibyte },
];

/** No other file that is asked for is larger (bytes). */
const usual = 64 * mebibyte;

/** How large a file of the host may be (bytes). */
export function limitOf(path: string): number {
  return limits.find(({ place }) => place.test(path))?.most ?? usual;
}
