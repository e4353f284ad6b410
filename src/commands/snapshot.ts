import { snapshotFile, snapshotText } from '../host/snapshot/save.ts';
import { renderPreview } from '../report/terminal/preview.ts';
import { replacedLines, sizeOf } from '../report/post/sharing.ts';
import { UsageError } from '../values/errors.ts';
import { portableCall } from '../values/portable-call.ts';
import { words } from '../words/words.ts';
import { everywhere, isSet, machine, parseFlags, type FlagSpec } from '../invocation/flags.ts';
import { languageFor, look, mayLeaveOpen, openMachine } from '../invocation/open-machine.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { snapshotScript } from '../invocation/snapshot-script.ts';

const flags = {
  ...everywhere,
  ...machine,
  preview: { type: 'boolean' },
  script: { type: 'boolean' },
} as const satisfies FlagSpec;

/**
 * `fngvt snapshot FILE`: saves what the host says, stripped of private data, so that anybody can replay it. What is saved is what
 * the doctor asks. FILE may be `-`; one that ends in `.gz` is packed. `--preview` shows what would be written, `--script` prints a
 * collector for a host without fngvt.
 */
export async function snapshot(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flags);
  const [path, ...others] = parsed.positionals;
  if (isSet(parsed, 'script')) {
    if (path !== undefined) throw new UsageError(`snapshot --script: expected no file, found ${path}`);
    return snapshotScript();
  }
  const isPreview = isSet(parsed, 'preview');
  if (others.length > 0 || (path === undefined && !isPreview)) {
    throw new UsageError(
      `snapshot: expected one file to write, found ${parsed.positionals.join(' ') || 'none'}`,
    );
  }
  const subject = await openMachine(parsed, invocation);
  // What is asked is what is saved, with stand-ins; all else goes by what was read.
  const { facts, warnings } = await look(subject.others);
  const isOnFnos = subject.host.source === 'live' && facts.value('host/platform') === 'fnos';
  const language = languageFor(parsed, invocation, isOnFnos);
  const say = words[language].sharing;
  const taken = subject.taken ?? invocation.now;
  const call = portableCall(subject.call ?? invocation.call);
  const saved = subject.snapshot({ taken, version: invocation.version, call });
  if (isPreview) {
    const isForOwner = invocation.isTerminal && !isSet(parsed, 'redact');
    return { exit: 0, warnings, text: renderPreview(saved, isForOwner ? subject.hidden() : undefined, say) };
  }
  if (!(await mayLeaveOpen(parsed, invocation, language)))
    return { exit: 1, text: '', warnings: [say.openRefused] };
  if (path === undefined || path === '-') return { exit: 0, warnings, text: snapshotText(saved) };
  const content = await snapshotFile(saved, path);
  const lines = [
    say.written(path, sizeOf(content)),
    ...(saved.redactions === undefined ? [say.openMark] : replacedLines(saved.redactions, say)),
    say.replay(`${call} doctor --from ${path}`),
    ...(facts.value('host/is-root') === false ? [say.asRoot] : []),
  ];
  return { exit: 0, warnings, newFiles: { [path]: content }, text: `${lines.join('\n')}\n` };
}
