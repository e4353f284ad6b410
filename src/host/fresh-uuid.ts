import { randomUUID } from 'node:crypto';

/** A random UUID (RFC 9562, version 4); Node 18 has it only here. */
export const freshUuid = (): string => randomUUID();
