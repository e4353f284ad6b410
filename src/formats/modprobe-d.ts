import { parseCmdline } from './kernel-cmdline.ts';
import { moduleName } from './modules-index.ts';

/** Where a line stands. */
interface Place {
  /** The file. */
  readonly path: string;
  /** The number of its line, from 1; of the first one where lines are continued. */
  readonly line: number;
}

/** One parameter of an `options` line. */
export interface ModprobeOption extends Place {
  /** The module, dashes as underscores. */
  readonly module: string;
  /** The parameter, dashes as underscores. */
  readonly name: string;
  /** Its value without quotes; empty where it has none. */
  readonly value: string;
}

/** A `blacklist` line: the module's own aliases are ignored, so nothing loads it by itself. */
export interface ModprobeBlacklist extends Place {
  /** The module, dashes as underscores. */
  readonly module: string;
}

/** Is this the command of an `install` line that only keeps the module away? */
export function deniesModule(command: string): boolean {
  return /^(?:(?:\/usr)?\/bin\/)?(?:false|true)\s*$/u.test(command);
}

/** An `install` line: the command runs instead of loading the module. */
export interface ModprobeInstall extends Place {
  /** The module, dashes as underscores. */
  readonly module: string;
  /** The shell command. */
  readonly command: string;
}

/** A `softdep` line. */
export interface ModprobeSoftdep extends Place {
  /** The module, dashes as underscores. */
  readonly module: string;
  /** Modules to load before it. */
  readonly pre: readonly string[];
  /** Modules to load after it. */
  readonly post: readonly string[];
}

/** What one file of modprobe.d says, each list in the order of its lines. */
export interface ModprobeConfig {
  /** Every parameter of every `options` line; modprobe passes them on in this order, so a later one wins. */
  readonly options: readonly ModprobeOption[];
  /** The `blacklist` lines. */
  readonly blacklist: readonly ModprobeBlacklist[];
  /** The `install` lines. */
  readonly installs: readonly ModprobeInstall[];
  /** The `softdep` lines. */
  readonly softdeps: readonly ModprobeSoftdep[];
}

/**
 * A file of modprobe.d(5), as `kmod_config_parse()` in kmod's libkmod/libkmod-config.c takes it. A `#` opens a comment
 * at the start of a line only. Lines that kmod calls bad are left out.
 *
 * A file with carriage returns works in part, and so it is given here: the kernel takes the return after the last option
 * for a space, but after a name kmod keeps it, so `blacklist i915\r` names no module and blocks nothing.
 */
export function parseModprobe(path: string, text: string): ModprobeConfig {
  const options: ModprobeOption[] = [];
  const blacklist: ModprobeBlacklist[] = [];
  const installs: ModprobeInstall[] = [];
  const softdeps: ModprobeSoftdep[] = [];
  for (const { content, line } of logicalLines(text)) {
    const [, command, name, rest = ''] =
      /^[\t ]*([^\t ]+)[\t ]+([^\t ]+)(?:[\t ]+([^\t ].*)?)?$/s.exec(content) ?? [];
    if (command === undefined || name === undefined || content.startsWith('#') || name.includes('\r'))
      continue;
    const place = { module: moduleName(name), path, line };
    const value = rest.trim();
    if (command === 'blacklist') blacklist.push(place);
    else if (command === 'options') {
      for (const option of parseCmdline(rest)) {
        options.push({ ...place, name: option.name, value: option.value });
      }
    } else if (command === 'install' && value !== '') installs.push({ ...place, command: value });
    else if (command === 'softdep' && value !== '') softdeps.push({ ...place, ...softdepOf(rest) });
  }
  return { options, blacklist, installs, softdeps };
}

/** Lines with a backslash at the end joined to the next one, as `freadline_wrapped()` in kmod's shared/util.c does. */
function logicalLines(text: string): { content: string; line: number }[] {
  const lines: { content: string; line: number }[] = [];
  let parts: string[] = [];
  let start = 1;
  for (const [index, line] of text.split('\n').entries()) {
    if (parts.length === 0) start = index + 1;
    parts.push(line.endsWith('\\') ? line.slice(0, -1) : line);
    if (line.endsWith('\\')) continue;
    lines.push({ content: parts.join(''), line: start });
    parts = [];
  }
  if (parts.length > 0) lines.push({ content: parts.join(''), line: start });
  return lines;
}

function softdepOf(text: string): { pre: string[]; post: string[] } {
  const lists = { pre: [] as string[], post: [] as string[] };
  let current: string[] | undefined;
  for (const word of text.split(/[\t ]+/)) {
    if (word === 'pre:') current = lists.pre;
    else if (word === 'post:') current = lists.post;
    else if (word !== '' && !word.includes('\r')) current?.push(moduleName(word));
  }
  return lists;
}
