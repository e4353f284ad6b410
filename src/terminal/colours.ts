import { Chalk } from 'chalk';
import type { Style } from '../values/styled.ts';

const chalk = new Chalk({ level: 1 });

/** What each style looks like: the sixteen colours that every terminal has, so that its owner's palette decides. */
export const colours: Readonly<Record<Style, (text: string) => string>> = {
  good: text => chalk.green(text),
  bad: text => chalk.red(text),
  warn: text => chalk.yellow(text),
  strong: text => chalk.bold(text),
  faint: text => chalk.dim(text),
  command: text => chalk.cyan(text),
};
