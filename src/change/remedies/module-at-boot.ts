import { addModules } from '../../formats/module-list-edit.ts';
import { parseModulesBuiltin, parseModulesDep } from '../../formats/modules-index.ts';
import type { Host, Withheld } from '../../host/reader.ts';
import type { PlanBuilder } from '../plan/builder.ts';
import { ownersModuleList, ownModuleList } from '../paths.ts';
import type { ByHand } from '../plan/boot-target.ts';
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
  const list = draft.hand === 'fngvt' ? ownModuleList : await listOfPerson(stage.host, module);
  const text = await stage.text(list);
  if (typeof text === 'object' && text !== null) {
    draft.refuse(rule, text.reason, text.details);
    return;
  }
  const isNew = text === null && draft.hand === 'person';
  const after = isNew ? `${module}\n` : addModules(text, [module]);
  await stage.write(list, after, { rule, reboot: true });
};

/** Where people list modules: /etc/modules where systemd is led there (Debian's link), else a list by the module's name. */
async function listOfPerson(host: Host, module: string): Promise<string> {
  const [lists, own] = await Promise.all([host.list('/etc/modules-load.d'), host.read(ownersModuleList)]);
  const isLed = lists.state === 'present' && lists.value.includes('modules.conf');
  return isLed && own.state === 'present' ? ownersModuleList : `/etc/modules-load.d/${module}.conf`;
}

/** Looks for the module in the running kernel and in the one that boots next; where that is not known, in all. */
async function isInEveryKernel(draft: PlanBuilder, module: string, rule: string): Promise<boolean> {
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
  if (typeof next !== 'string') return isInInstalled(draft, module, rule);
  if (next === release) return true;
  const has = await kernelHas(stage.host, next, module);
  if (typeof has === 'string') draft.refuse(rule, 'unread', { path: indexOf(next), why: has });
  else if (!has) draft.refuse(rule, 'module-missing', { module, kernel: next });
  return has === true;
}

/** Where it is not known which kernel boots next it may be any that is installed. One that lacks the module is named; one must have it. */
async function isInInstalled(draft: PlanBuilder, module: string, rule: string): Promise<boolean> {
  const { now, stage } = draft;
  const release = String(now.value('kernel/release') ?? '');
  const unread = (path: string, why: string): boolean => {
    // A recorded host tells what it was asked; nothing is applied to it.
    if (why === 'not captured') draft.note(rule, 'kernels-unseen', { word: module, kernel: release });
    else draft.refuse(rule, 'unread', { path, why });
    return why === 'not captured';
  };
  const listed = await stage.host.list(modulesFolder);
  if (listed.state !== 'present')
    return unread(modulesFolder, listed.state === 'withheld' ? listed.why : 'absent');
  const kernels = await Promise.all(
    listed.value
      .filter(name => name !== release)
      .map(async kernel => ({ kernel, has: await kernelHas(stage.host, kernel, module) })),
  );
  for (const { kernel, has } of kernels)
    // Without an index modprobe loads nothing: what a removed kernel left behind.
    if (typeof has === 'string' && has !== 'absent') return unread(indexOf(kernel), has);
  const lacking = kernels.flatMap(({ kernel, has }) => (has === false ? [kernel] : [])).join(', ');
  const file = now.get(`module-file/${module}`);
  if (lacking !== '' && !file.known && !kernels.some(({ has }) => has === true)) {
    draft.refuse(rule, 'module-missing', { module, kernel: lacking });
    return false;
  }
  if (lacking !== '') draft.note(rule, 'kernels-without', { word: module, kernels: lacking });
  return true;
}

const modulesFolder = '/lib/modules';
const indexOf = (kernel: string): string => `${modulesFolder}/${kernel}/modules.dep`;

/** Whether a kernel has the module, as a file or built in; or why that can't be told. */
async function kernelHas(host: Host, kernel: string, module: string): Promise<boolean | Withheld | 'absent'> {
  const keep = { pattern: `/${module.replaceAll('_', '[-_]')}\\.ko` };
  const [dep, builtIn] = await Promise.all([
    host.read(indexOf(kernel), keep),
    host.read(`${modulesFolder}/${kernel}/modules.builtin`, keep),
  ]);
  if (dep.state !== 'present') return dep.state === 'withheld' ? dep.why : 'absent';
  return (
    parseModulesDep(dep.value).has(module) ||
    (builtIn.state === 'present' && parseModulesBuiltin(builtIn.value).has(module))
  );
}
