import { textOf, type FileRecord } from '../../change/journal/journal.ts';

/**
 * The text of a kept file to be shown, whatever its encoding; null: there was none. What holds a NUL is no text file (POSIX.1-2017, XBD
 * 3.403) and is named by its digest.
 */
export function recordText(record: FileRecord | null): string | null {
  const text = textOf(record);
  return text?.includes('\0') === true ? `sha256 ${record?.digest ?? ''}\n` : text;
}
