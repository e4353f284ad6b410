import { decodeHTMLStrict } from 'entities';

/** The character of an HTML entity, `&gt;`; one that does not exist stays as it is. */
export const oneEntity = (entity: string): string => decodeHTMLStrict(entity);
