import type { Host } from './reader.ts';

/** A host that asks the machine each question once: collectors that want the same file get the same answer. */
export function rememberingHost(host: Host): Host {
  return {
    source: host.source,
    read: remembered(
      (path, keep) => host.read(path, keep),
      (path, keep) => `${keep?.pattern ?? ''}\n${path}`,
    ),
    bytes: remembered(path => host.bytes(path)),
    list: remembered(path => host.list(path)),
    link: remembered(path => host.link(path)),
    stat: remembered(path => host.stat(path)),
    run: remembered(
      argv => host.run(argv),
      argv => JSON.stringify(argv),
    ),
    inventory: remembered(topic => host.inventory(topic)),
  };
}

function remembered<Question extends readonly unknown[], Answer>(
  ask: (...question: Question) => Promise<Answer>,
  name: (...question: Question) => string = (...question) => String(question[0]),
): (...question: Question) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (...question) => {
    const key = name(...question);
    const answer = answers.get(key) ?? ask(...question);
    answers.set(key, answer);
    return answer;
  };
}
