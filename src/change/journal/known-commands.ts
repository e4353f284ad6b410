import { isEdited } from './known-places.ts';
import { tryOfEntry } from '../../formats/try-script.ts';
import { virshSystem } from '../../formats/virsh.ts';

const virsh = virshSystem.join(' ');
const define = 'mdevctl define --uuid {uuid} --parent {parent} --type {type}';
const undefine = 'mdevctl undefine --uuid {uuid} --parent {parent}';
const unchoose = 'grub-editenv /boot/grub/grubenv unset next_entry';
const startUndefined = 'mdevctl start --uuid {uuid} --parent {parent} --type {type}';

/**
 * Every command that a plan may hold, each with what may take it back; null: nothing. A test holds the plans of all recorded hosts
 * against it. What stands twice in braces is the same in both.
 */
const commands: readonly (readonly [argv: string, ...undo: readonly (string | null)[]])[] = [
  ['update-grub', 'update-grub'],
  ['grub-reboot {try}', unchoose],
  [unchoose, null],
  ['update-initramfs -u -k all', 'update-initramfs -u -k all'],
  ['proxmox-boot-tool refresh', 'proxmox-boot-tool refresh'],
  [
    'kernel-install add {release} /boot/vmlinuz-{release}',
    'kernel-install add {release} /boot/vmlinuz-{release}',
  ],
  ['modprobe {module}', null],
  ['udevadm control --reload', 'udevadm control --reload'],
  ['systemctl daemon-reload', 'systemctl daemon-reload'],
  ['systemctl enable {unit}', 'systemctl disable {unit}'],
  ['systemctl disable {unit}', 'systemctl enable {unit}'],
  ['systemctl start {unit}', 'systemctl stop {unit}', null],
  ['systemctl stop {unit}', 'systemctl start {unit}'],
  ['systemctl restart {unit}', 'systemctl restart {unit}'],
  [`${virsh} nodedev-define --file {file}`, `${virsh} nodedev-undefine --device {device}`],
  [`${virsh} nodedev-undefine --device {device}`, define, `${define} --auto`],
  [
    `${virsh} nodedev-autostart --device {device}`,
    null,
    `${virsh} nodedev-autostart --device {device} --disable`,
  ],
  [`${virsh} nodedev-autostart --device {device} --disable`, `${virsh} nodedev-autostart --device {device}`],
  [`${virsh} nodedev-start --device {device}`, `${virsh} nodedev-destroy --device {device}`],
  [`${virsh} nodedev-destroy --device {device}`, `${virsh} nodedev-start --device {device}`, startUndefined],
  [define, undefine],
  [`${define} --auto`, undefine],
  [undefine, define, `${define} --auto`],
  ['mdevctl modify --uuid {uuid} --auto', null],
  [
    'mdevctl modify --uuid {uuid} --parent {parent} --auto',
    'mdevctl modify --uuid {uuid} --parent {parent} --manual',
    null,
  ],
  [
    'mdevctl modify --uuid {uuid} --parent {parent} --manual',
    'mdevctl modify --uuid {uuid} --parent {parent} --auto',
  ],
  ['mdevctl start --uuid {uuid}', 'mdevctl stop --uuid {uuid}'],
  ['mdevctl stop --uuid {uuid}', 'mdevctl start --uuid {uuid}', startUndefined],
  ['qm set {number} --{key} {value}', 'qm set {number} --delete {key}'],
  ['qm set {number} --delete {key}', 'qm set {number} --{key} {value}'],
  ...['attach', 'detach'].map(
    verb =>
      [
        `${virsh} ${verb}-device --domain {vm} --file {file} --config`,
        `${virsh} ${verb === 'attach' ? 'detach' : 'attach'}-device --domain {vm} --file {file} --config`,
        `${virsh} define --file {saved}`,
      ] as const,
  ),
];

/** What may stand for a word in braces. */
const forms: Readonly<Record<string, (word: string) => boolean>> = {
  try: word => tryOfEntry(word) !== undefined,
  release: word => /^\w[\w.+~-]*$/u.test(word),
  module: word => /^\w[\w-]*$/u.test(word),
  unit: word => isEdited(`/etc/systemd/system/${word}`),
  uuid: word => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu.test(word),
  parent: word => /^[\da-f]{4,}:[\da-f]{2}:[\da-f]{2}\.[0-7]$/iu.test(word),
  type: word => /^\w[\w.-]*$/u.test(word),
  device: word => /^mdev_\w+$/u.test(word),
  file: isEdited,
  saved: isEdited,
  number: word => /^\d{1,10}$/u.test(word),
  key: word => /^hostpci\d{1,2}$/u.test(word),
  value: word => /^[^\p{Cc}\s-]\P{Cc}*$/u.test(word),
  vm: word => /^\P{Cc}+$/u.test(word),
};

/** Whether a plan of ours may hold this command with this way back. */
export function isKnownCommand(argv: readonly string[], undo: readonly string[] | null): boolean {
  return commands.some(([one, ...backs]) => {
    const bound = new Map<string, string>();
    if (!isLike(argv, one, bound)) return false;
    return backs.some(back =>
      back === null ? undo === null : undo !== null && isLike(undo, back, new Map(bound)),
    );
  });
}

/** Whether the words are those of a command; `bound` holds what stands for the words in braces. */
function isLike(argv: readonly string[], command: string, bound: Map<string, string>): boolean {
  const words = command.split(' ');
  return words.length === argv.length && words.every((word, i) => isWord(argv[i] ?? '', word, bound));
}

function isWord(given: string, word: string, bound: Map<string, string>): boolean {
  const [, before = '', name] = /^([^{]*)(?:\{(\w+)\})?$/u.exec(word) ?? [];
  if (name === undefined) return given === word;
  const value = given.slice(before.length);
  const isSame = given.startsWith(before) && (bound.get(name) ?? value) === value;
  bound.set(name, value);
  return isSame && forms[name]?.(value) === true;
}

/** Settings that each command makes its files of. Of others nothing is known, so all count. */
const settings: Readonly<Record<string, RegExp>> = {
  'update-grub': /^\/etc\/(?:default\/grub(?:$|\.d\/)|grub\.d\/)/u,
  'update-initramfs': /^\/etc\/(?:modprobe\.d|initramfs-tools)\//u,
  'kernel-install': /^\/etc\/kernel\//u,
  'proxmox-boot-tool': /^\/etc\/kernel\//u,
};

/** Whether a command makes its files of this one. */
export const isMadeOf = ([program = '']: readonly string[], path: string): boolean =>
  settings[program]?.test(path) ?? true;
