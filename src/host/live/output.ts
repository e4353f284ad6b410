/** Which of its two outputs a program wrote to. */
export type Channel = 'stdout' | 'stderr';

/** What is kept of what a program writes; it never grows without bound. */
export interface Output {
  /** Takes a part; false: it is more than this output may hold. */
  readonly take: (part: Uint8Array, channel: Channel) => boolean;
  readonly text: (channel: Channel) => string;
}

/**
 * All that is written, up to so many bytes for both channels together. More than that is no answer: a part of it would
 * lie.
 */
export function wholeOutput(most: number): Output {
  const parts: Record<Channel, Uint8Array[]> = { stdout: [], stderr: [] };
  let total = 0;
  return {
    take: (part, channel) => {
      total += part.length;
      if (total <= most) parts[channel].push(part);
      return total <= most;
    },
    text: channel => Buffer.concat(parts[channel]).toString('utf8'),
  };
}

/**
 * The end of what is written, both channels as they came, so many bytes of it: what a person needs of a program that
 * failed.
 */
export function lastOutput(longest: number): Output {
  let last = Buffer.alloc(0);
  return {
    take: part => {
      last = Buffer.concat([last, part]).subarray(-longest);
      return true;
    },
    text: () => last.toString('utf8'),
  };
}
