import { platformCollector } from '../facts/platform.ts';
import type { Hands } from '../host/host.ts';
import type { Reader } from '../report/reasons.ts';
import { typedName } from '../report/typed.ts';
import type { Language } from '../values/text.ts';
import { handsWords } from '../words/hands.ts';
import { textFlag, type Parsed } from './flags.ts';
import { languageFor, openMachine, type Machine } from './machine.ts';
import { actsByRealNames, asLooking, quietCall } from './names.ts';
import type { Invocation } from './outcome.ts';
import { rootCall } from './sudo.ts';

/** Who reads what undo says. */
export interface Audience {
  /** `call`: how they call fngvt as root. */
  readonly reader: Reader & { readonly call: string };
  readonly language: Language;
  /** What a text of this host is to them: itself, or with stand-ins. */
  readonly hide: Machine['hide'];
}

/** The reader's language, the words for it, the way they call us, and whether names are told. */
export async function audienceFor(parsed: Parsed, invocation: Invocation, hands: Hands): Promise<Audience> {
  const { host, hide } = await openMachine(asLooking(parsed), invocation);
  const { facts } = hands.hasCommands ? await platformCollector.collect(host) : { facts: [] };
  const isOnFnos = facts.some(
    fact => fact.address === 'host/platform' && 'value' in fact && fact.value === 'fnos',
  );
  const language = languageFor(parsed, invocation, isOnFnos);
  const say = handsWords[language];
  const root = textFlag(parsed, 'root');
  const called = actsByRealNames(parsed) ? invocation.call : quietCall(invocation.call);
  const call = rootCall(called, hands.isRoot, invocation);
  const undo = `${call} undo${root === undefined ? '' : ` --root ${typedName(hide(root), say.yours)}`}`;
  return { language, hide, reader: { say, call, undo, columns: invocation.columns } };
}
