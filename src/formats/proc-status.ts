/** The effective user id from /proc/<pid>/status: the second number of `Uid:`, after the real one (proc_pid_status(5)). */
export function effectiveUid(text: string): number | undefined {
  const found = /^Uid:\s+\d{1,10}\s+(\d{1,10})\s/m.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
