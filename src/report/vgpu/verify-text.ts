import type { Activity } from '../../vgpu/activity.ts';
import { verdictOf, type Verification } from '../../vgpu/verify.ts';
import type { VgpuWords } from '../../words/vgpu.en.ts';
import type { VerifyWords } from '../../words/verify.en.ts';
import { styled, wholeLines, type Rendered, type Styled } from '../../values/styled.ts';
import { pad, width, wrap } from '../terminal/cells.ts';
import { paint } from '../terminal/paint.ts';
import { sanitize } from '../sanitize.ts';
import { vmName } from './vgpu-list.ts';

/** How a proof is laid out. */
export interface VerifyLayout {
  readonly columns: number;
  readonly say: VerifyWords;
  readonly lists: VgpuWords;
}

/** `fngvt vm verify`: what the host can prove, step by step, and what the guest must show. */
export function renderProof(proof: Verification, layout: VerifyLayout): Styled {
  const { say, columns } = layout;
  const verdict = verdictOf(proof);
  const colour = { proved: paint.good, not: paint.bad, unknown: paint.warn }[verdict];
  const cells = Math.max(...Object.values(say.marks).map(width));
  const rungs = proof.rungs.flatMap(({ id, is, details }) => {
    const safe = Object.fromEntries(Object.entries(details).map(([key, value]) => [key, sanitize(value)]));
    const text = say.rungs[id]?.[is](safe) ?? id;
    const mark = pad(say.marks[is], cells);
    const lead = is === 'no' ? paint.bad(mark) : mark;
    return wrap(text, columns - cells - 4).map(
      (line, at) => styled`  ${at === 0 ? lead : ' '.repeat(cells)}  ${line}`,
    );
  });
  const errors = [...new Set(proof.qemuErrors.map(error => error.id))].flatMap(id =>
    bullets([say.qemu[id] ?? id], columns),
  );
  return wholeLines([
    styled`${paint.strong(vmName(proof.vm, layout.lists))}: ${colour(say.verdicts[verdict])}`,
    ...rungs,
    ...errors,
    ...(proof.activity === null
      ? []
      : wrap(activityText(proof.activity, proof, say), columns - 2).map(line => `  ${line}`)),
    ...(proof.device === null ? [] : guestLines(proof, layout)),
  ]);
}

function activityText(activity: Activity, proof: Verification, say: VerifyWords): string {
  // i915 and xe count only the physical function's own engines there.
  if (proof.device?.includes('.') === true) return say.functionActivity;
  if (activity.by === 'nothing') return say.noActivity;
  const figure =
    activity.by === 'rc6'
      ? say.awake(activity.awake)
      : say.engines(activity.engines.map(one => say.engine(sanitize(one.name), one.busy)).join(', '));
  return `${figure} ${say.loadHint}`;
}

function guestLines({ vm }: Verification, { say, columns }: VerifyLayout): readonly Rendered[] {
  const guest = vm.guest?.toLowerCase() ?? '';
  const isWindows = /^win|^w(?:xp|2k|vista)/u.test(guest);
  const isLinux = guest === 'linux' || /^l2[46]$/u.test(guest);
  return [
    paint.strong(say.guestHeading),
    ...(isLinux ? [] : bullets(say.windows, columns)),
    ...(isWindows ? [] : bullets(say.linux, columns)),
    ...(isLinux ? [] : [paint.strong(say.code43Heading), ...bullets(say.code43, columns)]),
  ];
}

function bullets(texts: readonly string[], columns: number): readonly string[] {
  return texts.flatMap(text =>
    wrap(text, columns - 4).map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`),
  );
}
