import type { Facts } from '../../facts/fact-index.ts';
import type { Refusal, RunStep } from '../plan.ts';
import type { BootTarget } from './boot-target.ts';
import type { StagedHost } from './staged-host.ts';

/** What has to be made anew out of the files that were edited, once, behind all edits. */
export type FollowUp = 'initramfs' | 'boot-loader';

/** What follow-ups are called where a plan is told. */
const followUpNames: Readonly<Record<FollowUp, string>> = {
  initramfs: 'initramfs-rebuilt',
  'boot-loader': 'boot-config-regenerated',
};

/** Who carries a plan out. */
export type Hand = 'fngvt' | 'person';

/** What a step is for. */
export interface StepPurpose {
  /** Kind of the remedy that wanted it first; null: none did. */
  readonly remedy: string | null;
  /** Ids of the rules. */
  readonly rules: readonly string[];
}

/** By path of an edit, by follow-up, by command: what it is for. */
class Purposes {
  readonly #found = new Map<string, { readonly remedy: string; readonly rules: Set<string> }>();

  add(what: string, rule: string, remedy: string): void {
    const found = this.#found.get(what);
    if (found === undefined) this.#found.set(what, { remedy, rules: new Set([rule]) });
    else found.rules.add(rule);
  }

  of(what: string): StepPurpose {
    const found = this.#found.get(what);
    return { remedy: found?.remedy ?? null, rules: [...(found?.rules ?? [])] };
  }
}

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
  #asked: readonly FollowUp[] = [];
  readonly #runs: RunStep[] = [];
  readonly #refused: Refusal[] = [];
  readonly #notes: Refusal[] = [];
  readonly #wanted = new Map<string, string>();
  readonly #dropped = new Set<string>();
  readonly #freed = new Set<string>();
  readonly #purposes = new Purposes();
  /** Who is to do it: fngvt writes to files of its own where it can, a person to those that they know. */
  readonly hand: Hand;

  constructor(stage: StagedHost, now: Facts, route: BootTarget, hand: Hand = 'fngvt') {
    this.stage = stage;
    this.now = now;
    this.route = route;
    this.hand = hand;
  }

  /** What is staged from here on is for this rule, by this remedy. */
  async pursue(rule: string, remedy: string, work: () => Promise<void>): Promise<void> {
    const [edits, follows, runs] = [this.stage.edits(), this.#asked, this.#runs.length];
    await work();
    for (const { path } of this.stage.edits().filter(edit => !edits.includes(edit)))
      this.#purposes.add(path, rule, remedy);
    for (const what of this.#asked.slice(follows.length)) this.#purposes.add(what, rule, followUpNames[what]);
    for (const { argv } of this.#runs.slice(runs)) this.#purposes.add(argv.join(' '), rule, remedy);
  }

  /** What the edits of a path, a follow-up or a command are for. */
  purposeOf(what: string): StepPurpose {
    return this.#purposes.of(what);
  }

  /** Asks for a follow-up; however often it is asked for, it runs once. */
  follow(what: FollowUp, rule: string | null): void {
    if (!this.#followUps.has(what)) this.#followUps.set(what, rule);
    this.#asked = [...this.#asked, what];
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

  /** Nothing keeps this module from being loaded once the edits are made. */
  free(module: string): void {
    this.#freed.add(module);
  }

  isFreed(module: string): boolean {
    return this.#freed.has(module);
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
