/** Our own Markdown without its marks: code loses its backticks, links keep their text and address, bold its stars. */
export function plain(markdown: string): string {
  return markdown
    .replace(/\[([^[\]]+)\]\((https:[^)]+)\)/gu, '$1 ($2)')
    .replace(/`([^`]*)`/gu, '$1')
    .replace(/\*\*([^*]+)\*\*/gu, '$1');
}
