import type { Text } from '../values/text.ts';
import { allLogLines, type LogLine } from './log-lines.ts';
import { allSymptoms, type Symptom } from './symptoms.ts';

/** A message that we know, by whatever it was printed: a line of the kernel log, or what a program said. */
export interface KnownMessage {
  readonly id: string;
  /** What it says, one line. */
  readonly says: Text;
  /** What to do about it; Markdown. */
  readonly look?: Text;
  readonly cause: string;
  /** Often blamed, and means nothing. */
  readonly isHarmless: boolean;
}

const lines = once(() => allLogLines().flatMap(ofLine));
const symptoms = once(() => allSymptoms().flatMap(ofSymptom));

/** Lines of the kernel log that are findings by themselves: no rule speaks of their cause. */
export const loneLines = (): readonly KnownMessage[] => [...lines().values()];

/** The message of this name; undefined: none that is a finding by itself. The table of symptoms is read only where the other has it not. */
export const loneMessage = (id: string): KnownMessage | undefined => lines().get(id) ?? symptoms().get(id);

/** A table by id, put together when it is first asked for. */
function once(make: () => readonly KnownMessage[]): () => ReadonlyMap<string, KnownMessage> {
  let made: ReadonlyMap<string, KnownMessage> | undefined;
  return () => (made ??= new Map(make().map(message => [message.id, message] as const)));
}

const ofLine = ({ id, says, look, cause, meaning, alone }: LogLine): readonly KnownMessage[] =>
  alone !== true || cause === null
    ? []
    : [{ id, says, ...(look === undefined ? {} : { look }), cause, isHarmless: meaning === 'harmless' }];

const ofSymptom = ({ id, title, look, causes: [cause], alone }: Symptom): readonly KnownMessage[] =>
  alone !== true || cause === undefined
    ? []
    : [{ id, says: title, ...(look === undefined ? {} : { look }), cause, isHarmless: false }];
