import { describe, expect, it } from 'vitest';
import { parseCmdline } from '../../src/formats/kernel-cmdline.ts';
import { parseCpuinfo } from '../../src/formats/cpuinfo.ts';
import { readGrubDefaults } from '../../src/formats/default-grub.ts';
import { parseDomainCard } from '../../src/formats/domain-card.ts';
import { withDevice, withoutDevice } from '../../src/formats/domain-edit.ts';
import { parseDomain } from '../../src/formats/domain-xml.ts';
import { chooseGrubEntry, parseGrubCfg } from '../../src/formats/grub-cfg.ts';
import { parseGrubenv } from '../../src/formats/grubenv.ts';
import { readKernelCmdlineFile } from '../../src/formats/etc-kernel-cmdline.ts';
import { parseKernelConfig } from '../../src/formats/kernel-config.ts';
import { parseKernelLog } from '../../src/formats/kernel-log.ts';
import { upstreamVersion } from '../../src/formats/kernel-version.ts';
import { parseLoaderEntry } from '../../src/formats/loader-entry.ts';
import { parseMdevDescription } from '../../src/formats/mdev-type.ts';
import { parseMdevctlConfig } from '../../src/formats/mdevctl-config.ts';
import { parseModprobe } from '../../src/formats/modprobe-d.ts';
import { parseModuleList } from '../../src/formats/module-list.ts';
import { parseModulesBuiltin, parseModulesDep } from '../../src/formats/modules-index.ts';
import { pciAddressOf } from '../../src/formats/pci-address.ts';
import { parseOsRelease } from '../../src/formats/os-release.ts';
import { barSize } from '../../src/formats/pci-resource.ts';
import { parseProcModules } from '../../src/formats/proc-modules.ts';
import { effectiveUid } from '../../src/formats/proc-status.ts';
import { parseProxmoxCard } from '../../src/formats/proxmox-card.ts';
import { parseProxmoxVm } from '../../src/formats/proxmox.ts';
import { parseSyslinux } from '../../src/formats/syslinux.ts';
import { programsOfRules } from '../../src/formats/udev-rule.ts';
import {
  parseDaemonVersion,
  parseDomainInfo,
  parseDomainList,
  parseNodeDeviceList,
} from '../../src/formats/virsh.ts';
import { parseXml } from '../../src/formats/xml.ts';

const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  parseCmdline,
  parseCpuinfo,
  'readGrubDefaults, dash': text => readGrubDefaults([{ path: 'a', text }], 'dash'),
  'readGrubDefaults, bash': text => readGrubDefaults([{ path: 'a', text }], 'bash'),
  parseDomain,
  parseDomainCard,
  'withDevice and without': text => [
    withDevice(text, '<hostdev/>'),
    withoutDevice(text, '11111111-2222-4333-8444-555555555555'),
  ],
  parseGrubCfg: text => chooseGrubEntry(parseGrubCfg(text), text),
  parseGrubenv,
  readKernelCmdlineFile,
  parseKernelConfig,
  parseKernelLog,
  upstreamVersion: text =>
    upstreamVersion({ release: text, build: text, procVersion: text, versionSignature: text }),
  parseLoaderEntry,
  parseMdevDescription,
  parseMdevctlConfig,
  parseModprobe: text => parseModprobe('a', text),
  parseModuleList: text => parseModuleList('a', text),
  parseModulesBuiltin,
  parseModulesDep,
  pciAddressOf,
  parseOsRelease,
  barSize: text => barSize(text, 2),
  parseProcModules,
  effectiveUid,
  parseProxmoxVm,
  parseProxmoxCard,
  parseSyslinux,
  programsOfRules,
  parseDaemonVersion,
  parseDomainInfo,
  parseDomainList,
  parseNodeDeviceList,
  parseXml,
};

const repeated = (text: string, length = 250_000) => text.repeat(length / text.length);
const binary = Array.from({ length: 65_536 }, (_, index) => String.fromCharCode((index * 7919) % 256)).join(
  '',
);

const texts: Readonly<Record<string, string>> = {
  nothing: '',
  'a line end': '\n',
  zeros: '\0'.repeat(4096),
  binary,
  'half of a character': '\ud83d',
  'one long word': repeated('a', 1_000_000),
  'one long line of words': repeated('a=b ', 1_000_000),
  spaces: `a${repeated(' ')}b`,
  tabs: repeated('\t'),
  'empty lines': repeated('\n'),
  'empty lines of Windows': repeated('\r\n'),
  'carriage returns': repeated('\r'),
  'double quotes': repeated('"'),
  'single quotes': repeated("'"),
  'open quotes': repeated('a="b'),
  backslashes: repeated('\\'),
  'continued lines': repeated('a\\\n'),
  'comment signs': repeated('#'),
  dollars: repeated('$'),
  'open substitutions': repeated('$('),
  'open braces': repeated('${'),
  'open groups': repeated('( '),
  'open blocks': repeated('{\n'),
  'open menus': repeated('submenu a {\n'),
  'open entries': repeated('menuentry a {\n'),
  operators: repeated('a;b&'),
  digits: repeated('1'),
  'dots and digits': repeated('1.'),
  colons: repeated(':'),
  'equals signs': repeated('='),
  'lines that are lost': repeated('GRUB_X=a b\n'),
  'a value that doubles': `GRUB_X=aa\n${'GRUB_X=$GRUB_X$GRUB_X\n'.repeat(200)}GRUB_CMDLINE_LINUX=$GRUB_X`,
  'open tags': repeated('<a>'),
  'open attributes': `<a ${repeated('b="')}`,
  'an attribute without end': `<domain a="${repeated('b')}`,
  ampersands: `<domain><name>${repeated('&amp;')}</name></domain>`,
  'entities that grow':
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><domain><name>&b;&b;</name></domain>',
  'a name of the prototype': '<__proto__><constructor/></__proto__>',
  'open arrays': repeated('['),
  'udev without end': repeated('RUN+="a\\'),
};

describe.each(Object.entries(parsers))('%s', (_, parse) => {
  it.each(Object.entries(texts))('takes %s', (__, text) => {
    const start = process.cpuUsage();
    expect(() => parse(text)).not.toThrow();
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6, 'seconds for a megabyte').toBeLessThan(3);
  });
});
