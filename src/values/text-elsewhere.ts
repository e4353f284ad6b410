/** Stands in the data of one file where a text does whose languages lie apart, in the order in which they are met (`scripts/package-inside.ts`). */
export const textElsewhere = '\u00a4';
