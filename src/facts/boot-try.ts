import { parseGrubCfg } from '../formats/grub-cfg.ts';
import { parseGrubenv } from '../formats/grubenv.ts';
import { lastValue, parseCmdline } from '../formats/kernel-cmdline.ts';
import {
  entryIdOf,
  keptMark,
  parseTryScript,
  tryMark,
  tryOfEntry,
  tryScript,
  type BootTry,
} from '../formats/try-script.ts';
import type { Host, Reading } from '../host/reader.ts';
import type { Collector } from './collector.ts';
import { known, unknown, type Fact } from './fact.ts';

/**
 * How a try of kernel parameters for one boot stands. waiting: the next boot is to be it. running: this boot is it. over: it was not kept: it did
 * not come up, or the host was started once more. not-cleared: GRUB could not clear its choice, so it started the usual words. not-read: the GRUB
 * that started this host does not read the choice. kernel-gone: the menu has no entry of it any more. dropped: something else was chosen, or
 * nothing. left-over: the choice stands, and its script is gone.
 */
type TryState =
  'waiting' | 'running' | 'over' | 'not-cleared' | 'not-read' | 'kernel-gone' | 'dropped' | 'left-over';

/** What tells it. */
interface Signs {
  readonly id: string;
  /** `fngvt.try=` and `fngvt.kept=` of this boot. */
  readonly mark: string | null;
  readonly kept: string | null;
  /** next_entry stands for this try. */
  readonly isChosen: boolean;
  readonly hasEntry: boolean;
  /** Whether it was set up in this boot; undefined: that can't be told. */
  readonly isOfThisBoot: boolean | undefined;
}

/** undefined: what would tell it was not read. */
function stateOf({ id, mark, kept, isChosen, hasEntry, isOfThisBoot }: Signs): TryState | undefined {
  if (mark === id) return 'running';
  if (kept === id) return 'not-cleared';
  if (isOfThisBoot === undefined) return undefined;
  if (!hasEntry) return 'kernel-gone';
  if (isOfThisBoot) return isChosen ? 'waiting' : 'dropped';
  return isChosen ? 'not-read' : 'over';
}

/** A try of kernel parameters, where GRUB's menu, its environment or this boot shows that there is one: then our script is asked for what it is about. */
export const bootTryCollector: Collector = {
  subject: 'boot-try',
  gives: ['try/state', 'try/words', 'try/kernel'],
  collect: async host => {
    const [cmdline, config, env] = await Promise.all([
      host.read('/proc/cmdline'),
      host.read('/boot/grub/grub.cfg'),
      host.read('/boot/grub/grubenv'),
    ]);
    const tokens = parseCmdline(textOf(cmdline));
    const [mark, kept] = [lastValue(tokens, tryMark), lastValue(tokens, keptMark)];
    const chosen = tryOfEntry(parseGrubenv(textOf(env)).get('next_entry') ?? '');
    const menu = textOf(config);
    const isInMenu = menu.includes(`### BEGIN ${tryScript} ###`) || menu.includes(`'${entryIdOf('')}`);
    if (!isInMenu && chosen === undefined && mark === null && kept === null) return { facts: [] };
    const [script, boot] = await Promise.all([
      host.read(tryScript),
      host.read('/proc/sys/kernel/random/boot_id'),
    ]);
    const noted = script.state === 'present' ? parseTryScript(script.value) : undefined;
    if (noted === undefined) return { facts: withoutNote({ mark, chosen, script }) };
    const entry = entryIdOf(noted.id);
    const state = stateOf({
      id: noted.id,
      mark,
      kept,
      isChosen: chosen === noted.id,
      hasEntry: config.state !== 'present' || parseGrubCfg(menu).entries.some(({ id }) => id === entry),
      isOfThisBoot: isSame(noted, boot),
    });
    return { facts: factsOf(noted, state) };
  },
};

const textOf = (reading: Reading<string>): string => (reading.state === 'present' ? reading.value : '');

function isSame({ boot }: BootTry, reading: Awaited<ReturnType<Host['read']>>): boolean | undefined {
  return reading.state === 'present' && boot !== '' ? reading.value.trim() === boot : undefined;
}

function factsOf({ id, words, dropped, kernel }: BootTry, state: TryState | undefined): readonly Fact[] {
  const about = { subject: id, source: tryScript };
  return [
    state === undefined
      ? unknown('try/state', 'not captured', about)
      : known('try/state', state, { subject: id, source: state === 'running' ? '/proc/cmdline' : tryScript }),
    known('try/words', [...words, ...dropped.map(word => `-${word}`)], about),
    known('try/kernel', kernel, about),
  ];
}

/** Where our script was not read, or is gone. What was kept or taken back leaves its mark on this boot, and nothing is to be said of it. */
function withoutNote({
  mark,
  chosen,
  script,
}: {
  readonly mark: string | null;
  readonly chosen: string | undefined;
  readonly script: Reading<string>;
}): readonly Fact[] {
  if (chosen !== undefined && script.state === 'absent') {
    const about = { subject: chosen, source: '/boot/grub/grubenv' };
    return [known('try/state', 'left-over', about)];
  }
  if (script.state !== 'withheld' || mark === null) return [];
  return [known('try/state', 'running', { subject: mark, source: '/proc/cmdline' })];
}
