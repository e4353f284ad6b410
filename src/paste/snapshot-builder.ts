import { parseKernelLog } from '../formats/kernel-log.ts';
import { checkSnapshot } from '../host/snapshot/check.ts';
import type { Snapshot } from '../host/snapshot/snapshot-schema.ts';
import { quotedMessages } from '../values/quoted-messages.ts';
import { pciDevice, pciDevices } from '../values/pci-device.ts';

/** One answer about a path: what it holds, what lies in it, where it points, or that it is missing or closed. */
type Answer =
  | { readonly kind: 'file'; readonly text: string; readonly keep?: string }
  | { readonly kind: 'folder'; readonly names: readonly string[] }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'denied' };

/** A command with what it said. */
interface Said {
  readonly argv: readonly string[];
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The snapshot as it grows. A path of which the paste gives two answers (before and after a change, or from two machines) is left
 * out: nobody can tell which of them holds.
 */
export class SnapshotBuilder {
  private readonly answers = new Map<string, Answer>();
  private readonly disputed = new Set<string>();
  private readonly commands = new Map<string, Said>();
  private readonly log: string[] = [];
  private readonly messages: string[] = [];
  private readonly named = new Set<string>();
  private claim: { readonly id?: string; readonly name: string } | undefined;
  private readonly types = new Set<string>();
  private readonly globbed: (readonly [folder: string, file: string, values: readonly string[]])[] = [];
  private isLogWhole = false;
  private readonly shown = new Set<string>();
  private readonly fallbacks: (readonly [string, string])[] = [];
  private readonly waiting: ((release: string) => void)[] = [];
  private readonly sources = new Set<string>();
  /** Release of the running kernel, once something told it. */
  release: string | undefined;

  /** Notes that an output was recognised, by the command that gives it. */
  sees(source: string): void {
    this.sources.add(source);
  }

  file(path: string, text: string, keep?: string): void {
    this.put(path, { kind: 'file', text, ...(keep === undefined ? {} : { keep }) });
    // A file in the folder of a type says that there is the type.
    const [, type] = /\/mdev_supported_types\/([\w-]{1,64})\/[\w/]{1,64}$/u.exec(path) ?? [];
    if (type !== undefined) this.offered([type]);
  }

  /** The same where nothing better tells it. */
  fallback(path: string, text: string): void {
    this.fallbacks.push([path, text]);
  }

  folder(path: string, names: readonly string[]): void {
    this.put(path, { kind: 'folder', names: [...new Set(names)].sort() });
  }

  link(path: string, target: string): void {
    this.put(path, { kind: 'link', target });
  }

  absent(path: string): void {
    this.put(path, { kind: 'absent' });
  }

  denied(path: string): void {
    this.put(path, { kind: 'denied' });
  }

  /** PCI pciDevices that there are: all of them, or the display pciDevices that were shown. */
  display(addresses: readonly string[]): void {
    for (const address of addresses) this.shown.add(address);
  }

  /** An integrated GPU, named without its address. */
  integrated(gpu: { readonly pciClass: string; readonly device: string }): void {
    this.named.add(JSON.stringify(gpu));
  }

  /** The integrated GPU as its owner names it, or by its id; used where nothing shows a GPU. */
  claimed(gpu: { readonly id?: string; readonly name: string }): void {
    this.claim = gpu;
  }

  /** vGPU types, named without the GPU that offers them. */
  offered(types: readonly string[]): void {
    for (const type of types) this.types.add(type);
  }

  /** One line of a file of each that lies in a folder, in the order of a shell's `*` (POSIX, Pathname Expansion); without their names. */
  ofEach(folder: string, file: string, values: readonly string[]): void {
    this.globbed.push([folder, file, values]);
  }

  /** What a command said; where it failed, that stands on its error output. Two different answers are none. */
  command(argv: readonly string[], stdout: string, stderr = ''): void {
    const name = JSON.stringify(argv);
    const said: Said = { argv, stdout, stderr, exit: stderr === '' ? 0 : 1 };
    const before = this.commands.get(name);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(said))
      this.disputed.add(argv.join(' '));
    this.commands.set(name, said);
  }

  /** Lines of the kernel log; whole: from the boot on, and nothing left out. */
  kernelLog(lines: readonly string[], isWhole: boolean): void {
    for (const line of lines) this.log.push(line);
    this.isLogWhole ||= isWhole;
  }

  /** An error message that we know. */
  message(text: string): void {
    this.messages.push(text);
    this.sees(quotedMessages.join(' '));
  }

  /** `uname -r`; two different ones are none. */
  running(release: string): void {
    this.release ??= release;
    this.file('/proc/sys/kernel/osrelease', `${release}\n`);
  }

  /** Something that can be said once the running kernel is known, which may be told last. */
  later(say: (release: string) => void): void {
    this.waiting.push(say);
  }

  /** Outputs that were recognised, in their order. */
  get seen(): readonly string[] {
    return [...this.sources];
  }

  /** Paths of which two answers were given. */
  get contradictions(): readonly string[] {
    return [...this.disputed].sort();
  }

  has(path: string): boolean {
    return this.answers.has(path) && !this.disputed.has(path);
  }

  private put(path: string, answer: Answer): void {
    if (path.length > 1000) return;
    const before = this.answers.get(path);
    if (before === undefined || before.kind === 'denied') this.answers.set(path, answer);
    else if (answer.kind !== 'denied' && !isSame(before, answer)) this.disputed.add(path);
  }

