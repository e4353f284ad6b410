import { platformCollector } from '../facts/platform.ts';
import type { HostWriter } from '../host/writer.ts';
import type { OutputContext } from '../report/plan/reasons.ts';
import { typedName } from '../report/terminal/typed.ts';
import type { Language } from '../values/text.ts';
import { changeWords } from '../words/change-words.ts';
import { textFlag, type Parsed } from '../invocation/flags.ts';
import { languageFor } from './open-machine.ts';
import type { Machine } from './subject.ts';
import { actsByRealNames, openToAct, quietCall } from '../invocation/names.ts';
import type { Invocation } from '../invocation/outcome.ts';
import { rootCall } from '../invocation/sudo.ts';

/** Who reads what undo says. */
export interface Audience {
  /** `call`: how they call fngvt as root. */
  readonly reader: OutputContext & { readonly call: string };
  readonly language: Language;
  /** What a text of this host is to them: itself, or with stand-ins. */
  readonly hide: Machine['hide'];
}

/** The reader's language, the words for it, the way they call us, and whether names are told. */
export async function audienceFor(
  parsed: Parsed,
  invocation: Invocation,
  writer: HostWriter,
): Promise<Audience> {
  const { host, hide } = await openToAct(parsed, invocation);
  const { facts } = writer.hasCommands ? await platformCollector.collect(host) : { facts: [] };
  const isOnFnos = facts.some(
    fact => fact.address === 'host/platform' && 'value' in fact && fact.value === 'fnos',
  );
  const language = languageFor(parsed, invocation, isOnFnos);
  const say = changeWords[language];
  const root = textFlag(parsed, 'root');
  const called = actsByRealNames(parsed) ? invocation.call : quietCall(invocation.call);
  const call = rootCall(called, writer.isRoot, invocation);
  const undo = `${call} undo${root === undefined ? '' : ` --root ${typedName(hide(root), say.yours)}`}`;
  return { language, hide, reader: { say, call, undo, columns: invocation.columns } };
}
