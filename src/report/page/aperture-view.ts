import type { Report } from '../../judge/report-types.ts';
import { apertureBudget } from '../../knowledge/aperture-budget.ts';
import { leavesHiddenMemory, typeByName } from '../../knowledge/vgpu-types.ts';
import type { Words } from '../../words/report.en.ts';
import { shown } from '../sanitize.ts';
import { legendOf, percent, stretchesOf, type Division, type BarSegment } from './aperture-bar.ts';

/** How many of one type still fit, drawn to the scale of the aperture. */
export interface TypeRow {
  readonly name: string;
  readonly about: string;
  readonly count: string;
  readonly isFull: boolean;
  readonly blocks: readonly { readonly x: string; readonly width: string }[];
}

/** A vGPU that exists. */
export interface DeviceRow {
  readonly uuid: string;
  readonly type: string;
  readonly state: string;
  readonly user: string;
}

/** The aperture of one GPU as a picture, and the vGPUs in it. */
export interface ApertureView {
  readonly title: string;
  /** Which GPU; empty where there is only one. */
  readonly gpu: string;
  readonly aperture: string;
  /** The picture in words. */
  readonly picture: string;
  /** Empty where the size of the aperture is not known. */
  readonly stretches: readonly BarSegment[];
  readonly legend: ReturnType<typeof legendOf>;
  readonly types: readonly TypeRow[];
  /** The rows have a picture. */
  readonly isDrawn: boolean;
  readonly note: string;
  /** Why nothing can be made, or why it can't be told; empty otherwise. */
  readonly warning: string;
  readonly devices: readonly DeviceRow[];
}

/** The most that is drawn of anything; a host has a few, a stranger's file may claim millions. */
const most = 64;

/**
 * What the aperture of each GPU with GVT-g holds and could hold. What a fresh host would offer is told only where something can be
 * done: inside a guest, or where nothing is known, it would be a promise.
 */
export function apertureViews(report: Report, words: Words): readonly ApertureView[] {
  const state = report.verdict?.state ?? 'unknown';
  return report.vgpu.capacity
    .filter(
      ({ gpu }) =>
        (state !== 'unknown' && state !== 'unsupported') || report.vgpu.types.some(type => type.gpu === gpu),
    )
    .slice(0, 8)
    .map(capacity => apertureView(report, capacity, words));
}

type Capacity = Report['vgpu']['capacity'][number];

function apertureView(report: Report, capacity: Capacity, words: Words): ApertureView {
  const say = words.page.room;
  const { aperture_mib: total } = capacity;
  const isListed = report.vgpu.types.some(type => type.gpu === capacity.gpu);
  const isImpossible = total !== null && !leavesHiddenMemory(total, capacity.ggtt_mib ?? undefined);
  const division = divisionOf(report, capacity, !isImpossible);
  const rows = isListed ? listed(report, capacity.gpu) : foretold(capacity);
  const sayRest = isListed ? say.left : say.atMost;
  const sayCount = isImpossible ? say.claimed : sayRest;
  const name = report.gpus.find(card => card.address === capacity.gpu)?.name ?? '';
  return {
    title: isListed ? say.title : say.freshTitle,
    gpu: report.gpus.length > 1 ? shown(`${name} ${capacity.gpu}`.trim(), words, 80) : '',
    aperture: total === null ? say.apertureUnknown : say.aperture(total),
    picture:
      division === null
        ? say.apertureUnknown
        : say.picture(division.totalMib, division.hostMib, taken(division)),
    stretches: division === null ? [] : stretchesOf(division, words),
    legend: division === null ? [] : legendOf(division, words),
    types: rows.slice(0, most).map(row => typeRow(row, division, sayCount, words)),
    isDrawn: division?.isUsable === true,
    note: rows.length > 0 && !isImpossible ? say.pool : '',
    warning: warningOf(capacity, rows, isImpossible, words),
    devices: report.vgpu.devices
      .filter(device => device.parent === capacity.gpu)
      .slice(0, most)
      .map(device => deviceRow(device, words)),
  };
}

