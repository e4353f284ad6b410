import { parseCmdline } from '../../../formats/kernel-cmdline.ts';
import { argumentsOf, type Fixes } from '../../../rules/rule-fix.ts';
import { kernelBoolean } from '../../../values/kernel-boolean.ts';
import type { PlanBuilder } from '../builder.ts';
import { ownersFiles } from './kernel-words.ts';
import { grubDropIn, ownModuleList } from '../../paths.ts';
import { recordedEdits, recordedPaths, type Records } from '../../journal/history.ts';

/** The switch, as it stands on a command line. */
const name = 'i915.enable_gvt';

/** Who else asks for GVT-g: that stays, is named, and the owner is told what to do about it. */
export function noteOthers(draft: PlanBuilder, records: Records, staged: PlanBuilder['now']): void {
  const { route } = draft;
  const refresh = route.kind === 'by-hand' ? '' : route.refresh.map(argv => argv.join(' ')).join('; ');
  const configured = staged.get(`configured/${name}`);
  if (configured.known && typeof configured.value === 'string' && isOn(configured.value)) {
    const path = configured.source ?? '';
    const details = { word: wordOf(configured.value), path, refresh };
    draft.note(null, ...writerOf(records, path, details));
  }
  const option = staged.get(`modprobe/${name}`);
  if (option.known && typeof option.value === 'string' && isOn(option.value))
    draft.note(null, 'off-word', { word: wordOf(option.value), path: option.source ?? '', refresh: '' });
  const listed = staged.get('module-listed/kvmgt');
  if (listed.known && typeof listed.value === 'string')
    draft.note(null, 'off-word', { word: 'kvmgt', path: listed.source ?? '', refresh: '' });
}

const isOn = (value: string): boolean => kernelBoolean(value) !== false;
const wordOf = (value: string): string => (value === '' ? name : `${name}=${value}`);

type Told = readonly [reason: string, details: Readonly<Record<string, string>>];

/** What can be said about who wrote a word that stays. Elsewhere we add none. */
function writerOf(records: Records, path: string, details: Told[1] & { readonly word: string }): Told {
  const file = ownersFiles.find(one => one.path === path);
  if (file === undefined) return ['off-word', details];
  if (records === undefined || records.some(one => 'broken' in one)) return ['off-unread', details];
  const edits = recordedEdits(records, path);
  const before = edits.find(edit => file.wordsOf(edit.before ?? '')?.includes(details.word));
  if (before !== undefined) return ['off-before', { ...details, change: before.change }];
  return [edits.length === 0 ? 'off-unrecorded' : 'off-word', details];
}

/** Where settings of the boot and of modules stand. */
const settings = /^\/etc\/(?:default\/grub|modprobe\.d|modules|kernel|initramfs-tools)/u;

/** What a fix took out of the way (a blacklist, nomodeset, lines that name nothing) does not keep sharing on, and stays out. */
export async function noteTakenOut(draft: PlanBuilder, records: Records, fixes: Fixes): Promise<void> {
  const known = new Set(Object.values(fixes).flatMap(fix => argumentsOf(fix).map(({ name }) => name)));
  for (const path of recordedPaths(records)) {
    if (!settings.test(path) || path === grubDropIn || path === ownModuleList) continue;
    const file = ownersFiles.find(one => one.path === path);
    const text = await draft.stage.text(path);
    if (typeof text !== 'string') continue;
    const wordsOf = (each: string | null): readonly string[] => file?.wordsOf(each ?? '') ?? [];
    const isOut = recordedEdits(records, path).some(({ before, after, isRepair }) => {
      if (file === undefined) return !isRepair && after === text;
      const gone = wordsOf(before).filter(word => !wordsOf(after).includes(word));
      const others = gone.filter(word => !known.has(parseCmdline(word)[0]?.name ?? ''));
      return !isRepair && others.some(word => !wordsOf(text).includes(word));
    });
    if (isOut) draft.note(null, 'off-taken-out', { path, word: path });
  }
}
