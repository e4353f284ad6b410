/**
 * The command under which a snapshot keeps error messages that somebody quoted without a machine to read: its standard output holds them, one a
 * line. No such program is ever run.
 */
export const quotedMessages: readonly string[] = ['messages'];
