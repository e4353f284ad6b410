import { describe, expect, it } from 'vitest';
import { editKernelCmdlineFile } from '../../src/formats/etc-kernel-cmdline-edit.ts';
import { commentOutOptions } from '../../src/formats/modprobe-d-edit.ts';
import { parseModprobe } from '../../src/formats/modprobe-d.ts';

const on = [{ kind: 'set', name: 'i915.enable_gvt', value: '1' }] as const;
const W = 'i915.enable_gvt=1';

describe('/etc/kernel/cmdline', () => {
  it.each<[name: string, before: string, after: string]>([
    [
      'the one of Proxmox',
      'root=ZFS=rpool/ROOT/pve-1 boot=zfs\n',
      `root=ZFS=rpool/ROOT/pve-1 boot=zfs ${W}\n`,
    ],
    ['no line end', 'root=/dev/sda1', `root=/dev/sda1 ${W}`],
    ['spaces at the end', 'root=/dev/sda1 \n', `root=/dev/sda1 ${W} \n`],
    ['empty lines around it', '\nroot=/dev/sda1\n\n', `\nroot=/dev/sda1 ${W}\n\n`],
    ['it is there', `root=x ${W} quiet\n`, `root=x ${W} quiet\n`],
    ['a wrong value', 'root=x i915.enable_gvt=0 quiet\n', `root=x ${W} quiet\n`],
    ['words for init', 'root=x -- a\n', `root=x ${W} -- a\n`],
  ])('%s', (_, before, after) => {
    expect(editKernelCmdlineFile(before, on)).toEqual({ text: after });
  });

  it.each([
    ['', 'no-line'],
    ['\n \n', 'no-line'],
    ['# root=x\n', 'several-lines'],
    ['root=x\nquiet\n', 'several-lines'],
    ['# mine\nroot=x\n', 'several-lines'],
    ['root=x\r\n', 'carriage-return'],
    ['root=x\u3000quiet\n', 'full-width'],
  ])('%j is left to a person', (text, why) => {
    expect(editKernelCmdlineFile(text, on)).toEqual({ why });
  });
});

describe('modprobe.d', () => {
  it.each<[name: string, before: string, lines: readonly number[], after: string]>([
    ['a blacklist', 'blacklist i915\n', [1], '# blacklist i915\n'],
    [
      'between others',
      'options a b=c\nblacklist i915\nblacklist x\n',
      [2],
      'options a b=c\n# blacklist i915\nblacklist x\n',
    ],
    [
      'beside comments in GBK',
      '# \udcba\udccb\nblacklist i915\n# \udccf\udcd4\n',
      [2],
      '# \udcba\udccb\n# blacklist i915\n# \udccf\udcd4\n',
    ],
    ['an install line', 'install i915 /bin/false\n', [1], '# install i915 /bin/false\n'],
  ])('%s', (_, before, lines, after) => {
    expect(commentOutOptions(before, lines)).toBe(after);
    const { blacklist, installs } = parseModprobe('', after);
    expect([...blacklist, ...installs].filter(each => each.module === 'i915')).toEqual([]);
  });

  it.each<[name: string, before: string, lines: readonly number[]]>([
    ['a continued line', 'options i915 \\\n enable_gvt=0\n', [1]],
    ['the end of a continued line', 'options a \\\nblacklist i915\n', [2]],
    ['a line behind a comment in Big5 whose last byte is a backslash', '# \udcbb\\\nblacklist i915\n', [2]],
  ])('%s is left to a person', (_, before, lines) => {
    expect(commentOutOptions(before, lines)).toBeUndefined();
  });
});
