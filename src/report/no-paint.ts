import type { Paint } from './paint.ts';

const same = (text: string): string => text;

/** No colours; the library for them is not even loaded. */
export const noPaint: Paint = { good: same, bad: same, warn: same, strong: same, faint: same, command: same };
