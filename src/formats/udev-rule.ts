/** Programs that only start another one, which is named in their arguments. */
const starters = new Set(['sh', 'bash', 'dash', 'env', 'systemd-run', 'nohup', 'setsid']);

const assignment =
  /\b(?:RUN|PROGRAM)(?:\{program\})?[+:=]?=\s*"([^"\\]*(?:\\.[^"\\]*)*)"|\bIMPORT\{program\}[+:=]?=\s*"([^"\\]*(?:\\.[^"\\]*)*)"/g;

/**
 * The programs that a rules file runs (udev(7): RUN, PROGRAM, IMPORT{program}), in their order and without repeats. One
 * without a path lies in /usr/lib/udev. Of `/bin/sh -c '/usr/sbin/mdevctl …'` both are given.
 */
export function programsOfRules(text: string): string[] {
  const found = new Set<string>();
  for (const line of logicalLines(text)) {
    for (const [, run, imported] of line.matchAll(assignment)) {
      for (const program of programsOf(run ?? imported ?? '')) found.add(program);
    }
  }
  return [...found];
}

/** The mdevctl that a rules file runs; undefined where it runs none. */
export function mdevctlProgram(text: string): string | undefined {
  return programsOfRules(text).find(program => program.endsWith('/mdevctl'));
}

function programsOf(command: string): string[] {
  const words = command.split(/[\s'"\\;&|()]+/).filter(word => word !== '');
  const [first, ...rest] = words;
  if (first === undefined || first.startsWith('$') || first.startsWith('%')) return [];
  const name = first.slice(first.lastIndexOf('/') + 1);
  const started = starters.has(name)
    ? rest.filter(word => /^\/(?!dev\/|sys\/|proc\/)[\w./-]+$/.test(word))
    : [];
  return [first.startsWith('/') ? first : `/usr/lib/udev/${first}`, ...started];
}

/** Comments left out, lines that end with a backslash joined to the next. */
function logicalLines(text: string): string[] {
  const joined = text.replace(/\\\r?\n/g, '');
  return joined.split('\n').filter(line => !/^\s*#/.test(line));
}
