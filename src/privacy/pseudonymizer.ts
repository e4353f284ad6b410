import { anyStandIn, flatStandInUuid, standInLetters, standInUuid, standInWord } from '../values/stand-in.ts';

/** What kind of thing was replaced; the counts of a snapshot's `redactions`. */
export type SecretKind = 'word' | 'uuid' | 'mac' | 'ip' | 'number' | 'place' | 'pin';

/**
 * Stand-ins for what does not leave the machine. The same value gets the same stand-in everywhere, so that relations survive; it
 * follows from the value and a key alone, so that the order in which things are read changes nothing. A stand-in that is
 * met again stays as it is: replacing twice is replacing once.
 */
export class Pseudonymizer {
  private readonly digest: (text: string) => string;
  private readonly byToken = new Map<string, string>();
  private readonly byValue = new Map<string, string>();
  private readonly kinds = new Map<SecretKind, number>();

  /** `digest` gives hexadecimal digits, different for each machine (src/host/digest.ts). */
  constructor(digest: (text: string) => string) {
    this.digest = digest;
  }

  /** `anon_` and a few letters: an identifier for every shell, kernel and XML parser that reads the text afterwards. */
  word(value: string, kind: SecretKind = 'word'): string {
    return this.tokenFor(value, kind, digest => {
      const letters = base32(digest);
      return Array.from({ length: 8 }, (_, i) => standInWord(letters.slice(0, 5 + i)));
    });
  }

  /** A UUID of a shape that no machine makes. Its letters' case does not matter. */
  uuid(value: string): string {
    return this.tokenFor(value.toLowerCase(), 'uuid', digest =>
      Array.from({ length: 8 }, (_, i) => standInUuid(digest.slice(i, i + 12))),
    );
  }

  /** The text with the real values in the place of the stand-ins that this run made. */
  reveal(text: string): string {
    return text
      .replaceAll(anyStandIn, token => this.byToken.get(token) ?? token)
      .replaceAll(
        flatStandInUuid,
        token => this.byToken.get(token.replaceAll('_', '-'))?.replaceAll('-', '_') ?? token,
      );
  }

  /** Every replacement: the value with what stands for it. */
  all(): readonly (readonly [value: string, standIn: string])[] {
    return [...this.byToken].map(([token, value]) => [value, token] as const);
  }

  /** How many different values of each kind were replaced. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.kinds].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private tokenFor(
    value: string,
    kind: SecretKind,
    candidates: (digest: string) => readonly string[],
  ): string {
    const known = this.byValue.get(value);
    if (known !== undefined) return known;
    // Two values that fall together would seem related; the next candidate is theirs.
    const token = candidates(this.digest(value)).find(one => !this.byToken.has(one));
    if (token === undefined) throw new Error('stand-ins: no free one');
    this.byToken.set(token, value);
    this.byValue.set(value, token);
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
    return token;
  }
}

/** Hexadecimal digits as letters and digits, five bits each. */
function base32(hex: string): string {
  let bits = 0n;
  for (const digit of hex.slice(0, 20)) bits = bits * 16n + BigInt(Number.parseInt(digit, 16));
  let letters = '';
  for (let i = 0; i < 16; i += 1) {
    letters += standInLetters[Number(bits & 31n)] ?? '';
    bits >>= 5n;
  }
  return letters;
}
