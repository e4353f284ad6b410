import { expect, it } from 'vitest';
import { parseKernelConfig } from '../../src/formats/kernel-config.ts';

const text = [
  '#',
  '# Automatically generated file; DO NOT EDIT.',
  'CONFIG_CC_VERSION_TEXT="gcc-12 (Debian \\"12\\") 12.2.0"',
  'CONFIG_DRM_I915=m',
  '# CONFIG_DRM_I915_GVT is not set',
  'CONFIG_HZ=250',
  'CONFIG_EMPTY=""',
  'CONFIG_WINDOWS=y\r',
  '# CONFIG_COMMENT=y',
  'garbage',
].join('\n');

it.each<[string, string, string | null | undefined]>([
  ['a module', 'DRM_I915', 'm'],
  ['an option that is not set', 'DRM_I915_GVT', null],
  ['an option that the kernel does not know', 'DRM_XE', undefined],
  ['a longer name is another option', 'DRM_I915_GV', undefined],
  ['a number', 'HZ', '250'],
  ['a text loses its quotes', 'CC_VERSION_TEXT', 'gcc-12 (Debian "12") 12.2.0'],
  ['an empty text', 'EMPTY', ''],
  ['a carriage return is no part of the value', 'WINDOWS', 'y'],
  ['a comment is no option', 'COMMENT', undefined],
])('%s', (_, name, expected) => {
  expect(parseKernelConfig(text).get(name)).toBe(expected);
});
