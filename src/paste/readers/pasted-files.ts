import { gvtOptions } from '../../formats/kernel-config.ts';
import type { SnapshotBuilder } from '../snapshot-builder.ts';
import { canonical, labelled } from '../snapshot-paths.ts';
import type { Exchange } from '../session.ts';
import type { Command } from '../shell.ts';
import { isShortened, isTypeset, programOf, type Reader } from './paste-reader.ts';

/** Files with one value: of them the first line is all. */
const isSingle = (path: string): boolean => /^\/(?:sys|proc)\//u.test(path);

/** What this reader is for; of the rest other readers know more, or nothing rests on it. */
const isOther = (path: string): boolean =>
  path !== '/proc/cmdline' &&
  (!/^\/(?:sys|etc|boot)\/|^\/(?:run|lib|usr\/lib)\/mod(?:probe|ules-load)\.d\//u.test(path) ||
    path.startsWith('/boot/config-') ||
    path === '/etc/os-release');

/** What `cat`, `grep -r` and `tail` print of files, and the kernel's configuration by any of them. */
export const readFiles: Reader = (exchange, draft) => {
  readHeaded(exchange, draft);
  const program = programOf(exchange);
  if (program === undefined) return;
  if (/^z?cat$/u.test(program) && exchange.command?.filters.length === 0) readCat(exchange, draft);
  if (/^e?grep$/u.test(program) && exchange.command?.filters.length === 0) readGrep(exchange, draft);
  readConfig(exchange, draft);
};

function readCat(exchange: Exchange, draft: SnapshotBuilder): void {
  const names = exchange.command?.argv.slice(1).filter(word => !word.startsWith('-')) ?? [];
  if (names.length === 1) readInstances(names[0] ?? '', exchange, draft);
  const path = names.length === 1 ? canonical(names[0] ?? '', exchange.folder) : undefined;
  if (path === undefined || isOther(path) || path === '/proc/cmdline') return;
  const lines = exchange.lines.filter(line => !isError(line));
  if (lines.length < exchange.lines.length) return;
  const [first] = lines;
  if (isSingle(path)) {
    // The description of a vGPU type has several lines (i915/gvt/kvmgt.c).
    const isMany = path.endsWith('/description') && exchange.end !== 'open';
    if (first !== undefined && (isMany || lines.length === 1 || lines[1]?.trim() === '')) {
      draft.sees(path);
      draft.file(path, isMany ? `${lines.join('\n')}\n` : `${first.trim()}\n`);
    }
  } else keep(path, lines, exchange, draft);
}

/** How many instances each type has left, as numbers alone. */
function readInstances(glob: string, { lines, end, folder }: Exchange, draft: SnapshotBuilder): void {
  const [, above = '', file] = /^(.*mdev_supported_types)\/\*\/(available_instances)$/u.exec(glob) ?? [];
  const types = file === undefined ? undefined : canonical(above, folder);
  const values = lines.map(line => line.trim());
  if (types === undefined || file === undefined || end === 'open') return;
  if (!values.every(value => /^\d{1,4}$/u.test(value))) return;
  draft.sees(`${types}/*/${file}`);
  draft.ofEach(types, file, values);
}

/** A file of configuration counts where nothing shows that a part is missing or was changed by the forum. */
function keep(
  path: string,
  lines: readonly string[],
  { isBoxed, end }: Exchange,
  draft: SnapshotBuilder,
): void {
  const text = lines.map(line => `${line}\n`).join('');
  draft.sees(path);
  if (end === 'open' || isShortened(text) || (!isBoxed && isTypeset(text))) return;
  // Nothing printed is an empty file only where the next prompt says that nothing was.
  if (lines.length === 0 && end !== 'prompt') return;
  draft.file(path, text);
}

const isError = (line: string): boolean =>
  /^(?:\S{1,40}: )?(?:cat|zcat|grep|ls|bash|-bash|zsh|sh): /u.test(line.trim());

