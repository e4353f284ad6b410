/** What begins and ends where Chinese is wrapped or joined, as the inside of a character class: GB/T 15834-2011. */

/** Full-width marks beside which a line break is no space. */
export const marks = '，。；：、！？（）';

/** Marks that end no line. */
export const openingMarks = '（《「“';

/** Marks that begin no line. */
export const closingMarks = '，。；：、！？）》」”';
