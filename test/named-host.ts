import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot } from '../src/host/snapshot/snapshot-schema.ts';
import { OwnRoot } from './change/own-root.ts';
import { furnishWith, recorded } from './change/recorded-root.ts';

/** Names that nobody but the owner of a host knows, one of each kind that a host has. */
export const names = {
  vm: 'zwinger77',
  title: 'Huberstube',
  otherVm: 'kellerfee',
  otherTitle: 'Dachkammer',
  vmUuid: '9a4c7d10-52bb-4e3f-8d21-7f6e5d4c3b2a',
  vgpu: '3f1c8a52-6e0b-4d27-9b65-c0ffee20d001',
  host: 'bergkristall',
  user: 'huberfranz',
  network: 'netzweide',
  address: '192.168.178.42',
} as const;

export type NameKind = keyof typeof names;

/** The host at the end of the guide, as if somebody had named all that is in it. */
export async function namedHost(): Promise<Snapshot> {
  const text = JSON.stringify(await recorded('fnos-hd620.vm-attached'))
    .replaceAll('rvb8l0pj', names.vm)
    .replaceAll('Windows 10', names.title)
    .replaceAll('67chqzi0', names.otherVm)
    .replaceAll('router', names.otherTitle)
    .replaceAll('6d0f2c8e-4d5b-4a42-9b2f-2f6f3a7c1e01', names.vmUuid)
    .replaceAll('00000000-0000-0000-0000-000000000011', names.vgpu)
    .replaceAll('/vol1/vm/pool', `/vol1/${names.user}/${names.network}`);
  const host = JSON.parse(text) as Snapshot;
  // A line that fix takes out on request stands among lines of the owner.
  const list = host.files['/etc/modules'];
  const modules = (typeof list === 'string' ? list : '').replace(
    'vfio_virqfd\n',
    `# ${names.user}@${names.host}, ${names.network}\nvfio_virqfd\n# for ${names.address}\n`,
  );
  return {
    ...host,
    files: { ...host.files, '/etc/modules': modules, '/etc/modules-load.d/modules.conf': modules },
  };
}

/** What one run showed, by where. */
export interface Shown {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** That host as the root of its own programs; virsh and dmesg say what was recorded. */
export class NamedRoot extends OwnRoot {
  readonly snapshot: Snapshot;

  constructor(snapshot: Snapshot) {
    super();
    this.snapshot = snapshot;
    furnishWith(this, snapshot);
    this.put('/etc/machine-id', '0123456789abcdef0123456789abcdef\n');
    const programs = new Map<string, string[]>();
    for (const [index, { argv, exit, stdout, stderr }] of snapshot.commands.entries()) {
      const [program = '', ...args] = argv;
      this.put(`/opt/said/${index}.out`, stdout);
      this.put(`/opt/said/${index}.err`, stderr);
      const lines = programs.get(program) ?? [];
      lines.push(
        `'${args.join(' ')}') cat /opt/said/${index}.out; cat /opt/said/${index}.err >&2; exit ${exit ?? 1} ;;`,
      );
      programs.set(program, lines);
    }
    for (const [program, lines] of programs)
      this.script(program, `case "$*" in\n${lines.join('\n')}\nesac\nexit 1\n`);
    chmodSync(this.at('/tmp'), 0o777);
  }

  /** On a terminal of its own, whose owner says no to all. */
  onTerminal(...args: readonly string[]): Shown {
    return this.onTerminalSaying('n\n', ...args);
  }

  /** On a terminal of its own (script(1), util-linux), where somebody types this; standard error apart. */
  onTerminalSaying(input: string, ...args: readonly string[]): Shown {
    const command = [...this.argv(['/opt/fngvt/dist/fngvt.js', ...args])].map(quoted).join(' ');
    const error = this.at('/tmp/stderr');
    const typed = unendingInput(input);
    const { status, stdout } = spawnSync(
      'script',
      ['-qec', `stty cols 120 rows 60; ${command} 2>${quoted(error)}`, '/dev/null'],
      {
        encoding: 'utf8',
        stdio: [typed, 'pipe', 'pipe'],
        timeout: 60_000,
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', TERM: 'xterm', NO_COLOR: '1' },
      },
    );
    closeSync(typed);
    return { exit: status, stdout: stdout.replaceAll('\r', ''), stderr: readFileSync(error, 'utf8') };
  }
}

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** A keyboard on which this was typed and that stays: at the end of its input script(1) waits two seconds more, whatever runs. */
function unendingInput(text: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'fngvt-keys-'));
  const path = join(folder, 'keys');
  execFileSync('mkfifo', [path]);
  // fifo(7): opened for both it never ends.
  const keys = openSync(path, 'r+');
  writeSync(keys, text);
  rmSync(folder, { recursive: true });
  return keys;
}
