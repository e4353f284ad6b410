import { noPaint } from '../report/no-paint.ts';
import type { Paint } from '../report/paint.ts';
import type { Invocation } from './outcome.ts';

/** Colours, where they are wanted. */
export async function paintFor({ isColored }: Invocation): Promise<Paint> {
  return isColored ? (await import('../report/paint.ts')).paint() : noPaint;
}
