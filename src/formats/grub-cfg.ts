import { grubCommands, type GrubCommand } from './grub-words.ts';

/** A menu entry that starts Linux. */
export interface GrubEntry {
  /** What the menu shows. */
  readonly title: string;
  /** Its `--id`; null where it has none. */
  readonly id: string | null;
  /** `single` (Debian) or `recovery` (Ubuntu) stands on its line: util/grub.d/10_linux.in. */
  readonly isRecovery: boolean;
  /** It stands inside of a submenu, as "Advanced options" is one. */
  readonly isSubmenuMember: boolean;
  /** The path of the kernel, as GRUB sees it. */
  readonly kernel: string;
  /** The release in that path: 6.6.38-trim of /boot/vmlinuz-6.6.38-trim; null where it has none. */
  readonly release: string | null;
  /** What follows on the line. GRUB's own variables, such as $vt_handoff, are left as they stand. */
  readonly cmdline: string;
  /** The number of that line, from 1. */
  readonly line: number;
}

/** An item of the menu or of a submenu. */
export interface GrubMenuItem {
  /** What the menu shows. */
  readonly title: string;
  /** Its `--id`; null where it has none. */
  readonly id: string | null;
  /** The entry; null where it is a submenu, or starts no Linux. */
  readonly entry: GrubEntry | null;
  /** The items of a submenu; null where it is none. */
  readonly items: readonly GrubMenuItem[] | null;
}

/** What a grub.cfg says. */
export interface GrubCfg {
  /** The entries that start Linux, in their order. */
  readonly entries: readonly GrubEntry[];
  /** The whole menu. */
  readonly menu: readonly GrubMenuItem[];
  /**
   * The literal of `set default="…"`; null where the environment block decides (`${saved_entry}`), or nothing is set.
   * `${next_entry}`, which 00_header always asks for first, is left out of account.
   */
  readonly default: string | null;
}

interface OpenItem {
  readonly title: string;
  readonly id: string | null;
  entry: GrubEntry | null;
  readonly items: OpenItem[] | null;
}

/** The innermost entry and submenu around a line. */
interface Place {
  readonly item: OpenItem | null;
  readonly submenu: OpenItem | null;
}

const outside: Place = { item: null, submenu: null };

/** A grub.cfg as grub-mkconfig writes it: GNU GRUB manual 2.12, "Writing full configuration files directly". */
export function parseGrubCfg(text: string): GrubCfg {
  const commands = grubCommands(text);
  return { ...menuOf(commands), default: defaultOf(commands) };
}

function menuOf(commands: readonly GrubCommand[]): Pick<GrubCfg, 'entries' | 'menu'> {
  const menu: OpenItem[] = [];
  const entries: GrubEntry[] = [];
  const open: Place[] = [];
  for (const { words, line } of commands) {
    const [command = '', first] = words;
    const place = open.at(-1) ?? outside;
    const begun = itemBegunBy(words);
    if (begun !== undefined) (place.submenu?.items ?? menu).push(begun);
    if (opensBlock(words)) open.push(begun === undefined ? place : placeIn(begun, place));
    else if (command === '}') open.pop();
    else if (/^linux(?:16|efi)?$/.test(command) && first !== undefined && place.item?.entry === null) {
      const { title, id } = place.item;
      const isSubmenuMember = place.submenu !== null;
      place.item.entry = { title, id, isSubmenuMember, ...kernelOf(first, words.slice(2)), line };
      entries.push(place.item.entry);
    }
  }
  return { entries, menu };
}

/** The literal that the last `set default=…` gives; null where the environment block decides, or nothing is set. */
function defaultOf(commands: readonly GrubCommand[]): string | null {
  const values = commands.flatMap(({ words }) => {
    const [command, first] = words;
    const isSet = command === 'set' && first?.startsWith('default=') === true && !opensBlock(words);
    return isSet ? [first.slice('default='.length)] : [];
  });
  if (values.some(value => /^\$\{?saved_entry\}?$/.test(value))) return null;
  return values.findLast(value => !value.includes('$')) ?? null;
}

/** The item of the menu that a line begins. */
function itemBegunBy(words: readonly string[]): OpenItem | undefined {
  const [command, title = ''] = words;
  if (command !== 'menuentry' && command !== 'submenu') return undefined;
  return { title, id: idOf(words), entry: null, items: command === 'submenu' ? [] : null };
}

const opensBlock = (words: readonly string[]): boolean => words.at(-1) === '{';

const placeIn = (item: OpenItem, around: Place): Place =>
  item.items === null ? { ...around, item } : { item: null, submenu: item };

/**
 * The entry that a value of `default`, saved_entry or next_entry stands for, as `get_entry_number()` and
 * `menuentry_eq()` in grub-core/normal/menu.c find it: a number counts the items from 0, otherwise an id or a title is
 * compared, `>` leads into a submenu. What is not found is the first item. undefined where that item starts no Linux.
 */
export function chooseGrubEntry(cfg: GrubCfg, wanted: string): GrubEntry | undefined {
  let items: readonly GrubMenuItem[] | null = cfg.menu;
  let entry: GrubEntry | null = null;
  const steps = wanted.split(/(?<!>)>(?!>)/).map(step => step.replaceAll('>>', '>'));
  for (let depth = 0; items !== null; depth += 1) {
    const found: GrubMenuItem | undefined = itemOf(items, steps[depth] ?? '0') ?? items[0];
    entry = found?.entry ?? null;
    items = found?.items ?? null;
  }
  return entry ?? undefined;
}

function itemOf(items: readonly GrubMenuItem[], step: string): GrubMenuItem | undefined {
  if (/^\d+$/.test(step)) return items[Number(step)];
  return items.find(item => item.id === step || item.title === step);
}

function idOf(words: readonly string[]): string | null {
  const at = words.findIndex(word => /^(?:--id|\$\{?menuentry_id_option\}?)$/.test(word));
  return at === -1
    ? (words.find(word => word.startsWith('--id='))?.slice('--id='.length) ?? null)
    : (words[at + 1] ?? null);
}

function kernelOf(
  kernel: string,
  options: readonly string[],
): Pick<GrubEntry, 'kernel' | 'release' | 'cmdline' | 'isRecovery'> {
  const end = options.indexOf(';');
  const words = end === -1 ? options : options.slice(0, end);
  const file = kernel.slice(kernel.lastIndexOf('/') + 1);
  return {
    kernel,
    release: /^(?:vmlinu[xz]|kernel)-(\d.*?)(?:\.efi\.signed)?$/.exec(file)?.[1] ?? null,
    cmdline: words.map(quoted).join(' '),
    isRecovery: words.includes('single') || words.includes('recovery'),
  };
}

/** GRUB puts a word with spaces into quotes again: grub_create_loader_cmdline() in grub-core/lib/cmdline.c. */
function quoted(word: string): string {
  return /[ \t]/.test(word) ? `"${word}"` : word;
}
