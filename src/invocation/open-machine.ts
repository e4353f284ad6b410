import { hasJournals } from '../host/live/journal-folder.ts';
import { lookLive } from '../host/live/live.ts';
import type { Host } from '../host/reader.ts';
import { rootHost } from '../host/root.ts';
import type { Language } from '../values/text.ts';
import { unexpected, UsageError } from '../values/errors.ts';
import { chooseLanguage } from '../words/locale.ts';
import { words } from '../words/words.ts';
import { isSet, textFlag, type Parsed } from './flags.ts';
import type { Invocation } from './outcome.ts';
import { openFile, openThread } from './open-file.ts';
import { laidOver, machineOf, marked, standInsBy, subjectOf, type Machine, type Subject } from './subject.ts';
import { overlayOf } from './with-flag.ts';
import { oneOfThem, onlyAConclusion, whatAHostSaid } from './wrong-usage.ts';

/** The machine that the flags speak of. This is the last place that knows whether it is live, a folder or a snapshot. */
export async function openMachine(parsed: Parsed, invocation: Invocation): Promise<Machine> {
  const subject = await openSubject(parsed, invocation);
  if ('report' in subject) {
    throw unexpected(String(textFlag(parsed, 'from')), whatAHostSaid, onlyAConclusion);
  }
  return subject;
}

/** The same where a finished report will do as well. */
export async function openSubject(parsed: Parsed, invocation: Invocation): Promise<Subject> {
  const { version } = invocation;
  const given = (['from', 'root', 'paste'] as const).filter(name => textFlag(parsed, name) !== undefined);
  if (given.length > 1) {
    throw oneOfThem(given.map(name => `--${name}`));
  }
  const [from, root, paste] = [textFlag(parsed, 'from'), textFlag(parsed, 'root'), textFlag(parsed, 'paste')];
  const isOpen = isSet(parsed, 'no-redact');
  const overlay = await overlayOf(parsed, invocation.call);
  if (paste !== undefined) {
    const { input, thread } = await openThread(paste);
    return { ...(await subjectOf(input, { version, isOpen, overlay })), thread };
  }
  if (from !== undefined) return subjectOf(await openFile(from), { version, isOpen, overlay });
  const asItIs = root === undefined ? liveLooks(invocation) : () => rootHost(root);
  const { machineKey } = await import('../host/digest.ts');
  const { look, supposed } = await laidOver(asItIs, overlay);
  const standIns = isOpen ? undefined : await standInsBy(await machineKey(asItIs()));
  const machine = { ...marked(machineOf(look, standIns), supposed), withSetUps: setUpsOf(root) };
  if (invocation.learnt !== undefined) invocation.learnt.hide = text => machine.hide(text);
  return machine;
}

/** What fngvt set up there once, and whether it still stands; loaded only where it ever changed something. */
const setUpsOf =
  (root: string | undefined): NonNullable<Machine['withSetUps']> =>
  async facts => {
    if (!hasJournals(root ?? '/')) return facts;
    const { setUpFacts } = await import('./set-up-facts.ts');
    return facts.with(setUpFacts(facts, root ?? '/'));
  };

/** Each call is a look of its own at this machine, with a time limit; what it did not answer is told at the end of the run. */
function liveLooks({ pace, learnt }: Invocation): () => Host {
  return () => {
    const look = lookLive({ pace });
    learnt?.looks.push(look);
    return look.host;
  };
}

/** `--no-redact` is a wish that is asked about once more; false: the person thought better of it. */
export async function mayLeaveOpen(
  parsed: Parsed,
  invocation: Invocation,
  language: Language,
): Promise<boolean> {
  if (!isSet(parsed, 'no-redact') || isSet(parsed, 'yes')) return true;
  if (!invocation.isTerminal)
    throw new UsageError({
      en: '--no-redact: expected --yes where nobody can be asked, found none',
      'zh-CN': '--no-redact：这里没人可问，要同时写 --yes',
    });
  return invocation.ask(words[language].sharing.askOpen);
}

/** The reader's language. `isOnFnos` is known once the machine was looked at. */
export function languageFor(parsed: Parsed, invocation: Invocation, isOnFnos = false): Language {
  const flag = textFlag(parsed, 'lang');
  const language = chooseLanguage({
    ...(flag === undefined ? {} : { flag }),
    ...invocation.environment,
    isOnFnos,
  });
  if (language === undefined)
    throw unexpected('--lang', { en: 'en or zh-CN', 'zh-CN': 'en 或 zh-CN' }, String(flag));
  if (invocation.learnt !== undefined) invocation.learnt.language = language;
  return language;
}
