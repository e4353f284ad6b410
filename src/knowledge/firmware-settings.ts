import { readTable } from '../package-files.ts';

/** A setting of the firmware, by the names that it usually has. */
export interface FirmwareSetting {
  readonly id: string;
  readonly names: readonly string[];
  readonly to: 'enabled' | 'not-auto';
  /** It takes effect after the power was off. */
  readonly off?: true;
  /** What people take for it. */
  readonly not?: string;
  /** Many boards do not show it. */
  readonly hidden?: true;
  /** Some boards do not have it; those can't do what it is for. */
  readonly optional?: true;
  /** What proves it: a look of `rules/remedy.ts`. */
  readonly check?: string;
  readonly source: string;
}

/** `rules/tables/firmware-settings.yml`. */
export interface FirmwareTable {
  readonly settings: readonly FirmwareSetting[];
}

/** A setting by its id. */
export const firmwareSetting = (id: string): FirmwareSetting | undefined =>
  readTable<FirmwareTable>('firmware-settings').settings.find(setting => setting.id === id);
