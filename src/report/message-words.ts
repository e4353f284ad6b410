import type { Finding } from '../judge/finding.ts';
import { identifyLine } from '../knowledge/log-lines.ts';
import { loneMessage, type KnownMessage } from '../knowledge/messages.ts';
import { identifySymptom } from '../knowledge/symptoms.ts';
import type { Text } from '../values/text.ts';

/** The message that a finding is about; undefined where it is about something else. */
export const messageOf = ({ topic, subject }: Finding): KnownMessage | undefined =>
  topic === 'messages' && subject !== null ? loneMessage(subject) : undefined;

/**
 * What the message says that told a fault, where nothing else that was read speaks of it: the rule's own sentence may say more than is known.
 * undefined: the rule has the word, also where the meaning of the message hangs on the GPU.
 */
export function toldAlone({ evidence }: Finding): Text | undefined {
  const [said, ...others] = evidence;
  if (said?.fact.startsWith('told/') !== true || typeof said.found !== 'string') return undefined;
  if (others.some(({ truth }) => truth === false)) return undefined;
  const line = identifyLine(said.found);
  if (line !== undefined) return line.cause === null ? undefined : line.says;
  return identifySymptom(said.found)?.title;
}
