/** Words by which a file says that a program writes it and will write it again. */
const claim =
  /do not (?:edit|modify|change)|auto(?:matically)?[- ]generated|(?:generated|managed|maintained) by|自动生成|请勿(?:修改|编辑)/iu;

/** Does another tool call this file its own? Only the comments are asked. */
export function madeByTool(text: string): boolean {
  return text.split('\n').some(line => /^\s*[#;]/u.test(line) && claim.test(line));
}
