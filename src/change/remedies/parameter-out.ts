import type { Facts } from '../../facts/fact-index.ts';
import { parseCmdline, type CmdlineToken } from '../../formats/kernel-cmdline.ts';
import { commentOutOptions } from '../../formats/modprobe-d-edit.ts';
import { parseModprobe, type ModprobeOption } from '../../formats/modprobe-d.ts';
import { madeByTool, type PlanBuilder } from '../plan/builder.ts';
import { takeOut } from './kernel-argument-out.ts';
import type { Remedy } from './remedy.ts';

const own = '/etc/modprobe.d';

/** Parameters that serve nothing any more, or do harm with this one value: out of the command line and of options of modules. */
export const parameterOut: Remedy<string | readonly string[]> = async (draft, wanted, asker) => {
  const meant = meantHere(draft.now, wanted);
  const tokens = parseCmdline((draft.now.list('tokens/configured') ?? []).join(' ')).filter(isMeant(meant));
  for (const { raw } of tokens) draft.drop(raw);
  const names = [...new Set(tokens.map(({ name }) => name))];
  if (names.length > 0)
    await takeOut(
      draft,
      names.map(name => ({ kind: 'remove', name })),
      asker,
    );
  await outOfOptions(draft, isMeant(meant), asker.rule);
};

/** Where there is another GPU, the driver may need its parameters for that one; a value that does harm does it everywhere. */
export function meantHere(book: Facts, wanted: string | readonly string[]): readonly string[] {
  const isAlone = book.subjects('gpu').length < 2;
  return [wanted].flat().filter(word => isAlone || word.includes('='));
}

type Word = Pick<CmdlineToken, 'name' | 'value'>;

/** Is it one of these, which name a value where only that one is meant? */
const isMeant =
  (meant: readonly string[]) =>
  ({ name, value }: Word): boolean =>
    meant.includes(name) || meant.includes(`${name}=${value}`);

/** Lines of options that hold nothing else go behind a `#`. Others stay: what is meant there does no harm to a driver that has no GPU. */
async function outOfOptions(draft: PlanBuilder, isOne: (word: Word) => boolean, rule: string): Promise<void> {
  const names = await draft.stage.host.list(own);
  const files = names.state === 'present' ? names.value.filter(name => name.endsWith('.conf')) : [];
  for (const path of files.map(name => `${own}/${name}`)) {
    const read = await draft.stage.host.read(path);
    const lines = read.state === 'present' ? linesOf(parseModprobe(path, read.value).options, isOne) : [];
    if (lines.length > 0) await commentedOut(draft, { path, lines }, rule);
  }
}

function linesOf(options: readonly ModprobeOption[], isOne: (word: Word) => boolean): readonly number[] {
  const isOut = ({ module, name, value }: ModprobeOption): boolean =>
    isOne({ name: `${module}.${name}`, value });
  const lines = new Set(options.filter(isOut).map(({ line }) => line));
  return [...lines].filter(line => options.every(option => option.line !== line || isOut(option)));
}

async function commentedOut(
  draft: PlanBuilder,
  { path, lines }: { readonly path: string; readonly lines: readonly number[] },
  rule: string,
): Promise<void> {
  const text = await draft.textToEdit(rule, path);
  const after = text === null || madeByTool(text) ? undefined : commentOutOptions(text, lines);
  if (after === undefined) return;
  await draft.stage.write(path, after, { rule, reboot: true });
  draft.follow('initramfs', rule);
}
