/** Does something, and says how long it took, however it ended. */
export async function timed<T>(
  say: (line: string) => void,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  const before = Date.now();
  try {
    return await work();
  } finally {
    say(`  ${((Date.now() - before) / 1000).toFixed(0).padStart(4)} s  ${what}`);
  }
}