function warningOf(
  { fresh }: Capacity,
  rows: readonly Row[],
  isImpossible: boolean,
  { page: { room } }: Words,
): string {
  if (isImpossible) return room.noHidden;
  if (rows.length > 0) return '';
  return fresh === null ? room.freshUnknown : room.none;
}

/** null where the size of the aperture is not known. */
function divisionOf(
  report: Report,
  { gpu, aperture_mib: total }: Capacity,
  isUsable: boolean,
): Division | null {
  const vgpus = report.vgpu.devices
    .filter(device => device.parent === gpu && device.active !== false)
    .slice(0, most)
    .map(({ type, active }) => ({ type, isActive: active }));
  const offers = report.vgpu.types
    .filter(type => type.gpu === gpu)
    .map(({ name, low_mib: lowMib }) => ({ name, lowMib }));
  const budget = apertureBudget(total, vgpus, offers);
  return budget === null ? null : { ...budget, isUsable };
}

/** What is known to be taken, beside the host's share. */
const taken = ({ living }: Division): number => living.reduce((sum, { lowMib }) => sum + (lowMib ?? 0), 0);

interface Row {
  readonly name: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly resolution: string | null;
  readonly count: number | null;
}

/** The types that the kernel lists. */
function listed(report: Report, gpu: string): readonly Row[] {
  return report.vgpu.types
    .filter(type => type.gpu === gpu)
    .map(type => ({
      name: type.name,
      low: type.low_mib,
      high: type.high_mib,
      resolution: type.resolution,
      count: type.available,
    }));
}

/** What a fresh host would offer; the sizes are those of the table. */
function foretold({ fresh }: Capacity): readonly Row[] {
  return (fresh ?? []).map(({ name, instances }) => {
    const type = typeByName(name);
    return {
      name,
      low: type?.lowMib ?? null,
      high: type?.highMib ?? null,
      resolution: type?.resolution ?? null,
      count: instances,
    };
  });
}

function typeRow(
  row: Row,
  division: Division | null,
  sayCount: (count: number) => string,
  words: Words,
): TypeRow {
  const say = words.page.room;
  const about = [
    ...(row.resolution === null ? [] : [say.upTo(shown(row.resolution, words, 40))]),
    ...(row.low === null || row.high === null ? [] : [say.takes(row.low, row.high)]),
  ];
  const blocks = division?.isUsable === true ? blocksOf(row, division) : [];
  return {
    name: shown(row.name, words, 40),
    about: about.join(words.comma),
    count: row.count === null ? say.leftUnknown : sayCount(row.count),
    isFull: blocks.length === 0,
    blocks,
  };
}

/** As many blocks as the row counts, and no more than there is room to draw. */
function blocksOf({ low, count }: Row, division: Division): TypeRow['blocks'] {
  const { totalMib: total, hostMib: host } = division;
  if (low === null || low <= 0) return [];
  const from = host + taken(division);
  const fit = Math.min(count ?? 0, Math.floor((total - from) / low), most);
  return Array.from({ length: Math.max(0, fit) }, (_, i) => ({
    x: percent(from + i * low, total),
    width: percent(low, total),
  }));
}

function deviceRow(device: Report['vgpu']['devices'][number], words: Words): DeviceRow {
  const say = words.page.room;
  return {
    uuid: shown(device.uuid, words, 60),
    type: device.type === null ? words.notKnown : shown(device.type, words, 40),
    state: activityOf(device, words),
    user: device.in_use_by.length === 0 ? say.nobody : shown(device.in_use_by.join(words.comma), words, 120),
  };
}

function activityOf({ active }: Report['vgpu']['devices'][number], { page: { room } }: Words): string {
  if (active === null) return room.activeUnknown;
  return active ? room.active : room.inactive;
}
