/** What many hosts can be written as. */
export const fleetFormats = ['text', 'html', 'json', 'jsonl', 'prometheus'] as const;
export type FleetFormat = (typeof fleetFormats)[number];
