import type { Remedy } from './remedy.ts';

/** Carries what is configured into the next boot. */
export const bootLoader: Remedy<'refreshed'> = (draft, _, { rule }) => {
  if (draft.route.kind === 'by-hand') draft.refuse(rule, 'by-hand', { why: draft.route.reason, word: '' });
  else {
    const [fault] = draft.now.list('bootloader/faults') ?? [];
    const [place = '', kind = ''] = fault?.split(' ') ?? [];
    if (fault === undefined || draft.isGrubRepaired) draft.follow('boot-loader', rule);
    else draft.refuse(rule, 'grub-faulty', { place, kind });
  }
  return Promise.resolve();
};
