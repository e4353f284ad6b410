import { programOf, type Reader } from './paste-reader.ts';

/** Programs whose output people paste, and shapes by which it is known; no rule rests on any of it. */
const shapes: readonly (readonly [string, RegExp])[] = [
  ['modprobe', /^modprobe: (?:ERROR|FATAL|can't load module)/u],
  ['virsh list', /^\s{0,3}(?:Id\s+(?:Name|名称)|Id\s+姓名)\s+(?:State|状态)\s*$/u],
  ['virsh nodedev-list', /^pci_[\da-f]{4}_[\da-f]{2}_[\da-f]{2}_[0-7]$/u],
  ['virsh dumpxml', /^<domain type=/u],
  ['qm config', /^hostpci\d{1,2}: \S/u],
  ['/etc/default/grub', /^#?GRUB_CMDLINE_LINUX(?:_DEFAULT)?=/u],
  ['update-grub', /^(?:Generating grub configuration file|Found linux image: |正在生成 grub 配置文件)/u],
  ['dkms status', /^[\w.-]{2,60}[/,] ?[\w.-]{1,40}, \S{3,90}, x86_64: (?:installed|built|added)/u],
  ['dpkg -l', /^ii {1,3}\S{2,80} +\S{1,80} +(?:amd64|all) /u],
];

/** Where the first word is enough. */
const named = new Set([
  'virsh',
  'qm',
  'dkms',
  'mokutil',
  'proxmox-boot-tool',
  'update-grub',
  'dpkg',
  'systemctl',
  'find',
  'bootctl',
]);

/** Outputs that are known and settle nothing: who pasted them shall not be told that nothing was recognised. */
export const readOthers: Reader = (exchange, draft) => {
  const program = programOf(exchange);
  if (program !== undefined && named.has(program) && exchange.lines.length > 0) draft.sees(program);
  for (const line of exchange.lines)
    for (const [name, shape] of shapes) if (shape.test(line.trim())) draft.sees(name);
};
