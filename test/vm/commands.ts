import type { Machine } from './machine.ts';

/** Runs a script that must succeed; what it said. */
export async function sure(machine: Machine, script: string): Promise<string> {
  const { exit, stdout, stderr } = await machine.run(script);
  if (exit !== 0) throw new Error(`${script.trim()}\nended with ${exit}\n${stdout}${stderr}`);
  return stdout;
}

/** The same for fngvt, which says "cannot tell" (3) where an emulated machine did not answer it in time. */
export async function patient(machine: Machine, command: string): Promise<string> {
  for (let more = 5; ; more -= 1) {
    const { exit, stdout, stderr } = await machine.run(command);
    if (exit === 0) return stdout;
    if (exit !== 3 || more === 0) throw new Error(`${command}\nended with ${exit}\n${stdout}${stderr}`);
  }
}

/** Lines that one listing has and the other has not; empty: they are alike. */
export function differsFrom(before: string, after: string): string {
  const [was, is] = [before, after].map(text => text.split('\n')) as [string[], string[]];
  return [
    ...was.filter(line => !is.includes(line)).map(line => `- ${line}`),
    ...is.filter(line => !was.includes(line)).map(line => `+ ${line}`),
  ].join('\n');
}
