/** Is it the output of the collector? What stands before its first line (a quote's mark, a shell's greeting) is no matter. */
export function isCollected(text: string): boolean {
  return /^[^\n]{0,40}@@ fngvt\.collected\//mu.test(text.slice(0, 64 * 1024));
}
