/** How many bytes a text has in UTF-8. */
export const byteLength = (text: string): number => Buffer.byteLength(text);

/** Bytes in Base64 (RFC 4648, section 4), and back; what is none of it is left out. */
export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
export const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
