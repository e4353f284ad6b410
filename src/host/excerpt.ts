import type { LineFilter } from './reader.ts';
import { ownPattern } from '../values/own-pattern.ts';

/** The lines of a text that a filter keeps, newline included. */
export function excerpt(text: string, keep: LineFilter): string {
  const wanted = ownPattern(keep.pattern, 'u');
  return text
    .split('\n')
    .filter(line => wanted.test(line))
    .map(line => `${line}\n`)
    .join('');
}
