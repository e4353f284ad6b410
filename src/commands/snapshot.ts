import { readCollector } from '../package-files.ts';
import { snapshotFile, snapshotText } from '../host/snapshot/save.ts';
import { renderPreview } from '../report/terminal/preview.ts';
import { replacedLines, sizeOf } from '../report/post/sharing.ts';
import { loadRules } from '../rules/load.ts';
import { unexpected } from '../values/errors.ts';
import { portableCall } from '../values/portable-call.ts';
import { words } from '../words/words.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { isSet, parseFlags, type Parsed } from '../invocation/flags.ts';
import { examine } from '../invocation/examine.ts';
import { languageFor, mayLeaveOpen, openMachine } from '../invocation/open-machine.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';

/**
 * `fngvt snapshot FILE`: saves what the host says, stripped of private data, so that anybody can replay it. What is saved is what
 * the doctor asks, so that whoever replays it finds the same plan. FILE may be `-`; one that ends in `.gz` is packed. `--preview` shows what would be written, `--script` prints a
 * collector for a host without fngvt.
 */
export async function snapshot(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf('snapshot'));
  if (isSet(parsed, 'script')) return script(parsed);
  const isPreview = isSet(parsed, 'preview');
  const path = fileToWrite(parsed, isPreview);
  const subject = await openMachine(parsed, invocation);
  // What is asked is what is saved: what the doctor asks, and what is asked to plan what it tells.
  const { report, shared, warnings } = await examine(subject, loadRules(), invocation, { isPlanned: true });
  await shared();
  const isOnFnos = subject.host.source === 'live' && report.host.platform === 'fnos';
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
    ...(report.host.root === false ? [say.asRoot] : []),
  ];
  return { exit: 0, warnings, newFiles: { [path]: content }, text: `${lines.join('\n')}\n` };
}

/** `--script`: the collector for a host where nothing can be installed; `--from` reads what it prints. */
function script({ positionals: [path] }: Parsed): CommandOutcome {
  if (path !== undefined)
    throw unexpected('snapshot --script', { en: 'no file', 'zh-CN': '不带文件名' }, path);
  return { exit: 0, text: readCollector() };
}

/** The one FILE; a preview goes without. */
function fileToWrite({ positionals }: Parsed, isPreview: boolean): string | undefined {
  const [path, ...others] = positionals;
  if (others.length > 0 || (path === undefined && !isPreview))
    throw unexpected(
      'snapshot',
      { en: 'one file to write', 'zh-CN': '一个要写入的文件名' },
      path === undefined ? { en: 'none', 'zh-CN': '没写' } : positionals.join(' '),
    );
  return path;
}
