import { spawn, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { connectAgent, type Agent, type Outcome } from './agent.ts';
import type { Hardware } from './scenario.ts';

/** What a VM is made of. */
export interface MachineParts {
  /** Where sockets and logs go; its path must be short (a socket's may have 107 bytes). */
  readonly folder: string;
  readonly disk: { readonly path: string; readonly format: 'raw' | 'qcow2' };
  /** Where everything is noted that is written to the disk (power/write-log.ts); none: nowhere. */
  readonly log?: string;
  /** A copy of OVMF's variables; none: BIOS. */
  readonly variables?: string;
  /** A kernel from outside, for a disk that has no boot loader yet. */
  readonly kernel?: { readonly image: string; readonly initrd: string; readonly arguments: string };
  /** The folder that the VM sees, read-only, as /opt/fngvt. */
  readonly tool: string;
  readonly accelerator: 'kvm' | 'tcg';
}

/** A VM that was booted; it lives until it is rebooted away or ended. */
export interface Machine {
  readonly run: (script: string, user?: string) => Promise<Outcome>;
  /** Shuts it down properly and resolves when QEMU has ended. */
  readonly shutDown: (how: 'reboot' | 'poweroff') => Promise<void>;
  /** Ends QEMU, whatever the VM does. */
  readonly kill: () => void;
  /** The end of its serial console. */
  readonly consoleEnd: () => string;
}

/** No timing is a proof of anything here: these only end what hangs, on a machine that may be slow and shared. */
const limits = { boot: 1200_000, step: 900, shutDown: 600_000 } as const;

const firmwareCode = '/usr/share/OVMF/OVMF_CODE_4M.fd';
let boots = 0;

/** QEMU as it was started. */
interface Started {
  readonly ended: Promise<string>;
  readonly kill: () => void;
  readonly consoleEnd: () => string;
  /** The file that takes what its serial console says. */
  readonly serial: string;
  /** Where its agent is met. */
  readonly socket: string;
}

/** Boots a VM that does not come up, and cuts its power once its console says this. */
export async function bootInVain(parts: MachineParts, hardware: Hardware, seen: RegExp): Promise<void> {
  const { ended, kill, consoleEnd, serial } = start(parts, hardware);
  const says = (): string => (existsSync(serial) ? readFileSync(serial, 'utf8') : '');
  const end = Date.now() + limits.boot;
  const soon = (): Promise<string | null> =>
    Promise.race([ended, new Promise<null>(done => setTimeout(done, 200, null))]);
  while (!seen.test(says())) {
    const isOver = (await soon()) !== null;
    if ((isOver && !seen.test(says())) || Date.now() > end) {
      kill();
      throw new Error(`the console never said ${String(seen)}\n${consoleEnd()}`);
    }
  }
  kill();
  await ended;
}

/** Boots a VM that does not come up and resets itself, which ends QEMU (-no-reboot); before, its console must have said this. */
export async function bootToReset(parts: MachineParts, hardware: Hardware, seen: RegExp): Promise<void> {
  const { ended, kill, consoleEnd, serial } = start(parts, hardware);
  const late = setTimeout(kill, limits.boot);
  const how = await ended;
  clearTimeout(late);
  const isSaid = existsSync(serial) && seen.test(readFileSync(serial, 'utf8'));
  if (how !== 'exit code 0' || !isSaid)
    throw new Error(`expected a reset after ${String(seen)}, found ${how}\n${consoleEnd()}`);
}

function start(parts: MachineParts, hardware: Hardware): Started {
  boots += 1;
  const serial = join(parts.folder, `console-${boots}.log`);
  const socket = join(parts.folder, 'agent');
  rmSync(socket, { force: true });
  const aperture = join(parts.folder, 'aperture');
  writeAperture(aperture, hardware);
  const errors = openSync(join(parts.folder, `qemu-${boots}.log`), 'w');
  const qemu = spawn('qemu-system-x86_64', qemuArguments(parts, hardware, { serial, socket, aperture }), {
    stdio: ['ignore', errors, errors],
  });
  closeSync(errors);
  const kill = (): void => void qemu.kill('SIGKILL');
  process.once('exit', kill);
  const ended = endOf(qemu).finally(() => process.off('exit', kill));
  const consoleEnd = (): string =>
    [`qemu-${boots}.log`, serial]
      .map(file => (file === serial ? file : join(parts.folder, file)))
      .map(file => (existsSync(file) ? lastLines(readFileSync(file, 'utf8')) : ''))
      .join('\n');
  return { ended, kill, consoleEnd, serial, socket };
}

/** Boots a VM and waits until its system is up. */
export async function boot(parts: MachineParts, hardware: Hardware): Promise<Machine> {
  const { ended, kill, consoleEnd, socket } = start(parts, hardware);
  let agent: Agent;
  try {
    agent = await orEnd(
      connectAgent(socket, 30_000).then(async link => {
        await link.ready(limits.boot);
        await withTool(link);
        return link;
      }),
      ended,
    );
  } catch (error) {
    kill();
    throw new Error(`${(error as Error).message}\n${consoleEnd()}`, { cause: error });
  }
  return {
    run: (script, user = 'root') => orEnd(agent.run(script, user, limits.step), ended),
    shutDown: async how => {
      const timer = setTimeout(kill, limits.shutDown);
      // The system may go down before it has answered.
      await Promise.race([
        agent.run(`systemctl --no-block ${how}`, 'root', limits.step).then(() => ended),
        ended,
      ]);
      clearTimeout(timer);
      agent.close();
    },
    kill: () => {
      agent.close();
      kill();
    },
    consoleEnd,
  };
}

/** The unit in the VM mounts the tool as it starts, where the kernel may not have met the share yet ("no channels available"). */
async function withTool(agent: Agent): Promise<void> {
  const share = '-t 9p -o ro,trans=virtio,version=9p2000.L,msize=262144 fngvt /opt/fngvt';
  const script = `mountpoint -q /opt/fngvt || mount ${share}`;
  const { exit, stderr } = await agent.run(script, 'root', limits.step);
  if (exit !== 0) throw new Error(`the tool is not to be seen in the VM: ${stderr}`);
}

function qemuArguments(
  { disk, log, variables, kernel, tool, accelerator }: MachineParts,
  { aperture, iommu }: Hardware,
  files: { readonly serial: string; readonly socket: string; readonly aperture: string },
): string[] {
  // The processor of the guide's machine (family 6, model 142, stepping 9), and nothing that says it is emulated.
  const cpu = `Skylake-Client,-hypervisor,model=142,stepping=9,model-id=Intel(R) Core(TM) i5-7200U CPU @ 2.50GHz`;
  return [
    ...['-machine', 'q35,kernel-irqchip=split', '-smp', '2', '-m', '2048'],
    ...(accelerator === 'kvm' ? ['-accel', 'kvm'] : ['-accel', 'tcg,thread=multi,tb-size=512']),
    ...['-cpu', cpu, '-nodefaults', '-vga', 'none', '-display', 'none', '-monitor', 'none', '-no-reboot'],
    ...(iommu ? ['-device', 'intel-iommu'] : []),
    // Shared memory: its BAR 2 is the aperture, and its first page tells the stand-in what to be (modules/standin.h).
    ...['-object', `memory-backend-file,id=aperture,mem-path=${files.aperture},size=${aperture}M,share=on`],
    ...['-device', 'ivshmem-plain,memdev=aperture,addr=02.0'],
    ...['-serial', `file:${files.serial}`],
    ...diskArguments(disk, log),
    ...['-device', 'virtio-rng-pci', '-device', 'virtio-serial-pci'],
    ...['-chardev', `socket,id=agent,path=${files.socket},server=on,wait=off`],
    ...['-device', 'virtserialport,chardev=agent,name=fngvt.agent'],
    ...['-virtfs', `local,path=${tool},mount_tag=fngvt,security_model=none,readonly=on`],
    ...['-smbios', 'type=0,vendor=Intel Corp.,version=BNKBL357.86A.0062.2018.0222.1644,date=02/22/2018'],
    ...['-smbios', 'type=1,manufacturer=Intel,product=NUC7i5BNH'],
    ...['-smbios', 'type=2,manufacturer=Intel,product=NUC7i5BNB'],
    ...(variables === undefined
      ? []
      : [
          ...['-drive', `if=pflash,unit=0,format=raw,readonly=on,file=${firmwareCode}`],
          ...['-drive', `if=pflash,unit=1,format=raw,file=${variables}`],
        ]),
    ...(kernel === undefined
      ? []
      : ['-kernel', kernel.image, '-initrd', kernel.initrd, '-append', kernel.arguments]),
  ];
}

/**
 * The disk, and between it and the VM the log, if there is one. What the VM flushes need not reach this machine's own disk; the log still has
 * it, because the VM sees a disk with a cache of its own (write-cache) that it has to flush.
 */
function diskArguments({ path, format }: MachineParts['disk'], log: string | undefined): string[] {
  if (log === undefined)
    return [
      ...['-drive', `file=${path},format=${format},if=none,id=disk,cache=unsafe`],
      ...['-device', 'virtio-blk-pci,drive=disk'],
    ];
  writeFileSync(log, '');
  return [
    ...['-blockdev', `driver=file,node-name=disk-file,filename=${path},cache.no-flush=on`],
    ...['-blockdev', `driver=${format},node-name=disk-layer,file=disk-file,cache.no-flush=on`],
    ...['-blockdev', `driver=file,node-name=log-file,filename=${log},cache.no-flush=on`],
    '-blockdev',
    'driver=blklogwrites,node-name=disk,file=disk-layer,log=log-file,log-sector-size=512,log-super-update-interval=1',
    ...['-device', 'virtio-blk-pci,drive=disk,write-cache=on'],
  ];
}

/** The aperture is a sparse file; the stand-in GPU reads from its first page what it is to be. */
function writeAperture(path: string, { aperture, ...settings }: Hardware): void {
  const file = openSync(path, 'w');
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${Number(value)}\n`);
  writeSync(file, `fngvt stand-in\n${lines.join('')}`);
  closeSync(file);
  truncateSync(path, aperture * 1024 * 1024);
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise(done => {
    child.once('exit', (code, signal) => done(signal ?? `exit code ${String(code)}`));
    child.once('error', error => done(error.message));
  });
}

/** What is waited for, unless QEMU ends before. */
function orEnd<T>(promise: Promise<T>, ended: Promise<string>): Promise<T> {
  const lost = ended.then((how): never => {
    throw new Error(`QEMU ended: ${how}`);
  });
  return Promise.race([promise, lost]);
}

/** The end of a log, without what emulation says of every boot. */
function lastLines(text: string): string {
  const lines = text.split('\n').filter(line => !line.includes("TCG doesn't support requested feature"));
  return lines.slice(-40).join('\n');
}
