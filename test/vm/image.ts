import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
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
 * The key is a digest of all that goes in, apart from what the mirror holds that day. Several runs may share the cache: each builds in a
 * folder of its own, and the first to be done gives it its name.
 */
export async function image(
  variant: Variant,
  work: { readonly folder: string; readonly tool: string },
  say: (line: string) => void,
): Promise<Image> {
  mkdirSync(cache, { recursive: true });
  clearUnused();
  const base = join(cache, `${variant.suite}-${digest(['image/base.sh'], mirror)}.tar`);
  const inputs = ['image/disk.sh', 'image/agent', 'image/fngvt-vm.service', ...filesBelow('modules')];
  const folder = join(cache, `${variant.name}-${digest(inputs, base, JSON.stringify(variant))}`);
  if (!existsSync(folder)) await build(variant, base, folder, work, say);
  touch(folder);
  const { disk, variables } = partsOf(folder);
  return {
    disk,
    variables: variant.firmware === 'uefi' ? variables : null,
    accelerator: await acceleratorFor(kernelOf(folder), work.folder),
  };
}

async function build(
  variant: Variant,
  base: string,
  folder: string,
  work: { readonly folder: string; readonly tool: string },
  say: (line: string) => void,
): Promise<void> {
  const fresh = mkdtempSync(join(cache, 'new-'));
  const end = (): void => rmSync(fresh, { recursive: true, force: true });
  process.once('exit', end);
  try {
    if (!existsSync(base)) {
      say(`fetching ${variant.suite}`);
      await script('base.sh', [variant.suite, mirror, join(fresh, 'base.tar')]);
      renameSync(join(fresh, 'base.tar'), base);
    }
    touch(base);
    say(`building ${variant.name}`);
    const { disk, variables, image, initrd } = partsOf(fresh);
    const prepare = join(work.folder, 'prepare.sh');
    writeFileSync(prepare, variant.prepare);
    await script('disk.sh', [base, prepare, disk]);
    renameSync(`${disk}.kernel`, image);
    renameSync(`${disk}.initrd`, initrd);
    if (variant.firmware === 'uefi') copyFileSync(emptyVariables, variables);
    say(`installing the boot loader of ${variant.name}`);
    await install(variant, fresh, work);
    // Onto the folder of another run that was faster this does not go.
    if (!existsSync(folder)) renameSync(fresh, folder);
  } finally {
    end();
    process.off('exit', end);
  }
}

async function install(
  variant: Variant,
  folder: string,
  work: { readonly folder: string; readonly tool: string },
): Promise<void> {
  const { disk, variables } = partsOf(folder);
  const kernel = kernelOf(folder);
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
      ...(variant.firmware === 'uefi' ? { variables } : {}),
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

/** What lies in the folder of an image. */
function partsOf(folder: string): Record<'disk' | 'variables' | 'image' | 'initrd', string> {
  return {
    disk: join(folder, 'disk.raw'),
    variables: join(folder, 'variables.fd'),
    image: join(folder, 'vmlinuz'),
    initrd: join(folder, 'initrd'),
  };
}

/** Its kernel and initramfs, for a boot from outside. */
function kernelOf(folder: string): { readonly image: string; readonly initrd: string } {
  const { image, initrd } = partsOf(folder);
  return { image, initrd };
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

/** What no run has used for a week goes; what another run has just built, from other inputs, stays. */
function clearUnused(): void {
  const week = 7 * 24 * 3600_000;
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const used = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (used !== undefined && Date.now() - used > week) rmSync(path, { recursive: true, force: true });
  }
}

function touch(path: string): void {
  utimesSync(path, new Date(), new Date());
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
