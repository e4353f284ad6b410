import { expect, test } from 'vitest';
import { withFirmwareDate } from '../../src/host/live/inventory.ts';
import { smbiosDate } from '../../src/host/smbios-date.ts';

test.each([
  ['02/22/2018\n', '2018-02-22'],
  ['03/04/2019', '2019-03-04'],
  ['2019-03-04', '2019-03-04'],
  ['Not Specified', 'Not Specified'],
])('%j is %s', (text, date) => {
  expect(smbiosDate(text)).toBe(date);
});

// systeminformation 5.33 takes such a date for dd/mm/yyyy: its parseDateTime, called by bios() without a date format.
test('the date of the machine card is that of the table, whatever the library made of it', () => {
  expect(withFirmwareDate({ vendor: 'Intel Corp.', releaseDate: '2019-04-03' }, '03/04/2019\n')).toEqual({
    vendor: 'Intel Corp.',
    releaseDate: '2019-03-04',
  });
});

test('a date that only the library has is left out: its month and day may have changed places', () => {
  expect(withFirmwareDate({ vendor: 'Intel Corp.', releaseDate: '2019-04-03' }, null)).toEqual({
    vendor: 'Intel Corp.',
    releaseDate: null,
  });
});
