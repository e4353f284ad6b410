import { otherNameOf, overlayHost } from '../../host/overlay-host.ts';
import type { Host } from '../../host/reader.ts';
import type { EditStep } from '../plan.ts';

/** Why a file can't be edited: what was read of it, or where it leads. */
export type Unreadable =
  | { readonly reason: 'unread'; readonly details: { readonly path: string; readonly why: string } }
  | { readonly reason: 'link'; readonly details: { readonly path: string; readonly target: string } };

/** What an edit is for. */
export interface Purpose {
  readonly rule: string | null;
  readonly reboot: boolean;
  /** Shown and asked for by itself: it is not merged with another edit of the same file. */
  readonly isApart?: boolean;
}

/**
 * A host and, over it, the files as a plan would leave them. Remedies write here and see what those before them wrote; collectors
 * read here, so that the rules can be judged on a host that does not exist yet. The real one is only looked at.
 */
export class StagedHost {
  readonly host: Host;
  readonly #real: Host;
  readonly #files = new Map<string, string | null>();
  readonly #edits: EditStep[] = [];

  constructor(real: Host) {
    this.#real = real;
    this.host = overlayHost(real, this.#files);
  }

  /** The text as it would be by now; null: there is no such file. */
  async text(path: string): Promise<string | null | Unreadable> {
    const link = await this.host.link(path);
    if (link.state === 'present') return { reason: 'link', details: { path, target: link.value } };
    const reading = await this.host.read(path);
    if (reading.state === 'present') return reading.value;
    return reading.state === 'absent' ? null : { reason: 'unread', details: { path, why: reading.why } };
  }

  /** Writes a file whole, or takes it away with null. What changes nothing is no edit. */
  async write(path: string, after: string | null, { rule, reboot, isApart = false }: Purpose): Promise<void> {
    const before = await this.text(path);
    if (typeof before === 'object' && before !== null) throw new Error(`written without being read: ${path}`);
    if (before === after) return;
    this.#files.set(path, after);
    const otherName = await otherNameOf(this.#real, path);
    if (otherName !== undefined) this.#files.set(otherName, after);
    const last = this.#edits.findIndex(edit => edit.path === path && edit.after === before);
    const former = this.#edits[last];
    if (former === undefined || isApart || this.#apart.has(former)) {
      const edit: EditStep = { kind: 'edit', path, before, after, reboot, rule };
      if (isApart) this.#apart.add(edit);
      this.#edits.push(edit);
      return;
    }
    const merged: EditStep = { ...former, after, reboot: former.reboot || reboot };
    if (merged.before === merged.after) this.#edits.splice(last, 1);
    else this.#edits[last] = merged;
  }

  readonly #apart = new Set<EditStep>();

  /** What was written, in the order in which it was begun. */
  edits(): readonly EditStep[] {
    return [...this.#edits];
  }
}
