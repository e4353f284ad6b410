import { identifySymptom } from '../../knowledge/symptoms.ts';
import type { Reader } from './paste-reader.ts';

/** Error messages that we know, with the command before them where that is needed to tell what they mean. */
export const readMessages: Reader = ({ command, lines }, draft) => {
  const typed = command === undefined ? '' : command.argv.join(' ');
  for (const line of lines) {
    const text = line.trim();
    const said = [text, `${typed}: ${text}`].find(candidate => identifySymptom(candidate) !== undefined);
    if (text !== '' && said !== undefined) draft.message(said);
  }
};
