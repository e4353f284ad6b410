import type { Reader } from './reader.ts';
import { programOf } from './reader.ts';

const release = /^\d{1,2}\.\d{1,3}(?:\.\d{1,4})?(?:[-.+~_]?[\w.+~-]{1,80})?$/u;

/** `Linux nas 6.1.0-32-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.129-1 (2025-03-06) x86_64 GNU/Linux`. */
const all =
  /^Linux \S{1,80} (\d\S{1,90}) (#\d{1,9}\S{0,60} .{1,200}?)(?: (?:x86_64|unknown)){1,3} GNU\/Linux$/u;

/** `Linux version 6.1.0 (builder@host) (gcc …) #1 SMP …`: /proc/version, and the first line of the kernel log. */
const version = /^(?:\[ {0,8}0\.0{1,9}\] |\S.{0,60} kernel: )?(Linux version (\d\S{1,90}) \(.{1,600})$/u;

/** The running kernel: `uname`, /proc/version, the head of the log, `hostnamectl`, `pveversion`. */
export const readKernel: Reader = (exchange, draft) => {
  const program = programOf(exchange);
  const argument = exchange.command?.argv.join(' ') ?? '';
  for (const raw of exchange.lines) {
    const line = raw.trim();
    const [, named, build] = all.exec(line) ?? [];
    if (named !== undefined && build !== undefined) {
      draft.sees('uname -a');
      draft.running(named);
      draft.file('/proc/sys/kernel/version', `${build}\n`);
    }
    const [, text, booted] = version.exec(line) ?? [];
    if (text !== undefined && booted !== undefined) {
      draft.sees('/proc/version');
      draft.running(booted);
      draft.file('/proc/version', `${text}\n`);
    }
    const shown = /^\s{0,20}(?:Kernel|内核)[:：] Linux (\S{3,90})$/u.exec(line)?.[1];
    const proxmox = /^(?:pve-manager|proxmox-ve)[:/].{0,120}\(running kernel: (\S{3,90})\)/u.exec(line)?.[1];
    for (const found of [shown, proxmox]) {
      if (found === undefined || !release.test(found)) continue;
      draft.sees(found === shown ? 'hostnamectl' : 'pveversion');
      draft.running(found);
    }
  }
  const [only = ''] = exchange.lines;
  const isAsked = program === 'uname' && /^uname -{1,2}(?:r|kernel-release)$/u.test(argument);
  const isFile = program === 'cat' && argument === 'cat /proc/sys/kernel/osrelease';
  if ((isAsked || isFile) && release.test(only.trim())) {
    draft.sees('uname -r');
    draft.running(only.trim());
  }
};
