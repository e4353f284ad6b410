import { inStyle } from '../../values/styled.ts';

/** Styles by what they mean, for renderers. */
export const paint = {
  good: inStyle('good'),
  bad: inStyle('bad'),
  warn: inStyle('warn'),
  strong: inStyle('strong'),
  faint: inStyle('faint'),
  command: inStyle('command'),
} as const;
