/**
 * The date of a firmware as its table writes it, in the order of ISO 8601. SMBIOS 3.7, type 0, offset 08h: mm/dd/yyyy. Whatever
 * else stands there stays as it is.
 */
export function smbiosDate(text: string): string {
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/u.exec(text.trim()) ?? [];
  return year === undefined ? text.trim() : `${year}-${month ?? ''}-${day ?? ''}`;
}
