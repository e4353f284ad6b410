import { modprobeDirectories } from '../../formats/drop-ins.ts';
import { parseCmdline } from '../../formats/kernel-cmdline.ts';
import { dropOptionEntries } from '../../formats/modprobe-d-edit.ts';
import { parseModprobe } from '../../formats/modprobe-d.ts';
import { withoutDevice } from '../../formats/vfio-ids.ts';
import { madeByTool, type PlanBuilder } from '../plan/builder.ts';
import { takeOut } from './kernel-argument-out.ts';
import type { Origin, Remedy } from './remedy.ts';

const own = '/etc/modprobe.d/';

/**
 * The GPU is claimed for passthrough no more: its id goes out of the lists that vfio-pci takes devices by, wherever they stand. All other ids stay.
 */
export const passthroughTakenBack: Remedy<'taken-back'> = async (draft, _, asker) => {
  const id = draft.now.value('gpu/id', asker.subject);
  if (typeof id !== 'string') return;
  await outOfCmdline(draft, id, asker);
  for (const folder of modprobeDirectories) {
    const names = await draft.stage.host.list(folder);
    const files = names.state === 'present' ? names.value.filter(each => each.endsWith('.conf')) : [];
    for (const name of files) await outOfFile(draft, `${folder}/${name}`, id, asker.rule);
  }
};

async function outOfCmdline(draft: PlanBuilder, id: string, asker: Origin): Promise<void> {
  const words = parseCmdline((draft.now.list('tokens/configured') ?? []).join(' ')).filter(
    ({ name }) => name === 'vfio_pci.ids',
  );
  const claiming = words.filter(({ value }) => withoutDevice(value, id).gone.length > 0);
  const [word] = claiming;
  if (word === undefined) return;
  // Of several words the last one counts: once that is gone, one before it would take other devices.
  if (words.length > 1) {
    draft.refuse(asker.rule, 'not-on-cmdline', { word: words.map(({ raw }) => raw).join(' ') });
    return;
  }
  const { gone, left } = withoutDevice(word.value, id);
  draft.drop(word.raw);
  if (left.length > 0) draft.want(word.name, `${word.raw.split('=')[0] ?? ''}=${left.join(',')}`);
  await takeOut(
    draft,
    gone.map(entry => ({ kind: 'drop', name: word.name, entry })),
    asker,
  );
}

async function outOfFile(draft: PlanBuilder, path: string, id: string, rule: string): Promise<void> {
  const read = await draft.stage.host.read(path);
  const options = read.state === 'present' ? parseModprobe(path, read.value).options : [];
  const claiming = options.filter(
    ({ module, name, value }) =>
      module === 'vfio_pci' && name === 'ids' && withoutDevice(value, id).gone.length > 0,
  );
  if (claiming.length === 0) return;
  const lines = claiming.map(({ line }) => line);
  if (draft.route.kind === 'by-hand') {
    draft.refuse(rule, 'by-hand', { why: draft.route.reason, word: `${path}:${lines.join(',')}` });
    return;
  }
  const text = await draft.textToEdit(rule, path);
  if (text === null) return;
  if (!path.startsWith(own) || madeByTool(text)) {
    draft.refuse(rule, 'other-tool', { path: `${path}:${lines.join(',')}` });
    return;
  }
  const after = dropOptionEntries(text, lines, 'ids', value => withoutDevice(value, id).left);
  if (after === undefined) {
    draft.refuse(rule, 'shape', { path, why: 'composed', line: String(lines[0]) });
    return;
  }
  await draft.stage.write(path, after, { rule, reboot: true });
  // vfio-pci takes its devices from within the initramfs, where that holds it.
  draft.follow('initramfs', rule);
}