  /** What was named without an address is the integrated GPU's, which is 00:02.0; two different ones are none. */
  private placeIntegrated(): void {
    const folder = pciDevice('0000:00:02.0');
    const [gpu, ...others] = this.named;
    if (gpu !== undefined && others.length === 0 && this.shown.size === 0) {
      const { pciClass, device } = JSON.parse(gpu) as { pciClass: string; device: string };
      this.display(['0000:00:02.0']);
      this.fallback(`${folder}/class`, `0x${pciClass}00\n`);
      this.fallback(`${folder}/vendor`, '0x8086\n');
      this.fallback(`${folder}/device`, `0x${device}\n`);
    }
    this.placeClaimed(folder);
    const offer = `${folder}/mdev_supported_types`;
    if (this.types.size > 0 && !this.answers.has(offer)) this.folder(offer, [...this.types]);
  }

  private placeClaimed(folder: string): void {
    if (this.claim === undefined || this.shown.size > 0 || this.named.size > 0) return;
    const { id, name } = this.claim;
    this.display(['0000:00:02.0']);
    this.fallback(`${folder}/class`, '0x030000\n');
    this.fallback(`${folder}/vendor`, '0x8086\n');
    if (id !== undefined) this.fallback(`${folder}/device`, `0x${id}\n`);
    else
      this.command(
        ['lspci', '-vv', '-s', '0000:00:02.0'],
        `00:02.0 VGA compatible controller: Intel Corporation ${name}\n`,
      );
  }

  /** The names that a `*` stood for, where the folder was listed and they are as many. */
  private nameGlobbed(): void {
    for (const [folder, file, values] of this.globbed) {
      const listed = this.answers.get(folder);
      if (listed?.kind !== 'folder' || listed.names.length !== values.length) continue;
      listed.names.forEach((name, i) => this.file(`${folder}/${name}/${file}`, `${values[i] ?? ''}\n`));
    }
  }

  /** Whoever offers types of GVT-g is an Intel display device: only i915 makes them, and it drives nothing else. */
  private offerers(): void {
    for (const path of this.answers.keys()) {
      const [, device] = /^(\/sys\/bus\/pci\/devices\/[^/]+)\/mdev_supported_types(?:$|\/)/u.exec(path) ?? [];
      const answer = this.answers.get(path);
      const isOffer = path.includes('/i915-GVTg_') || (answer?.kind === 'folder' && answer.names.length > 0);
      if (device === undefined || !isOffer) continue;
      this.display([device.slice(pciDevices.length + 1)]);
      this.fallback(`${device}/vendor`, '0x8086\n');
      this.fallback(`${device}/class`, '0x030000\n');
    }
  }

  /** A path that is missing here and has something in it there contradicts itself as well. */
  private settle(): void {
    for (const [path, answer] of this.answers) {
      if (answer.kind === 'absent' || answer.kind === 'denied') continue;
      for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
        const above = this.answers.get(path.slice(0, at));
        const name = path.slice(at + 1).split('/', 1)[0] ?? '';
        const isWrong = above?.kind === 'absent' || (above?.kind === 'folder' && !above.names.includes(name));
        if (isWrong) this.disputed.add(path.slice(0, at));
      }
    }
  }

  /** What the paste says, in the form that every other source has. */
  snapshot(): Snapshot {
    this.complete();
    const displays = this.shown.size > 0 ? [[pciDevices, [...this.shown].sort()] as const] : [];
    const files = this.undisputed('file').map(
      ([path, { keep, text }]) => [path, keep === undefined ? text : { keep, text }] as const,
    );
    const folders = this.undisputed('folder').map(([path, { names }]) => [path, names] as const);
    const commands = [...this.commands.values()].filter(said => !this.disputed.has(said.argv.join(' ')));
    if (this.log.length > 0)
      commands.push({ argv: ['dmesg'], exit: 0, stderr: '', stdout: `${this.logLines().join('\n')}\n` });
    if (this.messages.length > 0)
      commands.push({ argv: quotedMessages, exit: 0, stderr: '', stdout: `${this.messages.join('\n')}\n` });
    return checkSnapshot(
      {
        schema: 'fngvt.snapshot/1',
        files: Object.fromEntries(files),
        dirs: Object.fromEntries([...displays, ...folders]),
        links: Object.fromEntries(this.undisputed('link').map(([path, { target }]) => [path, target])),
        absent: this.undisputed('absent').map(([path]) => path),
        denied: this.undisputed('denied').map(([path]) => path),
        commands,
      },
      'the snapshot made of the paste',
    );
  }

  /** Adds what follows from the whole of the paste. */
  private complete(): void {
    if (this.release !== undefined && this.has('/proc/sys/kernel/osrelease'))
      for (const say of this.waiting) say(this.release);
    this.placeIntegrated();
    this.nameGlobbed();
    this.offerers();
    for (const [path, text] of this.fallbacks) if (!this.answers.has(path)) this.file(path, text);
    this.settle();
  }

  private undisputed<K extends Answer['kind']>(kind: K): (readonly [string, Extract<Answer, { kind: K }>])[] {
    const isOfKind = (answer: Answer): answer is Extract<Answer, { kind: K }> => answer.kind === kind;
    return [...this.answers].flatMap(([path, answer]) =>
      isOfKind(answer) && !this.disputed.has(path) ? [[path, answer] as const] : [],
    );
  }

  /** An excerpt must not look as if it began with the boot: what it lacks was not looked at. */
  private logLines(): readonly string[] {
    return this.isLogWhole ? this.log : this.log.filter(line => !parseKernelLog(line).reachesBoot);
  }
}

/** Spaces at the end of a line are lost in every other copy. */
function isSame(one: Answer, other: Answer): boolean {
  const shape = (answer: Answer): string =>
    JSON.stringify(
      answer.kind === 'file' ? { ...answer, text: answer.text.replace(/\s+/gu, ' ').trim() } : answer,
    );
  return shape(one) === shape(other);
}
