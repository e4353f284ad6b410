import { expect, test } from 'vitest';
import { smbiosDate } from '../../src/formats/smbios-date.ts';

test.each([
  ['02/22/2018\n', '2018-02-22'],
  ['03/04/2019', '2019-03-04'],
  ['2019-03-04', '2019-03-04'],
  ['Not Specified', 'Not Specified'],
])('%j is %s', (text, date) => {
  expect(smbiosDate(text)).toBe(date);
});
