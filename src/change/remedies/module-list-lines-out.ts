import { takeOutLines, withoutReturns } from '../../formats/module-list-edit.ts';
import type { FactAddress } from '../../facts/catalogue.ts';
import { madeByTool } from '../made-by-tool.ts';
import type { Remedy } from './remedy.ts';

/** The lists that are edited; Unraid's go file and mkinitcpio.conf are scripts. */
const lists = /^(?:\/etc\/modules|\/etc\/modules-load\.d\/[^/]+\.conf|\/etc\/initramfs-tools\/modules)$/u;

/** Lines of module lists that name nothing any kernel of this version has, put behind a `#`. */
export const moduleListLinesOut: Remedy<FactAddress> = async (draft, address, { rule }) => {
  const places = (draft.now.list(address) ?? []).map(entry => {
    const [, path = '', line = '', reason = ''] = /^(.*):(\d+) (.*)$/u.exec(entry) ?? [];
    return { path, line: Number(line), reason };
  });
  for (const path of new Set(places.map(place => place.path))) {
    const own = places.filter(place => place.path === path);
    const text = await draft.stage.text(path);
    if (draft.route.kind === 'by-hand' || !lists.test(path)) {
      const why = draft.route.kind === 'by-hand' ? draft.route.reason : 'other-system';
      draft.refuse(rule, 'by-hand', { why, word: `${path}:${own.map(({ line }) => line).join(',')}` });
      continue;
    }
    if (typeof text !== 'string') {
      if (text !== null) draft.refuse(rule, text.reason, text.details);
      continue;
    }
    if (madeByTool(text)) {
      draft.refuse(rule, 'other-tool', { path });
      continue;
    }
    const isReturn = ({ reason }: { readonly reason: string }): boolean => reason === 'carriage-return';
    const out = own.filter(place => !isReturn(place)).map(({ line }) => line);
    const bare = withoutReturns(
      text,
      own.filter(place => isReturn(place) && !out.includes(place.line)).map(({ line }) => line),
    );
    await draft.stage.write(path, takeOutLines(bare, out), { rule, reboot: true });
    if (path === '/etc/initramfs-tools/modules') draft.follow('initramfs', rule);
  }
};