/** `==> path <==` above each file: head and tail of several. */
function readHeaded(exchange: Exchange, draft: SnapshotBuilder): void {
  const isAll = exchange.command?.argv.join(' ').startsWith('tail -n +1 ') === true;
  let path: string | undefined;
  let lines: string[] = [];
  const end = (): void => {
    if (path === undefined || isOther(path)) return;
    while (lines.at(-1)?.trim() === '') lines.pop();
    if (isSingle(path) && lines[0] !== undefined) draft.file(path, `${lines.join('\n')}\n`);
    else if (isAll) keep(path, lines, exchange, draft);
  };
  for (const line of exchange.lines) {
    const next = /^==> (\/\S{1,300}) <==$/u.exec(line.trim())?.[1];
    if (next === undefined) lines.push(line);
    else {
      end();
      [path, lines] = [canonical(next), []];
      draft.sees(next);
    }
  }
  end();
}

/** `grep -r . PATH…` names the file of each line; asked for every line, it gives whole files, and says where there is none. */
function readGrep(exchange: Exchange, draft: SnapshotBuilder): void {
  const { isAll, tellsFolders, targets } = searchOf(exchange.command);
  const found = contents(exchange);
  for (const [path, lines] of found) {
    if (isOther(path) || path.endsWith('/description')) continue;
    draft.sees(path);
    if (isSingle(path)) draft.file(path, `${lines.join('\n')}\n`);
    else if (isAll) keep(path, lines, exchange, draft);
  }
  for (const [path, lines] of found)
    if (isAll && path.endsWith('/description')) draft.file(path, `${lines.join('\n')}\n`);
  if (isAll && exchange.end !== 'open') listTypes(targets, [...found.keys()], exchange, draft);
  if (!tellsFolders || exchange.end === 'open') return;
  for (const target of targets.slice(0, 40)) listed(target, [...found.keys()], exchange, draft);
}

/** A `*` among the types stands for all of them: i915 gives each the same files (i915/gvt/kvmgt.c), none of them empty. */
function listTypes(
  targets: readonly string[],
  paths: readonly string[],
  { folder }: Exchange,
  draft: SnapshotBuilder,
): void {
  for (const target of targets) {
    const [, above = ''] =
      /^(.*mdev_supported_types)\/\*\/(?:available_instances|description)$/u.exec(target) ?? [];
    const types = above === '' ? undefined : canonical(above, folder);
    if (types === undefined) continue;
    const names = paths
      .filter(path => path.startsWith(`${types}/`))
      .map(path => path.slice(types.length + 1).split('/')[0]);
    if (names.length > 0)
      draft.folder(
        types,
        names.filter(name => name !== undefined),
      );
  }
}

/** What a `grep` was asked for. */
interface Search {
  /** Every line of a file, as it is. */
  readonly isAll: boolean;
  /** All of the files below its targets, and what can't be read is said. */
  readonly tellsFolders: boolean;
  readonly targets: readonly string[];
}

function searchOf(command: Command | undefined): Search {
  const [, ...words] = command?.argv ?? [];
  const options = words.filter(word => word.startsWith('-')).join('');
  const [pattern, ...targets] = words.filter(word => !word.startsWith('-'));
  const isAll = (pattern === '.' || pattern === '') && !/[ceilLmoqvwx]/u.test(options.replaceAll('-', ''));
  return { isAll, tellsFolders: isAll && !/s/u.test(options) && /r|R/u.test(options), targets };
}

/** The lines of each file by its path; numbers of `grep -n` bring back the empty ones. */
function contents({ lines, command, folder }: Exchange): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const broken = new Set<string>();
  const only = onlyFile(command, folder);
  let last = '';
  for (const line of lines.filter(each => !isError(each))) {
    const hit = only === undefined ? hitOf(line) : { path: only, number: 1, text: line };
    if (hit === undefined) {
      // The end of a line that was wrapped, perhaps: then the one before it is not whole.
      if (line.trim() !== '') broken.add(last);
      continue;
    }
    last = hit.path;
    const body = found.get(hit.path) ?? [];
    found.set(hit.path, body);
    while (body.length < Math.min(hit.number - 1, 2000)) body.push('');
    body.push(hit.text);
  }
  for (const path of broken) found.delete(path);
  return found;
}

