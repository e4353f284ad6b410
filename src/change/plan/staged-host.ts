import { excerpt } from '../../host/excerpt.ts';
import { absent, present, withheld, type Host, type Reading } from '../../host/reader.ts';
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

/** A link of Debian's: one file by two names. */
const aliases: Readonly<Record<string, string>> = { '/etc/modules': '/etc/modules-load.d/modules.conf' };

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
    this.host = {
      ...real,
      read: async (path, keep) => {
        const text = this.#files.get(path);
        if (text === undefined) return real.read(path, keep);
        if (text === null) return absent;
        return present(keep === undefined ? text : excerpt(text, keep));
      },
      list: async path => this.#list(path, await real.list(path)),
      link: path => (this.#files.has(path) ? Promise.resolve(absent) : real.link(path)),
      stat: async path => {
        const text = this.#files.get(path);
        if (text === undefined) return real.stat(path);
        if (text === null) return absent;
        const before = await real.stat(path);
        // A file that does not exist yet has no time and no place on a disk; nobody asks for those here.
        return before.state === 'present' ? before : withheld('not captured');
      },
    };
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
    const alias = aliases[path];
    if (alias !== undefined && (await this.#real.read(alias)).state === 'present')
      this.#files.set(alias, after);
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

  /** A folder as it would be; one that is not there yet is made with its first file. */
  #list(folder: string, real: Reading<readonly string[]>): Reading<readonly string[]> {
    if (real.state === 'withheld') return real;
    const names = new Set(real.state === 'present' ? real.value : []);
    let isTouched = false;
    for (const [path, text] of this.#files) {
      if (path.slice(0, path.lastIndexOf('/')) !== folder) continue;
      isTouched = true;
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (text === null) names.delete(name);
      else names.add(name);
    }
    return isTouched ? present([...names].sort()) : real;
  }
}
