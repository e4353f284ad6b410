import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

let known: 'kvm' | 'tcg' | undefined;

/**
 * Hardware virtualisation where it works, emulation elsewhere. That /dev/kvm is there proves nothing (nested virtualisation may be
 * off or broken): a kernel has to reach user space with it first.
 */
export async function acceleratorFor(
  kernel: { readonly image: string; readonly initrd: string },
  folder: string,
): Promise<'kvm' | 'tcg'> {
  known ??= isUsable() && (await reachesUserSpace(kernel, join(folder, 'probe.log'))) ? 'kvm' : 'tcg';
  return known;
}

function isUsable(): boolean {
  if (!/\b(vmx|svm)\b/u.test(readFileSync('/proc/cpuinfo', 'utf8'))) return false;
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function reachesUserSpace(
  kernel: { readonly image: string; readonly initrd: string },
  log: string,
): Promise<boolean> {
  rmSync(log, { force: true });
  const qemu = spawn(
    'qemu-system-x86_64',
    [
      ...[
        '-machine',
        'q35,kernel-irqchip=split',
        '-accel',
        'kvm',
        '-cpu',
        'host',
        '-m',
        '1024',
        '-nodefaults',
      ],
      ...['-display', 'none', '-no-reboot', '-serial', `file:${log}`, '-kernel', kernel.image],
      // initramfs-tools(7): with break=top its shell asks for commands before anything is mounted.
      ...['-initrd', kernel.initrd, '-append', 'console=ttyS0 break=top'],
    ],
    { stdio: 'ignore' },
  );
  const life = { isOver: false };
  qemu.once('exit', () => (life.isOver = true));
  qemu.once('error', () => (life.isOver = true));
  const hasShell = (): boolean => existsSync(log) && readFileSync(log, 'latin1').includes('(initramfs)');
  for (let waited = 0; waited < 60 && !hasShell() && !life.isOver; waited += 1) await sleep(1000);
  qemu.kill('SIGKILL');
  return hasShell();
}
