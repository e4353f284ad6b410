import { describe, expect, test } from 'vitest';
import { cli, hostFixture } from '../run-cli.ts';

/** A line in which names are hidden can't be printed whole; what is to be done to it must still be what it says. */
const byHand = (host: string, language: string): string => {
  const { stdout } = cli(['doctor', '--from', hostFixture(host), '--lang', language]);
  return stdout.slice(0, stdout.indexOf('reboot'));
};

describe('an edit of a line with a hidden name', () => {
  test.each([
    ['en', 'put "# " in front of line 6, and write below it'],
    ['zh-CN', '在第 6 行最前面加“# ”，再在它下面另起一行写'],
  ])('that takes the line out of force and adds one, in %s', (language, says) => {
    const text = byHand('fnos-hd620.update-grub-echo-e', language);
    expect(text).toContain(says);
    expect(text).toMatch(/^\s+\+ kvmgt$/mu);
    expect(text).not.toContain('+ # kvmgt');
  });

  test.each([
    ['en', 'at the end of line 1, behind a space and on the same line, add'],
    ['zh-CN', '在第 1 行末尾先空一格，接着写（不要换行）'],
  ])('that adds a word at its end, in %s', (language, says) => {
    const text = byHand('vm-proxmox-grub-edited', language);
    expect(text).toContain(says);
    expect(text).toMatch(/^\s+\+ i915\.enable_gvt=1$/mu);
  });
});
