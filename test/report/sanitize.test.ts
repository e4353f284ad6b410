import { expect, test } from 'vitest';
import { sanitize } from '../../src/report/sanitize.ts';

test.each([
  ['\u001b[31mred', '\\x1b[31mred'],
  ['a\u0007b\u009bc', 'a\\x07b\\x9bc'],
  ['a\nb\tc', 'a b c'],
  ['user\u202egnp.exe', 'user\\u202egnp.exe'],
  ['i915.enable_gvt\u200b=1', 'i915.enable_gvt\\u200b=1'],
  ['核显 “quiet”', '核显 “quiet”'],
  ['GBK \udcba\udccb', 'GBK \\xba\\xcb'],
  ['no byte \ud800\udc7f \udc00', 'no byte \u{1007f} \\udc00'],
])('%j is shown as %j', (hostile, safe) => {
  expect(sanitize(hostile)).toBe(safe);
});
