import { verbs } from './verbs.ts';

/** `--help`: the everyday verbs first. English: whoever types flags reads it, and forums quote it. */
export function helpText(call: string): string {
  const lines = verbs.flatMap(({ name, forms }) =>
    forms.flatMap(({ argument, about }) =>
      about === undefined ? [] : [`  ${`${name} ${argument}`.trim().padEnd(18)} ${about}`],
    ),
  );
  return `Usage: ${call} [VERB] [FLAGS]

Says whether this host can share its Intel GPU with virtual machines, by which
technology, what is first in the way, and what to do. It changes nothing
unless asked to.

${lines.join('\n')}

Which machine
  --from FILE        replay a snapshot (JSON or gzip), an HTML report, a post with a
                     capsule in it, or a collector's output; - is standard input;
                     a folder of snapshots gives one line each
  --paste FILE       read a forum post or terminal session that somebody pasted (doctor;
                     - is standard input); ends with what is worth asking for
  --root DIR         read the files below DIR as if it were /; runs no command
  --with PATH=FILE   beside one of these: as if PATH on the host held FILE's text
                     (doctor; repeatable; - is standard input; nothing behind =: as
                     if it were not there), to prove an edit before it is made:
                     doctor --from host.json --with /etc/default/grub=new.txt

How it is said
  --format F         text (default), html, md (GitHub, GitLab, Discourse), bbcode
                     (Discuz, XenForo), json, jsonl (one object a line)
  -o, --output FILE  write there; .txt, .html, .md, .bbcode, .json pick the format;
                     repeatable
  --capsule          a post below 2,000 characters, as text, md or bbcode, with a
                     block that --from reads
  --redact           stand-ins for names on a terminal too, and in fix, undo, vgpu, vm;
                     a plan with them is only shown
  --no-redact        leave names and addresses in; asks first (--yes for scripts)
  -v, --verbose      every check with its evidence
  -q, --quiet        the verdict in one line
  --lang L           en or zh-CN
  --color WHEN       auto, always, never
  --steps            for a folder, in json and jsonl: what leads each host to ready
  --only ID          judge these rules only; --skip ID leaves some out
  --fail-on WHAT     for jobs: warning or advice make a host that is ready exit 1,
                     too (doctor, report); error, the default, does not

What is changed (fix, or doctor --fix)
  --dry-run          show the plan, ask nothing
  --include ID       also what is done only when asked for
  --try              kernel parameters for one boot only; --keep makes those of
                     a try that works the default
  --off              take back what fngvt wrote

Exit codes of doctor
  0 ready   1 something can be done   2 wrong usage   3 cannot tell
  4 not possible on this machine   5 waiting for a reboot   70 a bug in fngvt
`;
}
