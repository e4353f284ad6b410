import type { Facts } from '../facts/fact-index.ts';
import type { Report } from '../judge/report-types.ts';
import { toldBy } from '../judge/told.ts';
import type { Shared } from '../values/shared.ts';
import { look, type Machine } from './subject.ts';

/** What may leave a machine: the report with stand-ins, and the facts that it is told by. */
export interface SharedReport {
  readonly report: Shared<Report>;
  /** Absent where only a conclusion was given. */
  readonly facts?: Facts;
}

/** The report as others may read it. Only now names are hidden, and only in what is told: it was judged by what was read. */
export async function sharedReport(report: Report, facts: Facts, machine: Machine): Promise<SharedReport> {
  if (machine.others === machine.host) return { report: sharedAsItIs(report), facts };
  const { facts: hidden } = await look(machine.others);
  const told = toldBy(report, { facts: hidden, hide: text => machine.hide(text) });
  return { report: sharedAsItIs(told), facts: hidden };
}

/** A report in which nothing is left to hide: it was rebuilt from what somebody shared, or its owner wished it to be open. */
export const sharedAsItIs = (report: Report): Shared<Report> => report as Shared<Report>;
