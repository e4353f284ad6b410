import { takeOutLines, withoutReturns } from '../../formats/module-list-edit.ts';
import { parseModuleList } from '../../formats/module-list.ts';
import type { FactAddress } from '../../facts/catalogue.ts';
import type { PlanBuilder } from '../plan/builder.ts';
import { initramfsModules } from '../plan/follow-ups.ts';
import type { Remedy } from './remedy.ts';

/** The lists that are edited; Unraid's go file and mkinitcpio.conf are scripts. */
const lists = /^(?:\/etc\/modules|\/etc\/modules-load\.d\/[^/]+\.conf|\/etc\/initramfs-tools\/modules)$/u;

/** A line that is to go. */
export interface Place {
  readonly path: string;
  readonly line: number;
  /** What is wrong with it, or the module that it names. */
  readonly reason: string;
}

/** Lines of module lists that name nothing any kernel of this version has, put behind a `#`. */
export const moduleListLinesOut: Remedy<FactAddress> = async (draft, address, { rule }) => {
  const named = (draft.now.list(address) ?? []).map(entry => {
    const [, path = '', line = '', reason = ''] = /^(.*):(\d+) (.*)$/u.exec(entry) ?? [];
    return { path, line: Number(line), reason };
  });
  // A fact names one place for each module; whoever lists it twice wants both out.
  const modules = new Set(address === 'modules/obsolete' ? named.map(({ reason }) => reason) : []);
  const places = [...named, ...(modules.size === 0 ? [] : await placesOf(draft, modules))];
  await linesOut(draft, places, rule);
};

/** Puts lines behind a `#`, file by file. */
export async function linesOut(draft: PlanBuilder, places: readonly Place[], rule: string): Promise<void> {
  for (const path of new Set(places.map(place => place.path))) {
    await outOf(
      draft,
      path,
      places.filter(place => place.path === path),
      rule,
    );
  }
}

/** Every line of every list that names one of these modules. */
export async function placesOf(draft: PlanBuilder, modules: ReadonlySet<string>): Promise<readonly Place[]> {
  const names = await draft.stage.host.list('/etc/modules-load.d');
  const dropIns = names.state === 'present' ? names.value.filter(name => name.endsWith('.conf')) : [];
  const found: Place[] = [];
  for (const path of ['/etc/modules', ...dropIns.map(name => `/etc/modules-load.d/${name}`)]) {
    const text = await draft.stage.text(path);
    // Debian's link to /etc/modules is no list of its own.
    if (typeof text !== 'string' || path === '/etc/modules-load.d/modules.conf') continue;
    const entries = parseModuleList(path, text).entries.filter(entry => modules.has(entry.name));
    found.push(...entries.map(({ line, name }) => ({ path, line, reason: name })));
  }
  return found;
}

async function outOf(
  draft: PlanBuilder,
  path: string,
  places: readonly Place[],
  rule: string,
): Promise<void> {
  if (draft.route.kind === 'by-hand' || !lists.test(path)) {
    const why = draft.route.kind === 'by-hand' ? draft.route.reason : 'other-system';
    draft.refuse(rule, 'by-hand', { why, word: `${path}:${places.map(({ line }) => line).join(',')}` });
    return;
  }
  const text = await draft.textToEdit(rule, path);
  if (text === null || draft.refuseOthers(rule, path, text)) return;
  const isReturn = ({ reason }: Place): boolean => reason === 'carriage-return';
  const out = places.filter(place => !isReturn(place)).map(({ line }) => line);
  const bare = places.filter(place => isReturn(place) && !out.includes(place.line)).map(({ line }) => line);
  await draft.stage.write(path, takeOutLines(withoutReturns(text, bare), out), { rule, reboot: true });
  if (path === initramfsModules) draft.follow('initramfs', rule);
}
