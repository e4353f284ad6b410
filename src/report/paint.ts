import { Chalk } from 'chalk';

/** Colours by what they mean. A symbol or a word always stands beside them. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly command: (text: string) => string;
}

/** Colours for a terminal; whether there are any is decided once, by the command line and the terminal (see no-paint.ts). */
export function paint(): Paint {
  const chalk = new Chalk({ level: 1 });
  return {
    good: text => chalk.green(text),
    bad: text => chalk.red(text),
    warn: text => chalk.yellow(text),
    strong: text => chalk.bold(text),
    faint: text => chalk.dim(text),
    command: text => chalk.cyan(text),
  };
}
