import { verbs } from './verbs.ts';

/** `--help`: the everyday verbs first. English: whoever types flags reads it, and forums quote it. */
export function helpText(call: string): string {
  const lines = verbs.map(
    ({ name, argument, about }) => `  ${`${name} ${argument}`.trim().padEnd(16)} ${about}`,
  );
  return `Usage: ${call} [VERB] [FLAGS]

Says whether this host can share its Intel GPU with virtual machines, by which
technology, what is first in the way, and what to do. It changes nothing.

${lines.join('\n')}

Which machine
  --from FILE        replay a snapshot (JSON or gzip; - is standard input); a folder
                     of them gives one line each
  --paste FILE       read a forum post or terminal session that somebody pasted (doctor;
                     - is standard input); ends with what is worth asking for
  --root DIR         read the files below DIR as if it were /; runs no command

How it is said
  --format F         text (default), json, jsonl (one object a line)
  -o, --output FILE  write there; .txt and .json pick the format; repeatable
  -v, --verbose      every check with its evidence
  -q, --quiet        the verdict in one line
  --lang L           en or zh-CN
  --color WHEN       auto, always, never
  --only ID          judge these rules only; --skip ID leaves some out

Exit codes of doctor
  0 ready   1 something can be done   2 wrong usage   3 cannot tell
  4 not possible on this machine   5 waiting for a reboot   70 a bug in fngvt
`;
}
