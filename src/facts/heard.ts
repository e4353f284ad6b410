import { allSymptoms, hearSymptoms } from '../knowledge/symptoms.ts';
import { quotedMessages } from '../values/quoted-messages.ts';
import type { Collector } from './collector.ts';
import { known } from './fact.ts';

/**
 * Messages of programs that somebody quoted in a thread. A host that is read itself is asked for what lies behind them, not for messages; so
 * there, and where nobody quoted any, none was heard.
 */
export const heardCollector: Collector = {
  subject: 'messages that were quoted',
  gives: ['heard/*', 'heard/ids', 'heard-causes/*'],
  collect: async host => {
    const said = host.source === 'snapshot' ? await host.run(quotedMessages) : ({ state: 'absent' } as const);
    const heard = hearSymptoms(said.state === 'present' ? said.value.stdout.split('\n') : []);
    const about = { source: 'messages' };
    return {
      facts: [known('heard/ids', [...heard.keys()], about)],
      families: [
        { name: 'heard', member: id => known(`heard/${id}`, heard.get(id) ?? null, about) },
        { name: 'heard-causes', member: id => known(`heard-causes/${id}`, causesOf(id), about) },
      ],
    };
  },
};

const causesOf = (id: string): readonly string[] => allSymptoms().find(row => row.id === id)?.causes ?? [];
