import { expect, test } from 'vitest';
import { apertureBudget } from '../../src/knowledge/aperture-budget.ts';

const type = 'i915-GVTg_V5_4';
const active = { type, isActive: true };

test.each<readonly [string, Parameters<typeof apertureBudget>, unknown]>([
  ['an aperture that is not known', [null, [active], []], null],
  ['none', [0, [], []], null],
  ['nothing made', [256, [], []], { hostMib: 128, usedMib: 0, freeMib: 128 }],
  ['one that lives', [256, [active], []], { usedMib: 128, freeMib: 0 }],
  [
    'one that is only defined',
    [256, [{ type, isActive: false }], []],
    { living: [], usedMib: 0, freeMib: 128 },
  ],
  [
    'one of which nobody knows whether it lives',
    [256, [{ type, isActive: null }], []],
    { usedMib: null, freeMib: null },
  ],
  ['one of an unknown type', [256, [{ type: 'x', isActive: true }], []], { usedMib: null, freeMib: null }],
  [
    'what the kernel says of a size',
    [256, [active], [{ name: type, lowMib: 64 }]],
    { usedMib: 64, freeMib: 64 },
  ],
  ['more than there is', [256, [active, active], []], { usedMib: 256, freeMib: 0 }],
  ['an aperture below the share of the host', [64, [], []], { hostMib: 64, freeMib: 0 }],
])('%s', (_name, given, wanted) => {
  const budget = apertureBudget(...given);
  if (wanted === null) expect(budget).toBe(null);
  else expect(budget).toMatchObject(wanted as object);
});
