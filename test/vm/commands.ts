import type { Machine } from './machine.ts';

/** Runs a script that must succeed; what it said. */
export async function sure(machine: Machine, script: string): Promise<string> {
  const { exit, stdout, stderr } = await machine.run(script);
  if (exit !== 0) throw new Error(`${script.trim()}\nended with ${exit}\n${stdout}${stderr}`);
  return stdout;
}

/** Lines that one listing has and the other has not; empty: they are alike. */
export function differsFrom(before: string, after: string): string {
  const [was, is] = [before, after].map(text => text.split('\n')) as [string[], string[]];
  return [
    ...was.filter(line => !is.includes(line)).map(line => `- ${line}`),
    ...is.filter(line => !was.includes(line)).map(line => `+ ${line}`),
  ].join('\n');
}
