import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { acceleratorFor } from './accelerator.ts';
import { boot } from './machine.ts';
import { usualHardware } from './scenario.ts';
import type { Variant } from './variant.ts';

/** A disk that boots by itself, never written to: a VM gets a layer above it. */
export interface Image {
  readonly disk: string;
  /** OVMF's variables after the installation; null: BIOS. */
  readonly variables: string | null;
  readonly accelerator: 'kvm' | 'tcg';
}

const here = import.meta.dirname;
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'fngvt', 'vm');
const mirror = process.env['FNGVT_DEBIAN_MIRROR'] ?? 'http://deb.debian.org/debian';
const emptyVariables = '/usr/share/OVMF/OVMF_VARS_4M.fd';

/**
 * The image of a variant, from the cache or built: debootstrap, our modules, and a first boot that installs the boot loader.
 * The key is a digest of all that goes in, apart from what the mirror holds that day. A new one takes the old one's place.
 */
export async function image(
  variant: Variant,
  work: { readonly folder: string; readonly tool: string },
  say: (line: string) => void,
): Promise<Image> {
  mkdirSync(cache, { recursive: true });
  const base = join(cache, `${variant.suite}-${digest(['image/base.sh'], mirror)}.tar`);
  const inputs = ['image/disk.sh', 'image/agent', 'image/fngvt-vm.service', ...filesBelow('modules')];
  const key = digest(inputs, base, JSON.stringify(variant));
  const disk = join(cache, `${variant.name}-${key}.raw`);
  const variables = variant.firmware === 'uefi' ? `${disk}.vars` : null;
  if (!existsSync(disk)) {
    clearBut(base, variant.suite);
    if (!existsSync(base)) {
      say(`fetching ${variant.suite}`);
      await script('base.sh', [variant.suite, mirror, base]);
    }
    say(`building ${variant.name}`);
    clearBut(disk, variant.name);
    const fresh = join(cache, `${variant.name}-${key}.new`);
    const prepare = join(work.folder, 'prepare.sh');
    writeFileSync(prepare, variant.prepare);
    await script('disk.sh', [base, prepare, fresh]);
    if (variables !== null) copyFileSync(emptyVariables, variables);
    say(`installing the boot loader of ${variant.name}`);
    await install(variant, fresh, variables, work);
    renameSync(fresh, disk);
  }
  return { disk, variables, accelerator: await acceleratorFor(kernelOf(disk), work.folder) };
}

async function install(
  variant: Variant,
  disk: string,
  variables: string | null,
  work: { readonly folder: string; readonly tool: string },
): Promise<void> {
  const kernel = kernelOf(disk);
  for (const part of ['kernel', 'initrd'])
    renameSync(`${disk}.${part}`, kernel[part === 'kernel' ? 'image' : 'initrd']);
  const machine = await boot(
    {
      ...work,
      disk: { path: disk, format: 'raw' },
      kernel: {
        ...kernel,
        arguments:
          'root=UUID=6b1d2f0e-5c3a-4e7d-9a41-0f2b3c4d5e6f ro console=ttyS0 mitigations=off no_timer_check panic=5',
      },
      accelerator: await acceleratorFor(kernel, work.folder),
      ...(variables === null ? {} : { variables }),
    },
    usualHardware,
  );
  try {
    const { exit, stdout, stderr } = await machine.run(`set -eu\n${variant.install}`);
    if (exit !== 0) throw new Error(`the installation in ${variant.name} failed:\n${stdout}${stderr}`);
    await machine.shutDown('poweroff');
  } finally {
    machine.kill();
  }
}

/** Where the kernel and initramfs of a disk lie, for a boot from outside. */
function kernelOf(disk: string): { readonly image: string; readonly initrd: string } {
  const stem = disk.replace(/\.(new|raw)$/u, '');
  return { image: `${stem}.vmlinuz`, initrd: `${stem}.initrd` };
}

/** Runs a script of image/; whatever it has started ends with us. */
async function script(name: string, args: readonly string[]): Promise<void> {
  const child = spawn(join(here, 'image', name), [...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output = `${output}${text}`.slice(-20_000)));
  const end = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  process.once('exit', end);
  const status = await new Promise<number | string | null>(done => {
    child.once('close', (code, signal) => done(code ?? signal));
    child.once('error', error => done(error.message));
  });
  process.off('exit', end);
  if (status !== 0)
    throw new Error(`${name} ended with ${String(status)}:\n${output.split('\n').slice(-40).join('\n')}`);
}

/** Older builds of the same thing go. */
function clearBut(path: string, name: string): void {
  for (const file of readdirSync(cache)) {
    const old = join(cache, file);
    if (new RegExp(`^${name}-[0-9a-f]{16}\\.`, 'u').test(file) && old !== path) rmSync(old, { force: true });
  }
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(here, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(here.length + 1))
    .sort();
}

function digest(files: readonly string[], ...more: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(here, file)));
  for (const text of more) hash.update(`\0${text}`);
  return hash.digest('hex').slice(0, 16);
}

/** A layer above an image, for one VM to write to. */
export function layerAbove(disk: string, layer: string): void {
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', '-b', disk, '-F', 'raw', layer]);
}
