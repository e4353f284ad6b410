import type { Facts } from '../../facts/fact-index.ts';
import { parseCmdline } from '../../formats/kernel-cmdline.ts';
import { parseModprobe } from '../../formats/modprobe-d.ts';
import { parseModuleList } from '../../formats/module-list.ts';
import { withoutDevice } from '../../formats/vfio-ids.ts';
import type { Fix } from '../../rules/rule-fix.ts';
import type { EditStep, Step } from '../plan.ts';
import type { KernelWords } from './builder.ts';

/** What a plan may take away. */
interface Allowed {
  readonly steps: readonly Step[];
  readonly words: KernelWords;
  /** What it does for each of its rules. */
  readonly fixes: readonly Fix[];
}

/**
 * What goes with a plan although nothing of it was to go: words for the kernel, lines of a module list, lines about another module. No rule
 * speaks of most of them, so no judgement would miss them.
 */
export function takenAway(plan: Allowed, before: Facts, after: Facts): readonly string[] {
  return [...lostWords(plan, before, after), ...plan.steps.flatMap(step => lostLines(step, plan, before))];
}

/** Words that the file of the boot loader set and sets no more; one with another value is no loss. */
function lostWords({ words }: Allowed, before: Facts, after: Facts): readonly string[] {
  const [was, is] = [before.list('tokens/configured'), after.list('tokens/configured')];
  if (was === undefined || is === undefined) return [];
  const kept = new Set([...is, ...words.dropped]);
  const changed = new Set(parseCmdline(words.wanted.join(' ')).map(({ name }) => name));
  return was.filter(word => !kept.has(word) && !parseCmdline(word).some(({ name }) => changed.has(name)));
}

function lostLines(step: Step, plan: Allowed, before: Facts): readonly string[] {
  if (step.kind !== 'edit' || step.before === null) return [];
  if (step.path.startsWith('/etc/modprobe.d/')) return lostSettings(step, plan, before);
  return /^\/etc\/(?:modules(?:$|-load\.d\/)|initramfs-tools\/modules$)/u.test(step.path)
    ? lostModules(step, plan, before)
    : [];
}

/** Every line of modprobe.d about a module that the plan is not to free. */
function lostSettings(
  { path, before, after }: EditStep,
  { fixes }: Allowed,
  facts: Facts,
): readonly string[] {
  const freed = new Set(fixes.map(fix => fix['module-allowed']));
  const out = new Set(fixes.flatMap(fix => fix['parameter-out'] ?? []));
  const given = fixes.some(fix => fix.passthrough !== undefined) ? facts.subjects('gpu') : [];
  const ids = given.map(gpu => String(facts.value('gpu/id', gpu) ?? ''));
  const idsLeft = <Option extends { readonly value: string }>(option: Option): readonly Option[] =>
    ids
      .reduce((list, id) => withoutDevice(list, id).left.join(','), option.value)
      .split(',')
      .filter(entry => entry !== '')
      .map(value => ({ ...option, value }));
  const linesOf = (text: string | null): readonly string[] => {
    const { options, blacklist, installs, softdeps } = parseModprobe(path, text ?? '');
    return [
      ...options
        .map(({ module, name, value }) => ({ word: `${module}.${name}`, value, module, name }))
        .filter(({ word, value }) => !out.has(word) && !out.has(`${word}=${value}`))
        .flatMap(option => (option.word === 'vfio_pci.ids' ? idsLeft(option) : [option]))
        .map(({ module, name, value }) => `options ${module} ${name}=${value}`),
      ...softdeps.map(({ module }) => `softdep ${module}`),
      ...blacklist.filter(({ module }) => !freed.has(module)).map(({ module }) => `blacklist ${module}`),
      ...installs.filter(({ module }) => !freed.has(module)).map(({ module }) => `install ${module}`),
    ];
  };
  const left = new Set(linesOf(after));
  return linesOf(before).filter(line => !left.has(line));
}

/** Modules that a list named, but for those that the plan takes out of it. */
function lostModules({ path, before, after }: EditStep, { fixes }: Allowed, facts: Facts): readonly string[] {
  const named = fixes.flatMap(fix => {
    const address = fix['module-list-lines-out'];
    return address === undefined ? [] : (facts.list(address) ?? []);
  });
  const unlisted = new Set(fixes.map(fix => fix['module-unlisted']));
  const isNamed = (line: number, name: string): boolean =>
    unlisted.has(name) ||
    named.some(place => place.startsWith(`${path}:${line} `) || place.endsWith(` ${name}`));
  const left = new Set(parseModuleList(path, after ?? '').entries.map(({ name }) => name));
  return parseModuleList(path, before ?? '')
    .entries.filter(({ name, line }) => !left.has(name) && !isNamed(line, name))
    .map(({ name }) => name);
}
