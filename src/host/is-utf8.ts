import { isUtf8 as isUtf8Text } from 'node:buffer';

/** Whether bytes are a text in UTF-8. */
export const isUtf8 = (bytes: Uint8Array): boolean => isUtf8Text(bytes);
