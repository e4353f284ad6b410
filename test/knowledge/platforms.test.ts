import { describe, expect, test } from 'vitest';
import {
  allPlatforms,
  gvtgInKernel,
  platformByName,
  xeSriovInKernel,
} from '../../src/knowledge/platforms.ts';

test('there are 49 platforms of the kernel, and Cedarview', () => {
  expect(allPlatforms()).toHaveLength(50);
});

test.each([
  ['HASWELL', 'too-old'],
  ['VALLEYVIEW', 'too-old'],
  ['CEDARVIEW', 'too-old'],
  ['BROADWELL', 'gvt-g'],
  ['CHERRYVIEW', 'atom'],
  ['BROXTON', 'gvt-g'],
  ['GEMINILAKE', 'atom'],
  ['COMETLAKE', 'gvt-g'],
  ['ICELAKE', 'gap'],
  ['JASPERLAKE', 'gap'],
  ['TIGERLAKE', 'sr-iov'],
  ['ROCKETLAKE', 'gap'],
  ['METEORLAKE', 'sr-iov'],
  ['LUNARLAKE', 'gap'],
  ['DG2', 'gap'],
  ['BATTLEMAGE', 'sr-iov'],
])('the route of %s is %s', (name, route) => {
  const platform = platformByName(name);
  if (platform === undefined) throw new Error(name);
  const shared = platform.gvtg === null ? 'sr-iov' : 'gvt-g';
  expect(platform.gvtg === null && platform.sriov === null ? platform.route : shared).toBe(route);
});

test('type names are V4 on Broadwell only', () => {
  const prefixes = allPlatforms().flatMap(({ name, gvtg }) =>
    gvtg === null ? [] : [`${name} ${gvtg.typePrefix}`],
  );
  expect(prefixes).toEqual([
    'BROADWELL V4',
    'SKYLAKE V5',
    'BROXTON V5',
    'KABYLAKE V5',
    'COFFEELAKE V5',
    'COMETLAKE V5',
  ]);
});

test('these are cards of their own', () => {
  expect(allPlatforms().flatMap(({ name, discrete }) => (discrete ? [name] : []))).toEqual([
    ...['DG1', 'DG2', 'ATS_M', 'PVC', 'BATTLEMAGE', 'CRESCENTISLAND'],
  ]);
});

describe('gvtgInKernel', () => {
  test.each([
    ['BROADWELL', '4.9', false],
    ['BROADWELL', '4.10', true],
    ['SKYLAKE', '7.3.4', true],
    ['KABYLAKE', '4.11.12', false],
    ['KABYLAKE', '4.12', true],
    ['BROXTON', '4.18', false],
    ['BROXTON', '4.18.20', false],
    ['BROXTON', '4.15.18', false],
    ['BROXTON', '4.19', undefined],
    ['BROXTON', '4.20.17', undefined],
    ['BROXTON', '5.0', true],
    ['BROXTON', '5.0.21', true],
    ['COFFEELAKE', '5.0.21', false],
    ['COFFEELAKE', '5.1', true],
    ['COFFEELAKE', '5', undefined],
    ['COMETLAKE', '5.0.21', false],
    ['COMETLAKE', '5.1', undefined],
    ['COMETLAKE', '5.2.21', undefined],
    ['COMETLAKE', '5.3', true],
    ['COMETLAKE', '6.6.38-trim', true],
    ['TIGERLAKE', '6.1', false],
    ['HASWELL', '6.1', false],
    ['KABYLAKE', 'no version', undefined],
    ['NONESUCH', '6.1', undefined],
  ])('%s on %s: %s', (platform, upstream, expected) => {
    expect(gvtgInKernel(platform, upstream)).toBe(expected);
  });
});

describe('xeSriovInKernel', () => {
  test.each([
    ['TIGERLAKE', '6.17.13', false],
    ['TIGERLAKE', '6.18', true],
    ['ALDERLAKE_N', '6.12.107', false],
    ['ALDERLAKE_N', '7.0.14', true],
    ['BATTLEMAGE', '6.12.107', false],
    ['BATTLEMAGE', '6.14', undefined],
    ['BATTLEMAGE', '6.17', true],
    ['NOVALAKE_S', '7.0.14', false],
    ['NOVALAKE_S', '7.2', undefined],
    ['NOVALAKE_P', '7.3.4', true],
    ['CRESCENTISLAND', '6.18', undefined],
    ['METEORLAKE', '7.3.4', false],
    ['ROCKETLAKE', '7.3.4', false],
    ['KABYLAKE', '7.3.4', false],
    ['NONESUCH', '7.3.4', undefined],
  ])('%s on %s: %s', (platform, upstream, expected) => {
    expect(xeSriovInKernel(platform, upstream)).toBe(expected);
  });
});
