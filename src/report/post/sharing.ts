import type { SharingWords } from '../../words/sharing.en.ts';

/** How much was replaced, in words. */
export function replacedLines(
  counts: Readonly<Record<string, number>>,
  say: SharingWords,
): readonly string[] {
  const parts = Object.entries(counts).map(([kind, count]) => say.secrets(kind, count));
  return [parts.length === 0 ? say.nothingReplaced : say.replaced(parts)];
}

/** The size of a file, as people write it. */
export function sizeOf(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content).length : content.length;
  return bytes < 10_240 ? `${bytes} B` : `${Math.round(bytes / 1024)} KiB`;
}
