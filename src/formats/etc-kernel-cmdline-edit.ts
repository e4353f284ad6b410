import { editCmdline, type CmdlineEdit } from './kernel-cmdline-edit.ts';

/**
 * Why /etc/kernel/cmdline is left to a person.
 * - no-line: it says nothing; what would count then is another file.
 * - several-lines: kernel-install joins lines and drops comments, proxmox-boot-tool takes the first line: they would differ.
 * - carriage-return, full-width: characters that do not belong on a command line.
 */
export type KernelCmdlineRefusal = 'no-line' | 'several-lines' | 'carriage-return' | 'full-width';

/** Edits the one line of /etc/kernel/cmdline; spaces around it and the end of the file stay. */
export function editKernelCmdlineFile(
  text: string,
  edits: readonly CmdlineEdit[],
): { readonly text: string } | { readonly why: KernelCmdlineRefusal } {
  if (text.includes('\r')) return { why: 'carriage-return' };
  if (/[^\p{ASCII}]/u.test(text)) return { why: 'full-width' };
  const lines = text.split('\n');
  const filled = lines.filter(line => line.trim() !== '');
  const [only, ...others] = filled;
  if (only === undefined) return { why: 'no-line' };
  if (others.length > 0 || only.trimStart().startsWith('#')) return { why: 'several-lines' };
  return { text: lines.map(line => (line === only ? editCmdline(line, edits) : line)).join('\n') };
}
