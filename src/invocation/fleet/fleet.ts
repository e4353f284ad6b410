import type { Rendered } from '../../values/styled.ts';
import type { Language, Text } from '../../values/text.ts';
import { visible, visibleLine } from '../../values/visible.ts';
import { unexpected } from '../../values/errors.ts';
import {
  fleetJsonBetween,
  fleetJsonHead,
  fleetJsonTail,
  type Unread,
} from '../../report/fleet/fleet-json.ts';
import type { FleetRow } from '../../report/fleet/fleet-row.ts';
import { counted, nothingCounted, type FleetTotal } from '../../report/fleet/fleet-total.ts';
import { languages } from '../../values/text.ts';
import type { FleetFormat } from '../../report/fleet/fleet-formats.ts';
import type { CommandOutcome, FileContent, Invocation } from '../outcome.ts';
import { waiverNotes } from '../waive.ts';
import { fleetFiles, type FleetFile } from './fleet-files.ts';
import type { FileOutcome, FleetWish } from './judge-file.ts';
import { judged } from './judged.ts';

/** What is wanted of many hosts. */
export interface FleetOrder extends Omit<FleetWish, 'isJson' | 'languages'> {
  /** Files and folders, as they were given. */
  readonly from: readonly string[];
  readonly language: Language;
  /** What standard output gets; undefined: nothing. */
  readonly shown: FleetFormat | undefined;
  /** Files to write, with the format of each. */
  readonly outputs: readonly (readonly [path: string, format: FleetFormat])[];
  /** Those files must not exist yet. */
  readonly newFiles?: boolean;
  readonly isVerbose: boolean;
  readonly isQuiet: boolean;
}

/** Judges many hosts, each file by itself; what is printed a host at a time is printed as they come. */
export async function* fleet(
  order: FleetOrder,
  invocation: Invocation,
): AsyncGenerator<Rendered, CommandOutcome> {
  const files = fleetFiles(order.from);
  const state = new FleetState(order, invocation);
  yield* state.begin();
  for await (const outcome of judged(files, wishOf(order), invocation)) yield* state.take(outcome);
  return yield* state.end(files);
}

/** What has to be known of each host for all that is to be written. */
function wishOf({ language, shown, outputs, isVerbose, ...wish }: FleetOrder): FleetWish {
  const formats = [...(shown === undefined ? [] : [shown]), ...outputs.map(([, format]) => format)];
  const isPage = formats.includes('html');
  // A table in a file is as wide as one in a pipe.
  const isTable = formats.includes('text') && !wish.isQuiet;
  const { chosen, waivers, severity, isPlanned, isOpen } = wish;
  return {
    ...{ chosen, waivers, severity, isPlanned, isOpen },
    isJson: formats.some(format => format === 'json' || format === 'jsonl'),
    languages: isPage ? languages : isTable || isVerbose ? [language] : [],
  };
}

/** What has come so far. Rows are kept where a table or a page needs them all; reports go through. */
class FleetState {
  readonly #order: FleetOrder;
  readonly #invocation: Invocation;
  readonly #rows: FleetRow[] = [];
  readonly #unread: Unread[] = [];
  readonly #passedOver: string[] = [];
  readonly #warnings: string[] = [];
  readonly #verdictRules = new Set<string>();
  /** The JSON of files, in pieces: a text in one piece has a longest length, which thousands of hosts exceed. */
  readonly #pieces = new Map<string, Uint8Array[]>();
  readonly #keepsRows: boolean;
  #total: FleetTotal = nothingCounted;
  #exit = 0;

  constructor(order: FleetOrder, invocation: Invocation) {
    this.#order = order;
    this.#invocation = invocation;
    const formats = [order.shown, ...order.outputs.map(([, format]) => format)];
    const isTable = formats.includes('text') && !order.isQuiet;
    this.#keepsRows = isTable || formats.includes('html') || formats.includes('prometheus');
  }

  *begin(): Generator<Rendered> {
    const { version, now } = this.#invocation;
    yield* this.#put({ json: fleetJsonHead(version, now), jsonl: '' });
  }

