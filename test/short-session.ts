import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '../src/host/snapshot/snapshot-schema.ts';
import { OwnRoot } from './change/own-root.ts';
import { furnishWith } from './change/recorded-root.ts';
import { packageFolder } from './run-cli.ts';

/** The collector that can be pasted into a shell. */
export const shortCollector = readFileSync(join(packageFolder, 'collector', 'short.sh'), 'utf8');

/** A root of its own with the programs that the short collector calls. */
export function rootForSessions(): OwnRoot {
  const root = new OwnRoot();
  for (const program of ['id', 'head', 'grep', 'sed', 'ls', 'cat']) root.install(program);
  return root;
}

/** What the short collector prints on a recorded host; needs root, as chroot does. */
export function shortSession(root: OwnRoot, snapshot: Snapshot): string {
  root.reset();
  furnishWith(root, snapshot);
  programsOf(root, snapshot);
  return spawnSync('chroot', [root.path, '/bin/sh', '-s'], {
    input: shortCollector,
    encoding: 'utf8',
    env: { PATH: '/usr/sbin:/usr/bin:/bin' },
  }).stdout;
}

/** Programs that say what they said on the host. */
function programsOf(root: OwnRoot, { files, links, commands }: Snapshot): void {
  const text = (path: string): string => {
    const file = files[path];
    return (typeof file === 'string' ? file : (file?.text ?? '')).trim();
  };
  const kernel = '/proc/sys/kernel';
  root.put('/said/release', `${text(`${kernel}/osrelease`)}\n`);
  root.put('/said/version', `${text(`${kernel}/version`)}\n`);
  root.script('uname', 'case $1 in -r) cat /said/release ;; -v) cat /said/version ;; esac\n');
  root.put('/said/dmesg', commands.find(({ argv }) => argv[0] === 'dmesg')?.stdout ?? '');
  root.script('dmesg', 'cat /said/dmesg\n');
  const devices = '/sys/bus/pci/devices';
  const cards = Object.keys(files)
    .flatMap(path => /^\/sys\/bus\/pci\/devices\/([^/]+)\/class$/u.exec(path)?.[1] ?? [])
    .filter(address => text(`${devices}/${address}/class`).startsWith('0x03'))
    .sort();
  const lines = cards.flatMap(address => {
    const hex = (name: string): string => text(`${devices}/${address}/${name}`).slice(2);
    const maker = hex('vendor') === '8086' ? 'Intel Corporation' : 'Another';
    const driver = links[`${devices}/${address}/driver`]?.split('/').at(-1);
    return [
      `${address.slice(5)} VGA compatible controller [${hex('class').slice(0, 4)}]: ${maker} Graphics [${hex('vendor')}:${hex('device')}]`,
      ...(driver === undefined ? [] : [`\tKernel driver in use: ${driver}`]),
    ];
  });
  root.put('/said/lspci', lines.map(line => `${line}\n`).join(''));
  root.script('lspci', 'cat /said/lspci\n');
}
