import { eastAsianWidth } from 'get-east-asian-width';

/** Terminal cells of a character that is no mark: one, or two for those of East Asia (Unicode Standard Annex 11). */
export const cellsOfCode = (code: number): 1 | 2 => eastAsianWidth(code);