  *take(outcome: FileOutcome): Generator<Rendered> {
    if (outcome.kind === 'passed-over') this.#passedOver.push(outcome.file);
    else if (outcome.kind === 'unread') {
      this.#unread.push({ file: outcome.file, why: outcome.why });
      this.#total = { ...this.#total, unread: this.#total.unread + 1 };
    } else {
      const { row, json } = outcome;
      const between = this.#total.hosts === 0 ? '' : fleetJsonBetween;
      this.#total = counted(this.#total, row);
      this.#exit = Math.max(this.#exit, row.exit === 0 ? 0 : 1);
      this.#warnings.push(...outcome.warnings);
      for (const id of outcome.restsOn) this.#verdictRules.add(id);
      if (this.#keepsRows) this.#rows.push(row);
      yield* this.#put({ json: `${between}${json}`, jsonl: `${json}\n` });
    }
  }

  /** What is written once all is known. */
  async *end(files: readonly FleetFile[]): AsyncGenerator<Rendered, CommandOutcome> {
    // Without a host there is no answer, and no answer is no "ready".
    const exit = this.#total.hosts === 0 ? 3 : this.#unread.length > 0 ? 2 : this.#exit;
    yield* this.#put({ json: `\n${fleetJsonTail(this.#unread, this.#total, exit)}`, jsonl: '' });
    const { shown, outputs } = this.#order;
    const written: Record<string, FileContent> = {};
    const isWritten = this.#total.hosts > 0 || this.#order.newFiles !== true;
    for (const [path, format] of isWritten ? outputs : [])
      written[path] = isFlowing(format)
        ? joinedBytes(this.#pieces.get(path) ?? [])
        : await this.#whole(format);
    return {
      exit,
      text: shown === undefined || isFlowing(shown) ? '' : await this.#whole(shown),
      warnings: [...this.#warnings, ...this.#notes(files)],
      [this.#order.newFiles === true ? 'newFiles' : 'files']: written,
    };
  }

  /** A piece of what is written as hosts come, to wherever it goes. */
  *#put(piece: Readonly<Record<'json' | 'jsonl', string>>): Generator<Rendered> {
    const { shown, outputs } = this.#order;
    for (const [path, format] of outputs) {
      if (!isFlowing(format)) continue;
      const pieces = this.#pieces.get(path) ?? [];
      pieces.push(new TextEncoder().encode(visible(piece[format])));
      this.#pieces.set(path, pieces);
    }
    if (shown !== undefined && isFlowing(shown) && piece[shown] !== '') yield piece[shown];
  }

  async #whole(format: Exclude<FleetFormat, 'json' | 'jsonl'>): Promise<Rendered> {
    const { language, isVerbose, isQuiet } = this.#order;
    const { now, columns, version } = this.#invocation;
    if (format === 'text') {
      const { fleetTable } = await import('../../report/fleet/fleet-table.ts');
      return fleetTable(this.#rows, this.#total, { language, columns, now, isVerbose, isQuiet });
    }
    if (format === 'prometheus') {
      const { prometheusText } = await import('../../report/fleet/prometheus.ts');
      return prometheusText(this.#rows, this.#total);
    }
    const { fleetPage } = await import('../../report/fleet/fleet-page.ts');
    return fleetPage(this.#rows, this.#total, { language, now, version, unread: this.#unread });
  }

  /** For standard error. */
  #notes(files: readonly FleetFile[]): readonly string[] {
    const { language, waivers, from } = this.#order;
    const { now } = this.#invocation;
    const none = files.length === this.#passedOver.length ? [noSnapshots(from.join(', '))] : [];
    const passed = this.#passedOver.length === 0 ? [] : [passedOver(this.#passedOver)];
    const texts = [
      ...this.#unread.map(({ why }) => why),
      ...none,
      ...passed,
      ...waiverNotes(waivers, this.#verdictRules, now),
    ];
    return texts.map(text => `fngvt: ${text[language]}`);
  }
}

/** Whether it is written a host at a time. */
const isFlowing = (format: FleetFormat): format is 'json' | 'jsonl' =>
  format === 'json' || format === 'jsonl';

function joinedBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const noSnapshots = (folder: string): Text =>
  unexpected(
    folder,
    { en: 'snapshots in this folder', 'zh-CN': '装着快照的文件夹' },
    { en: 'none', 'zh-CN': '里面没有快照' },
  ).text;

/** So many are named. */
const mostNamed = 3;

function passedOver(files: readonly string[]): Text {
  const names = files.slice(0, mostNamed).map(visibleLine).join(', ');
  const more = files.length > mostNamed ? ', …' : '';
  return {
    en: `${files.length} file${files.length === 1 ? '' : 's'} passed over, with nothing of fngvt inside: ${names}${more}`,
    'zh-CN': `跳过 ${files.length} 个文件，里面没有 fngvt 的内容：${names}${more}`,
  };
}
