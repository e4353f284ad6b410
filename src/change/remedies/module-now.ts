import { kernelBoolean } from '../../values/kernel-boolean.ts';
import type { Remedy } from './remedy.ts';

/**
 * Loads a module at once, where that is all that is missing: i915 itself must have taken the switch already, since it reads it only
 * when it starts. Nothing is ever unloaded, so there is no way back but the next boot.
 */
export const moduleNow: Remedy<string> = (draft, module, { rule }) => {
  const { now } = draft;
  const taken = now.value('module-parameter/i915.enable_gvt');
  const isTaken = typeof taken === 'string' && kernelBoolean(taken) === true;
  const isMissing = now.value(`module-loaded/${module}`) === false;
  const file = now.value(`module-file/${module}`);
  const isThere = typeof file === 'string' && file !== '(built-in)';
  const isAllowed = now.value(`module-denied/${module}`) === null || draft.isFreed(module);
  if (isTaken && isMissing && isThere && isAllowed && draft.refused().length === 0)
    draft.run({ kind: 'run', argv: ['modprobe', module], undo: null, reboot: false, rule });
  return Promise.resolve();
};
