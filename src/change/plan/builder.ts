import type { Facts } from '../../facts/fact-index.ts';
import type { Refusal, RunStep } from '../plan.ts';
import type { BootTarget } from './boot-target.ts';
import type { StagedHost } from './staged-host.ts';

/** What has to be made anew out of the files that were edited, once, behind all edits. */
export type FollowUp = 'initramfs' | 'boot-loader';

/** Kernel words that the next boot must have, or must not have any more. */
export interface KernelWords {
  readonly wanted: readonly string[];
  readonly dropped: readonly string[];
}

/**
 * A plan in the making: remedies write files to the stage, ask for follow-ups, and say what they leave alone and why. It holds what
 * becomes of one host and ends as a Plan.
 */
export class PlanBuilder {
  readonly stage: StagedHost;
  /** The facts that remedies go by; after a repair, those of the repaired files. */
  now: Facts;
  readonly route: BootTarget;
  /** The files of GRUB's settings that this plan repairs before it adds to them. */
  isGrubRepaired = false;
  readonly #followUps = new Map<FollowUp, string | null>();
  readonly #runs: RunStep[] = [];
  readonly #refused: Refusal[] = [];
  readonly #notes: Refusal[] = [];
  readonly #wanted = new Map<string, string>();
  readonly #dropped = new Set<string>();

  constructor(stage: StagedHost, now: Facts, route: BootTarget) {
    this.stage = stage;
    this.now = now;
    this.route = route;
  }

  /** Asks for a follow-up; however often it is asked for, it runs once. */
  follow(what: FollowUp, rule: string | null): void {
    if (!this.#followUps.has(what)) this.#followUps.set(what, rule);
  }

  /** A command that is no follow-up. */
  run(step: RunStep): void {
    if (!this.#runs.some(other => other.argv.join(' ') === step.argv.join(' '))) this.#runs.push(step);
  }

  /** This rule's remedy can't be done by us. */
  refuse(rule: string | null, reason: string, details: Readonly<Record<string, string>> = {}): void {
    const isKnown = this.#refused.some(
      other => other.reason === reason && JSON.stringify(other.details) === JSON.stringify(details),
    );
    if (!isKnown) this.#refused.push({ reason, details, rule });
  }

  /** The text of a file to be edited; null where there is none, and where it can't be edited, which is refused here. */
  async textToEdit(rule: string, path: string): Promise<string | null> {
    const text = await this.stage.text(path);
    if (typeof text === 'string' || text === null) return text;
    this.refuse(rule, text.reason, text.details);
    return null;
  }

  /** Another tool calls this file its own: then it is not for us to write. */
  refuseOthers(rule: string, path: string, text: string | null): boolean {
    const isOthers = text !== null && madeByTool(text);
    if (isOthers) this.refuse(rule, 'other-tool', { path });
    return isOthers;
  }

  /** Something that is not touched, and why. */
  note(rule: string | null, reason: string, details: Readonly<Record<string, string>> = {}): void {
    if (!this.#notes.some(other => other.reason === reason && other.details?.['word'] === details['word']))
      this.#notes.push({ reason, details, rule });
  }

  /** A word that the next boot must have in force. */
  want(name: string, word: string): void {
    this.#wanted.set(name, word);
  }

  /** A word that the plan takes away. */
  drop(word: string): void {
    this.#dropped.add(word);
  }

  followUps(): ReadonlyMap<FollowUp, string | null> {
    return this.#followUps;
  }

  runs(): readonly RunStep[] {
    return this.#runs;
  }

  refused(): readonly Refusal[] {
    return this.#refused;
  }

  notes(): readonly Refusal[] {
    return this.#notes;
  }

  words(): KernelWords {
    return { wanted: [...this.#wanted.values()], dropped: [...this.#dropped] };
  }
}

/** Words by which a file says that a program writes it and will write it again. */
const claim =
  /do not (?:edit|modify|change)|auto(?:matically)?[- ]generated|(?:generated|managed|maintained) by|自动生成|请勿(?:修改|编辑)/iu;

/** Does another tool call this file its own? Only the comments are asked. */
export function madeByTool(text: string): boolean {
  return text.split('\n').some(line => /^\s*[#;]/u.test(line) && claim.test(line));
}