/** A line that names its file, and perhaps its number there; without one it follows what came before. */
function hitOf(line: string): { path: string; number: number; text: string } | undefined {
  const [, label, number = '1', text = ''] = labelled.exec(line) ?? [];
  const path = label === undefined ? undefined : canonical(label);
  return path === undefined ? undefined : { path, number: Number(number), text };
}

/** The file that a `grep` searched where it was one: then its lines don't name it. */
function onlyFile(command: Command | undefined, folder: string | undefined): string | undefined {
  const [, ...words] = command?.argv ?? [];
  const [, target, ...others] = words.filter(word => !word.startsWith('-'));
  const isNamed = others.length > 0 || / -\w*[rRH]/u.test(command?.argv.join(' ') ?? '');
  return target === undefined || isNamed ? undefined : canonical(target, folder);
}

/** What a folder that was searched holds: the files that had lines. An error about it is told by the reader of errors. */
function listed(
  target: string,
  paths: readonly string[],
  { lines, folder }: Exchange,
  draft: SnapshotBuilder,
): void {
  const path = canonical(target, folder);
  if (path === undefined || lines.some(line => isError(line) && isAbout(line, target))) return;
  if (paths.includes(path)) return;
  const names = paths
    .filter(one => one.startsWith(`${path}/`))
    .map(one => one.slice(path.length + 1).split('/')[0] ?? '');
  if (
    /^\/etc\/(?:modprobe\.d|modules-load\.d|default\/grub\.d)$|^\/(?:run|usr\/lib|lib)\/mod\w+(?:-load)?\.d$|\/mdev_supported_types$/u.test(
      path,
    )
  )
    draft.folder(path, names);
  else if (path === '/etc/modules') draft.file(path, '');
}

/** An error about this very path, and not about one below it. */
const isAbout = (line: string, path: string): boolean =>
  [':', '：', "':", '’:', '”:', '/:'].some(mark => line.includes(`${path}${mark}`));

/** Options of GVT-g in a configuration of the running kernel, or of one that the command names. */
function readConfig(exchange: Exchange, draft: SnapshotBuilder): void {
  const typed = exchange.command?.argv.join(' ') ?? '';
  const place = /\/boot\/config-(\S{3,90})/u.exec(typed)?.[1];
  if (place === undefined && !typed.includes('/proc/config.gz')) return;
  const lines = exchange.lines.map(line => line.replace(/^\S{1,200}?:(?=(?:# )?CONFIG_)/u, '').trim());
  const options = lines.filter(line => new RegExp(gvtOptions, 'u').test(line));
  const sought = soughtBy(exchange.command);
  const isComplete = /^(?:CONFIG_)?(?:DRM_)?(?:I915_)?GVT$/iu.test(sought) && exchange.end !== 'open';
  // One line of two proves nothing of the other, unless both were looked for.
  if (options.length === 0 && (!isComplete || exchange.end !== 'prompt' || exchange.lines.length > 0)) return;
  draft.sees('CONFIG_DRM_I915_GVT');
  const tellsAll = /CONFIG_DRM_I915_GVT_KVMGT|GVT is not set/u.test(options.join());
  if (!isComplete && !tellsAll) return;
  const text = options.map(line => `${line}\n`).join('');
  const release = place === undefined || place.includes('$') ? undefined : place;
  if (place === undefined) draft.file('/proc/config.gz', text, gvtOptions);
  else if (release !== undefined) draft.file(`/boot/config-${release}`, text, gvtOptions);
  else draft.later(running => draft.file(`/boot/config-${running}`, text, gvtOptions));
}

/** What the one `grep` of a command looks for; empty where there is none, or more than one. */
function soughtBy(command: Command | undefined): string {
  const [grep, ...others] = [command?.argv ?? [], ...(command?.filters ?? [])].filter(words =>
    /^z?e?grep$/u.test(words[0] ?? ''),
  );
  if (grep === undefined || others.length > 0) return '';
  return grep.filter(word => !word.startsWith('-') && !word.includes('/'))[1] ?? '';
}
