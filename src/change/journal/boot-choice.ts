import { parseGrubenv } from '../../formats/grubenv.ts';
import type { HostWriter } from '../../host/writer.ts';
import { textOfBytes } from '../../values/lossless-text.ts';

/** Where GRUB keeps what is chosen for the next boot. */
export const grubenv = '/boot/grub/grubenv';

/** Whether this entry is chosen for the next boot alone. `grub-reboot` ends well whatever it is told, and so does not say it. */
export function isChosen(writer: HostWriter, entry: string): boolean {
  const state = writer.readFile(grubenv);
  if (state === null || 'reason' in state) return false;
  return parseGrubenv(textOfBytes(state.bytes)).get('next_entry') === entry;
}
