import { addModules } from '../../formats/module-list-edit.ts';
import { parseModulesBuiltin, parseModulesDep } from '../../formats/modules-index.ts';
import type { Draft } from '../draft.ts';
import { ownModuleList } from '../paths.ts';
import type { ByHand } from '../route.ts';
import type { Remedy } from './remedy.ts';

/** Systems whose files are not for us to write. */
const systems: ReadonlySet<ByHand> = new Set(['other-system', 'immutable']);

/** A module to load at each boot, from a list of our own. Every kernel that may boot next must have it. */
export const moduleAtBoot: Remedy<string> = async (draft, module, { rule }) => {
  const { now, stage } = draft;
  const [listed, file] = [now.get(`module-listed/${module}`), now.get(`module-file/${module}`)];
  if (listed.known && listed.value !== null) return;
  if (file.known && file.value === '(built-in)') return;
  if (draft.route.kind === 'by-hand' && systems.has(draft.route.reason)) {
    draft.refuse(rule, 'by-hand', { why: draft.route.reason, word: module });
    return;
  }
  if (!listed.known) {
    draft.refuse(rule, 'unread', { path: '/etc/modules-load.d', why: listed.why });
    return;
  }
  if (!(await isInEveryKernel(draft, module, rule))) return;
  const text = await stage.text(ownModuleList);
  if (typeof text === 'object' && text !== null) {
    draft.refuse(rule, text.reason, text.details);
    return;
  }
  await stage.write(ownModuleList, addModules(text, [module]), { rule, reboot: true });
};

/** Looks for the module in the running kernel and, where another one boots next, in that too. */
async function isInEveryKernel(draft: Draft, module: string, rule: string): Promise<boolean> {
  const { now, stage } = draft;
  const file = now.get(`module-file/${module}`);
  const release = String(now.value('kernel/release') ?? '');
  const isRunning = now.value(`module-loaded/${module}`) === true;
  if (!file.known && !isRunning) {
    draft.refuse(rule, 'unread', { path: `/lib/modules/${release}/modules.dep`, why: file.why });
    return false;
  }
  if (file.known && file.value === null) {
    draft.refuse(rule, 'module-missing', { module, kernel: release });
    return false;
  }
  const next = now.value('kernel/next-release');
  if (typeof next !== 'string' || next === release) return true;
  const folder = `/lib/modules/${next}`;
  const keep = { pattern: `/${module.replaceAll('_', '[-_]')}\\.ko` };
  const [dep, builtIn] = await Promise.all([
    stage.host.read(`${folder}/modules.dep`, keep),
    stage.host.read(`${folder}/modules.builtin`, keep),
  ]);
  if (dep.state !== 'present') {
    const why = dep.state === 'withheld' ? dep.why : 'absent';
    draft.refuse(rule, 'unread', { path: `${folder}/modules.dep`, why });
    return false;
  }
  const has =
    parseModulesDep(dep.value).has(module) ||
    (builtIn.state === 'present' && parseModulesBuiltin(builtIn.value).has(module));
  if (!has) draft.refuse(rule, 'module-missing', { module, kernel: next });
  return has;
}
