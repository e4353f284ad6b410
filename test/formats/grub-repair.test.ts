import { describe, expect, it } from 'vitest';
import { readGrubDefaults } from '../../src/formats/default-grub.ts';
import type { GrubFaultKind } from '../../src/formats/grub-faults.ts';
import { repairGrubFile } from '../../src/formats/grub-repair.ts';
import { valuesBy } from '../shell.ts';

const D = 'GRUB_CMDLINE_LINUX_DEFAULT';
const L = 'GRUB_CMDLINE_LINUX';

describe('slips are put right', () => {
  it.each<[name: string, before: string, after: string]>([
    ['Windows line ends', `# a\r\n${D}="quiet"\r\n\r\n${L}=""\r\n`, `# a\n${D}="quiet"\n\n${L}=""\n`],
    ['a byte order mark', `\ufeff${D}="quiet"\n`, `${D}="quiet"\n`],
    ['Chinese quotes', `${D}=“quiet intel_iommu=on”\n`, `${D}="quiet intel_iommu=on"\n`],
    ['one Chinese quote', `${D}=“quiet"\n`, `${D}="quiet"\n`],
    ['Chinese single quotes', `${D}=‘quiet a=b’\n`, `${D}="quiet a=b"\n`],
    ['a full-width space', `${D}="quiet\u3000splash"\n`, `${D}="quiet splash"\n`],
    ['a no-break space', `${D}="quiet\u00a0splash"\n`, `${D}="quiet splash"\n`],
    ['a full-width equals sign', `${D}="intel_iommu＝on"\n`, `${D}="intel_iommu=on"\n`],
    ['no quotes', `${D}=quiet intel_iommu=on\n`, `${D}="quiet intel_iommu=on"\n`],
    ['no quotes and a flag', `${D}=quiet splash\n`, `${D}="quiet splash"\n`],
    [
      'words behind the quotes',
      `${D}="quiet" intel_iommu=on iommu=pt\n`,
      `${D}="quiet intel_iommu=on iommu=pt"\n`,
    ],
    ['+=', `${D}="quiet"\n${D}+=" a=b"\n`, `${D}="quiet"\n${D}="$${D} a=b"\n`],
    ['spaces beside the sign', `${D} = "quiet a"\n`, `${D}="quiet a"\n`],
    ['a space behind the sign', `${D}= "quiet"\n`, `${D}="quiet"\n`],
    ['a comment keeps its Chinese signs', `${D}=“quiet” # “我的”！\n`, `${D}="quiet" # “我的”！\n`],
    [
      'other lines stay',
      `# “a”\nGRUB_X='b'\n  ${D}=quiet a=b\n\n`,
      `# “a”\nGRUB_X='b'\n  ${D}="quiet a=b"\n\n`,
    ],
    ['two slips', `${L}=“a”\n${D}=quiet b=c\n`, `${L}="a"\n${D}="quiet b=c"\n`],
    ['a sound file stays', `${D}="quiet"\n`, `${D}="quiet"\n`],
  ])('%s', (_, before, after) => {
    expect(repairGrubFile(before)).toEqual({ text: after });
    const { status, values } = valuesBy('dash', after);
    expect(status).toBe(0);
    const { linuxDefault } = readGrubDefaults([{ path: 'grub', text: after }], 'dash');
    expect(values.get(D)).toBe(linuxDefault ?? undefined);
    expect(repairGrubFile(after)).toEqual({ text: after });
  });
});

describe('what may mean several things is left to a person', () => {
  it.each<[name: string, text: string, kind: GrubFaultKind]>([
    ['an open quote', `${D}="quiet\n`, 'unterminated-quote'],
    ['a quote too many', `${D}="quiet" splash"\n`, 'unterminated-quote'],
    ['a line end inside', `${D}="quiet\nsplash"\n`, 'newline'],
    ['a separator inside', `${D}="quiet; splash"\n`, 'separator'],
    ['quotes of both kinds', `${D}="a='b c'" d=e\n`, 'unquoted'],
    ['a command of no sense', `${D}="quiet"\nGRUB_FOO = 1\n`, 'spaces'],
    ['a broken test', `${D}="quiet"\nif true; then\n`, 'syntax'],
  ])('%s', (_, text, kind) => {
    expect(repairGrubFile(text)).toMatchObject({ fault: { kind } });
  });
});
