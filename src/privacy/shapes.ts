import { isStandInUuid } from '../values/stand-in.ts';
import { isRelease } from '../formats/kernel-release.ts';
import type { Pseudonymizer } from './pseudonymizer.ts';

/** What has a shape of its own wherever it stands: it is replaced as a whole, before a text is gone through word by word. */

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/giu;
/** In the names that libvirt gives to node devices. */
const flatUuid = /(?<=mdev_)[0-9a-f]{8}_[0-9a-f]{4}_[0-9a-f]{4}_[0-9a-f]{4}_[0-9a-f]{12}/giu;
/** A hardware address, or a volume id of FAT, wherever they stand: also glued to a name. */
const mac = /(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}/giu;
const volumeId = /(?<![0-9A-F-])[0-9A-F]{4}-[0-9A-F]{4}(?![0-9A-F-])/gu;
const ip4 = new RegExp(String.raw`(?<![\d.])(?!${isRelease})\d{1,3}(?:\.\d{1,3}){3}(?![\d.])`, 'giu');
const ip6 =
  /(?<![0-9a-f:.])(?:(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6})(?![0-9a-f:])/giu;
const coded = /(?:&#\w{1,8};?|\\[0-7]{3}|\\[xuU][0-9a-fA-F]{2,8}){1,500}/gu;

/** UUIDs, hardware and network addresses, places, PINs, characters written as numbers. */
export function hideShapes(text: string, standIns: Pseudonymizer): string {
  const withoutIds = text
    .replaceAll(uuid, found => (isStandInUuid(found) ? found : standIns.uuid(found)))
    .replaceAll(flatUuid, found => {
      const dashed = found.replaceAll('_', '-');
      return isStandInUuid(dashed) ? found : standIns.uuid(dashed).replaceAll('-', '_');
    })
    .replaceAll(ip4, found => standIns.word(found, 'ip'));
  const withoutAddresses = /[:-]/u.test(withoutIds)
    ? withoutIds
        .replaceAll(mac, found => standIns.word(found.toLowerCase(), 'mac'))
        .replaceAll(volumeId, found => standIns.word(found, 'uuid'))
        .replaceAll(ip6, found => standIns.word(found, 'ip'))
    : withoutIds;
  return hideNumbers(withoutAddresses, standIns).replaceAll(coded, found => standIns.word(found));
}

/** A number of degrees with so many digits behind its point. */
const degree = (digits: number): string =>
  String.raw`(?<![\p{N}.])(?:180|1[0-7]\d|\d{1,2})\.\d{${digits},15}(?![\p{N}.])`;
/**
 * Two of them beside each other, three digits behind the point, which is a hundred metres, or more. Fewer have load averages and
 * versions too.
 */
const pair = new RegExp(
  String.raw`[+-]?${degree(3)}[ \t]?°?[ \t]?[NSEW]?(?:(?:[\s,;:/|，；、]|%2C){1,4}[NSEW]?[+-]?|[+-])${degree(3)}°?`,
  'giu',
);
/** One behind a word that says so. */
const named = new RegExp(
  String.raw`(?<=(?<!\p{L})(?:lat|lon|lng|latitude|longitude|geo|gps|纬度|緯度|经度|經度|坐标|座標)[^\p{L}\p{N}\n]{1,6})${degree(2)}`,
  'giu',
);
/** Degrees and minutes; a temperature has none. */
const minutes =
  /(?<![\p{N}.])\d{1,3}[ \t]?[°º][ \t]?\d{1,2}(?:\.\d{1,9})?[ \t]?['′’](?:[ \t]?\d{1,2}(?:\.\d{1,9})?[ \t]?(?:["″”]|''))?/gu;

/** What says of the number beside it that it opens something. */
const opener = [
  String.raw`(?<![\p{L}\p{N}])(?:pin(?:s|[码碼])?|otp|psk|pwd|secret)(?!\p{L})`,
  String.raw`(?:pass(?:words?|wd|codes?|phrase|wort)|kennwort|mot de passe|contraseña|senha|пароль)(?!\p{L})`,
  '密[码碼]|口令|验证码|驗證碼|暗証番号|비밀번호|パスワード',
].join('|');
/** A number that stands alone: of a date, a time, a version or a name it is but a part. */
const alone = String.raw`(?<![\p{L}\p{N}_])(?<!\p{N}[-.])\p{Nd}{4,12}(?![\p{L}\p{N}_])(?![-:./]\p{N})`;
const behind = new RegExp(String.raw`(?<=(?:${opener})[^\n]{0,24})${alone}`, 'giu');
const before = new RegExp(
  String.raw`${alone}(?=[ \t]?(?:is|ist|as|为|為|是|[=:：(（,，—-])?[ \t]?(?:(?:my|the|our|your|die|das|mein|我的|你的)[ \t]?)?(?:${opener}))`,
  'giu',
);

/** Numbers by which somebody is found, or gets in. */
function hideNumbers(text: string, standIns: Pseudonymizer): string {
  if (!/\p{N}/u.test(text)) return text;
  const place = (found: string): string => standIns.word(found, 'place');
  const pin = (found: string): string => standIns.word(found, 'pin');
  return text
    .replaceAll(pair, place)
    .replaceAll(named, place)
    .replaceAll(minutes, place)
    .replaceAll(behind, pin)
    .replaceAll(before, pin);
}
