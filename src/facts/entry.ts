/** The type of a known value; null ("it is not there") is possible where `nullable` says so. */
export type FactType = 'text' | 'version' | 'number' | 'boolean' | 'list';

/** The functions that work out what the next boot makes of facts: those of next-boot.ts, then the derivations of derive.ts. */
export type NextName =
  | 'nextKernel'
  | 'nextCmdline'
  | 'nextModules'
  | 'nextLog'
  | 'nextIommu'
  | 'nextDriver'
  | 'nextParameters'
  | 'nextShare'
  | 'nextFunctions'
  | 'nextVgpus';

/** A derivation: it gives its facts anew from those of the next boot. */
export type DerivationName =
  | 'deriveBoot'
  | 'deriveModules'
  | 'deriveGpu'
  | 'deriveVgpu'
  | 'deriveSharing'
  | 'deriveParameters'
  | 'deriveMessages';

export type FollowerName = NextName | DerivationName;

/**
 * What a boot does to a fact. `stays`: hardware, firmware, files on disk, configuration, and what was said. `follows`: the named functions work it
 * out, a later one has the last word; of what they leave out it stays. `goes`: it lived in memory only, and is null then. `open`: nobody can
 * foretell it.
 */
export type Boot = 'stays' | 'goes' | 'open' | { readonly follows: readonly FollowerName[] };

/** What is known of an address, whatever the host. */
export interface FactEntry {
  readonly type: FactType;
  readonly nullable: boolean;
  /** What it is, for people who write rules. */
  readonly about: string;
  readonly boot: Boot;
}

type Make = (about: string) => FactEntry;

/** Entries of every type that a boot does the same to. */
export interface Makers {
  readonly text: Make;
  readonly textOrNull: Make;
  readonly version: Make;
  readonly versionOrNull: Make;
  readonly number: Make;
  readonly numberOrNull: Make;
  readonly yes: Make;
  readonly list: Make;
  readonly listOrNull: Make;
}

function makers(boot: Boot): Makers {
  const of =
    (type: FactType, nullable: boolean): Make =>
    about => ({ type, nullable, about, boot });
  return {
    text: of('text', false),
    textOrNull: of('text', true),
    version: of('version', false),
    versionOrNull: of('version', true),
    number: of('number', false),
    numberOrNull: of('number', true),
    yes: of('boolean', false),
    list: of('list', false),
    listOrNull: of('list', true),
  };
}

export const stays = makers('stays');
export const goes = makers('goes');
export const open = makers('open');
export const follows = (...names: readonly FollowerName[]): Makers => makers({ follows: names });
