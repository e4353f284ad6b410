import { expect, it } from 'vitest';
import { parseLoaderEntry } from '../../src/formats/loader-entry.ts';

it('an entry of Fedora', () => {
  const text = [
    'title Fedora Linux (6.11.4-301.fc41.x86_64) 41 (Server Edition)',
    'version 6.11.4-301.fc41.x86_64',
    'linux /vmlinuz-6.11.4-301.fc41.x86_64',
    'initrd /initramfs-6.11.4-301.fc41.x86_64.img $tuned_initrd',
    'options root=UUID=1 ro rhgb quiet $tuned_params',
    'grub_users $grub_users',
  ].join('\n');
  expect(parseLoaderEntry(text)).toEqual({
    title: 'Fedora Linux (6.11.4-301.fc41.x86_64) 41 (Server Edition)',
    version: '6.11.4-301.fc41.x86_64',
    linux: '/vmlinuz-6.11.4-301.fc41.x86_64',
    initrd: ['/initramfs-6.11.4-301.fc41.x86_64.img', '$tuned_initrd'],
    options: 'root=UUID=1 ro rhgb quiet $tuned_params',
  });
});

it.each<[string, string, string]>([
  ['several lines are joined', 'options a=1\noptions b=2\n', 'a=1 b=2'],
  ['tabs and spaces before and behind', '\toptions\t a=1 \n', 'a=1'],
  ['carriage returns', 'title x\r\noptions a=1\r\n', 'a=1'],
  ['comments', '# options a=1\n#options b=2', ''],
  ['a key without a value', 'options\n', ''],
  ['another key', 'optionsx a', ''],
])('options: %s', (_, text, expected) => {
  expect(parseLoaderEntry(text).options).toBe(expected);
});

it('what is missing is null', () => {
  expect(parseLoaderEntry('')).toEqual({ title: null, version: null, linux: null, initrd: [], options: '' });
});
