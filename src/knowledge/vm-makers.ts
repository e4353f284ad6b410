import { readTable } from '../package-files.ts';

/** A maker of virtual machines as firmware names it. */
export interface VmMaker {
  readonly name: string;
  /** Where in the field the name stands. */
  readonly at: 'start' | 'anywhere' | 'whole';
  readonly id: string;
}

/** `rules/tables/vm-makers.yml`. */
export interface VmMakerTable {
  readonly source: string;
  readonly makers: readonly VmMaker[];
}

/** Whose virtual machine names itself so; undefined: no maker that we know. */
export function vmMakerOf(field: string): string | undefined {
  const text = field.trim();
  return readTable<VmMakerTable>('vm-makers').makers.find(({ name, at }) => {
    if (at === 'anywhere') return text.includes(name);
    return at === 'whole' ? text === name : text.startsWith(name);
  })?.id;
}
