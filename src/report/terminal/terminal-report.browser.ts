/** A page has no terminal, and nobody there asks for the format that is made for one. */
export function renderTerminal(): never {
  throw new Error('the format text: expected a terminal, found a page');
}
