import { expect, it } from 'vitest';
import { parseGpuTop } from '../../src/formats/gpu-top.ts';

const sample = (render: number | string, key = 'Render/3D/0'): string =>
  `{"period":{"duration":1000,"unit":"ms"},"clients":{"1":{"name":"a } \\" {"}},"engines":{"${key}":{"busy":${JSON.stringify(render)},"unit":"%"},"Video/0":{"busy":10},"Video/1":{"busy":5}}}`;
const wanted = [
  { name: 'Render/3D', busy: 40 },
  { name: 'Video', busy: 15 },
];

it.each<[string, string]>([
  ['1.25: commas and no brackets', `${sample(99)},\n${sample(30)},\n${sample(50)}`],
  ['2.0: brackets', `[${sample(99)},${sample(30)},${sample(50)}]`],
  ['cut short by the interrupt', `[\n${sample(99)},${sample(30)},${sample(50)},{"period":{"dur`],
  ['figures as text', `${sample(99)},${sample('30')},${sample('50')}`],
  ['engines without a number', `${sample(99)},${sample(30, 'Render/3D')},${sample(50, 'Render/3D')}`],
])('%s', (_, text) => {
  expect(parseGpuTop(text)).toEqual(wanted);
});

it.each([
  '',
  '[',
  sample(99),
  'No device filter specified and no discrete/integrated i915 devices found\n',
  '{"engines":1},{"engines":2}',
])('no load is told by %j', text => {
  expect(parseGpuTop(text)).toBeUndefined();
});
