import { hearSymptoms } from '../../knowledge/symptoms.ts';
import type { Reader } from './paste-reader.ts';

/** What fails says so in a few lines. */
const most = 40;

/** Error messages that we know; where it takes the command to tell what they mean, with the command before them. */
export const readMessages: Reader = ({ command, lines }, draft) => {
  const said = lines.map(line => line.trim());
  const typed = command === undefined || lines.length > most ? '' : command.argv.join(' ');
  const withCommand = typed === '' ? [] : said.map(line => `${typed}: ${line}`);
  const heard = new Map([...hearSymptoms(withCommand), ...hearSymptoms(said)]);
  for (const line of heard.values()) draft.message(line);
};
