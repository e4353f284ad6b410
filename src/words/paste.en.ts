/** Words about a pasted thread. */
export const pasteEn = {
  readFrom: 'Read from the paste',
  messages: 'error messages',
  contradictions: (paths: string) => `The paste gives two answers for ${paths}; neither is used`,
  otherHosts: 'More than one machine speaks in the paste; only the first one was listened to',
  takenForHost: 'It is taken to come from the host itself, not from inside a VM or container',
  readyReply: 'A reply that is ready to post',
};

/** The shape that every other language fills. */
export type PasteWords = typeof pasteEn;
