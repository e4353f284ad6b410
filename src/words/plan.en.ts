import { valuesEn } from './values.en.ts';
import { stateNames } from './states.ts';

/** Words about what a fix would change; loaded by the verbs that change a host. */
export const planEn = {
  title: 'What would be changed',
  now: (state: string) => `Now: ${state}`,
  nowStuck: (state: string, title: string) => `Now: ${state}; first in the way: ${title}`,
  then: (state: string) => `Then, as expected: ${state}`,
  thenReboot: (state: string, after: string) => `Then, as expected: ${state}; after the reboot: ${after}`,
  states: stateNames.en,
  stillLeft: (title: string) => `Still in the way then: ${title}`,
  shownThen: (title: string) =>
    `Whether it works shows only then (it hangs on: ${title}); run fngvt once more.`,
  newFile: (path: string) => `New file ${path}`,
  changedFile: (path: string) => `Change ${path}`,
  goneFile: (path: string) => `Delete ${path}`,
  run: (command: string) => `Run ${command}`,
  because: (title: string) => `for: ${title}`,
  live: 'takes effect at once; the module stays until the next reboot, which does no harm',
  verified:
    'a trial menu is made first, beside the real one: only if every entry but recovery has the new words, and lost none, the real one is written',
  verifiedOff:
    'a trial menu is made first, beside the real one: only if no entry lost any other word, the real one is written',
  verifiedTry:
    'a trial menu is made first, beside the real one: only if it has one entry more, the last one, with the new words, and every other as now, the real one is written',
  try: {
    once: 'This is a try for one boot: the settings stay as they are, and the boot after it is a usual one again.',
    reboot: 'Then reboot; you choose when. fngvt never reboots, and stops no VM.',
    panic:
      'If the kernel panics, the host comes back by itself after 15 seconds, with the usual words. If it hangs, switch it off and on.',
    keep: (command: string) =>
      `If all works then, this makes the words the default, without another reboot: ${command}`,
    beside:
      'What the plan writes beside the words stays written, whatever comes of the try; undo takes it all back.',
    offer: (command: string) =>
      `Or try the words for one boot first; if it fails, the next start is a usual one: ${command}`,
    home: 'Switch it off and on: it starts with the usual words. Nothing has to be chosen in a menu.',
  },
  off: {
    until: 'Until the reboot sharing goes on as it is.',
    notYet: 'Sharing is not on now.',
    after: 'After the reboot sharing is off, as was asked.',
    missing: (title: string) => `What will be missing then: ${title}`,
    stays: 'After the reboot sharing is on all the same, by what is left as it is (below).',
    unknown: (title: string) => `Whether sharing is off after the reboot can't be told (${title}).`,
    nothing: 'There is nothing here that fngvt is known to have written.',
  },
  reboot: 'Then a reboot is needed. You choose when; fngvt never reboots, and stops no VM.',
  noReboot: 'No reboot is needed.',
  untouched: 'Left as it is',
  before: 'Before you say yes',
  refused: 'What fngvt does not do',
  repairFirst: 'To be put right first',
  byYourself: 'What you can do:',
  holds: 'It cannot be applied right now',
  wayHome: 'If the host does not come up again',
  takeBack: 'To take it back',
  /** Of what is done only when its owner says so. */
  noneUnasked: (fault: string) =>
    `In the way: ${fault}. fngvt puts it right only when you ask for it, and shows every change first:`,
  readyForNow: 'ready, but not after a reboot',
  readyForGood: 'ready to share the GPU, after a reboot, too',
  none: {
    ready: 'Nothing to do: this host can share its GPU.',
    'reboot-needed': 'Nothing to do: everything is set, and takes effect at the next boot.',
    'action-needed': 'There is nothing that fngvt may do here. What is in the way is for you:',
    unsupported: 'There is nothing that a change of settings could do on this machine.',
    unknown: 'What decides could not be read, so nothing is planned.',
  },
  ask: (steps: number) => `Apply ${steps === 1 ? 'this step' : `these ${steps} steps`}? [y/N] `,
  repairShown: (command: string) => `fngvt can put it right, with ${command}, like this:`,
  repairThen:
    'That command lists every step first (this, whatever else is missing, the boot entries made anew) and asks; then one reboot.',
  notes: {
    'only-asked': (d: Details) => `${d['fault']}. Sharing works with it; it is changed only on request:`,
    'asked-first': (d: Details) => `${d['fault']}. It is put right only on request:`,
    'left-to-you': (d: Details) => `${d['fault']}. That is for you to do; how:`,
    overruled: (d: Details) => `${d['word']} in ${d['path']}: stays; what is added comes later and wins`,
    'xe-young': () =>
      'SR-IOV in xe is young. xe itself calls such a GPU not officially supported, and the kernel marks itself as tainted, which changes nothing else. Should the host not come up, the end of this page says what to do',
    'xe-desktop': () =>
      'Until the reboot nothing changes. After it xe does all that i915 did on this GPU: a desktop on this host, and video transcoding in containers. Whether those get on with xe, only trying shows',
    'xe-vms': () =>
      'VMs run on until the reboot. It takes the virtual functions away, as every reboot does: a VM that has one starts only after they were made again',
    misspelt: (d: Details) => `${d['word']}: stays; the kernel does not know it and ignores it`,
    unseen: (d: Details) =>
      `${d['word']} was changed after this boot. Whether it was carried over can't be seen from here; the next boot tells`,
    'kernels-without': (d: Details) =>
      `${d['word']}: installed kernels without it: ${d['kernels']}. Which kernel boots next can't be seen from here; with one of these it is not loaded`,
    'kernels-unseen': (d: Details) =>
      `${d['word']}: looked for in the running kernel ${d['kernel']} alone. Which others are installed, and which boots next, was not recorded`,
    'guide-iommu': () =>
      'intel_iommu=on and iommu=pt, which guides add: GVT-g does not need them. Only passing whole devices to a VM does',
    'guide-modules': () =>
      'vfio, vfio_iommu_type1, vfio_pci, vfio_virqfd, mdev, which guides list: kvmgt brings along what it needs; vfio_pci is for whole devices, and vfio_virqfd has been a part of vfio since Linux 6.2',
    'guide-modules-old': () =>
      'vfio, vfio_pci, vfio_virqfd, mdev, which guides list: kvmgt brings along what it needs; vfio_pci is for whole devices',
    'guide-initramfs': () => 'update-initramfs, which guides run: nothing of this lives in an initramfs',
    'off-word': (d: Details) => `${d['word']} in ${d['path']}: stays; fngvt did not write it${takeOutEn(d)}`,
    'off-before': (d: Details) =>
      `${d['word']} in ${d['path']}: stays; it stood there before the change ${d['change']} of fngvt${takeOutEn(d)}`,
    'off-unrecorded': (d: Details) =>
      `${d['word']} in ${d['path']}: stays; fngvt has no record of having written it${takeOutEn(d)}`,
    'off-unread': (d: Details) =>
      `${d['word']} in ${d['path']}: stays; whether fngvt wrote it stands in its records, which could not be read here (only root can, on the host itself)${takeOutEn(d)}`,
    'off-taken-out': (d: Details) =>
      `${d['path']}: what fngvt took out of the way there stays out; fngvt undo gives it back`,
    'off-vgpu': (d: Details) =>
      `vGPU ${d['uuid']} (${d['type']}): defined; without the switch it can't start any more`,
  } as Readonly<Record<string, (details: Details) => string>>,
  refusals: {
    'not-root': () => 'Only root may change this host. Run it once more as root.',
    'would-not-help': (d: Details) =>
      `${d['fault']}. No change of settings here helps, so nothing is changed.`,
    'cannot-tell': (d: Details) =>
      `What decides could not be read (${d['title']}). Run it as root, on the host itself.`,
    'given-to-vfio': (d: Details) =>
      `The GPU ${d['gpu']} is reserved for passthrough (${d['claim']}). That was set up on purpose, and is the opposite of sharing.${d['ask'] === undefined ? '' : ' It is taken back only on request:'}`,
    'given-to-vm': (d: Details) =>
      `The VM ${d['vm']} takes the whole GPU ${d['gpu']}. Take it out of that VM first, if you want to share it.`,
    'upgrade-unfinished': () =>
      'dpkg has an unfinished upgrade. Let it finish, or finish it (dpkg --configure -a), before boot files are changed.',
    'read-only': (d: Details) =>
      `${d['path']} is mounted read-only. Find out why before anything is written there.`,
    'no-remedy': (d: Details) => `${d['title']}: fngvt has no fix for it.`,
    'no-pf-mode': (d: Details) =>
      `${d['title']}: fngvt sets it only where the driver already runs in PF mode; before that it makes no virtual functions.`,
    'by-hand': (d: Details) => `${d['title']}: on this system it is done by hand (${d['whyText']}).`,
    'not-on-cmdline': (d: Details) =>
      `${d['word']}: it does not stand on the kernel command line; take it out by hand.`,
    'grub-faulty': (d: Details) =>
      `${d['place']}: the settings of GRUB are broken there (${d['kindText']}). Nothing is added to them before that is put right.`,
    shape: (d: Details) =>
      `${d['where']}: it can't be edited safely (${d['shapeText']}). Please edit it by hand.`,
    'own-file-edited': (d: Details) =>
      `${d['path']}: somebody edited this file of ours. Delete it, or edit it by hand.`,
    'other-tool': (d: Details) => `${d['path']}: it belongs to a package or another tool.`,
    'module-missing': (d: Details) => `The kernel ${d['kernel']} has no module ${d['module']}.`,
    'no-update-initramfs': (d: Details) =>
      `${d['fault']}. ${d['path']} may have a copy in the initramfs, and update-initramfs, which makes that anew, is not there. By hand: put a # before the line, make the initramfs anew with the tool of this system (dracut: dracut -f --regenerate-all), and reboot.`,
    unread: (d: Details) => `${d['path']} could not be read (${d['why']}).`,
    link: (d: Details) => `${d['path']} is a link to ${d['target']}.`,
    overridden: (d: Details) => `${d['word']} would be overruled by ${d['path']}, which is read later.`,
    'proof-not-cured': (d: Details) =>
      `${d['fault']}. The change that usually helps would not help here, not even after the reboot, so nothing is changed. More about it: ${d['command']}`,
    'proof-worse': (d: Details) =>
      `${d['title']}: in order now, and no longer after the reboot with these changes. So nothing is changed.`,
    'proof-driver-lost': (d: Details) =>
      `With these changes the GPU ${d['subject']} would have no driver after the reboot. So nothing is changed.`,
    'proof-driver-unsure': (d: Details) =>
      `With these changes nobody can tell whether the GPU ${d['subject']} has a driver after the reboot. So nothing is changed.`,
    'proof-takes-more': (d: Details) =>
      `These changes would also take away ${d['subject']}, which is to stay. So nothing is changed.`,
    'proof-second-reboot': (d: Details) =>
      `${d['title']}: with these changes it would take a second round and a second reboot. So nothing is changed.`,
    'proof-circle': () => 'These changes would lead back to where they began. So nothing is changed.',
    'vgpu-in-use': (d: Details) =>
      `vGPU ${d['uuid']} belongs to the VM ${d['vm']}. Take it out of that VM first.`,
    'vgpu-running': (d: Details) =>
      `vGPU ${d['uuid']} exists now. Remove it first (virsh nodedev-destroy, or mdevctl stop).`,
    'try-no-words': () => 'There is nothing to try: this plan sets no kernel parameter.',
    'try-more': (d: Details) =>
      `The plan also needs ${d['path']}. Only kernel parameters come back by themselves after one boot; that would stay. So it can't be tried, only done.`,
    'try-not-grub': () =>
      'A try for one boot is made where GRUB of the Debian family started this host, and update-grub makes its menu. Here that is not so.',
    'try-boot-tool': () =>
      "proxmox-boot-tool keeps GRUB's menu and its choice for one boot on the boot partitions, one for each. A choice made here would not be read.",
    'try-characters': (d: Details) =>
      `${d['word']}: has characters that a menu entry of its own could not carry safely.`,
    'try-open': (d: Details) =>
      `${d['path']}: there is a try already. Keep it (fix --keep) or take it back (undo) first.`,
    'try-waiting': (d: Details) =>
      `A try of kernel parameters is set up for the next boot. Reboot and see how it does, or take it back first: ${d['call']} undo`,
    'try-running': (d: Details) =>
      `This boot is a try of kernel parameters. First make them the default (${d['call']} fix --keep), or take the try back (${d['call']} undo) and reboot.`,
    'try-no-kernel': (d: Details) =>
      `${d['path']}: the running kernel is not there, and a try is made with the kernel that runs.`,
    'try-no-script': (d: Details) =>
      `${d['path']}, which makes the menu entries, is not there or is switched off.`,
    'try-no-tool': (d: Details) => `${d['path']} is not there; it chooses an entry for one boot.`,
    'try-environment': (d: Details) =>
      `${d['path']} is not the plain block of 1024 bytes that GRUB can write to, so GRUB could not clear the choice.`,
    'try-chosen': (d: Details) =>
      `${d['path']}: another entry is chosen for the next boot already (${d['entry']}). Let that boot come first, or clear it: grub-editenv ${d['path']} unset next_entry`,
    'try-file-system': (d: Details) =>
      `${d['path']} lies on ${d['kind']}. GRUB can't write there, so it could not clear the choice for one boot, and would make it at every start.`,
    'try-journal': (d: Details) =>
      `${d['path']} is mounted with data=journal: after a hard reset the cleared choice might come back.`,
    'try-layered': (d: Details) =>
      `${d['path']} lies on ${d['device']} (LVM, RAID, encryption or the like). GRUB can't write there, so it could not clear the choice for one boot, and would make it at every start.`,
    'try-unseen': () =>
      'Whether a try can be made can only be seen on the host itself: a recording has no word about its disk and its GRUB.',
    'try-password': () =>
      'GRUB has a password here and asks for it even at the usual entry, so no entry would start by itself.',
    'keep-none': () => 'There is no try to keep. Make one with fix --try, or let fix set the words for good.',
    'keep-not-running': (d: Details) => `This boot is not the try: ${d['stateText']}. So nothing is kept.`,
    'off-own-words': (d: Details) =>
      `${d['path']}: fngvt wrote ${d['word']}, and can't take it out of the file as it is now. Take it out by hand.`,
    'off-by-hand': (d: Details) =>
      `${d['path']}: fngvt wrote there, and can't carry the end of it over to the next boot (${d['whyText']}). Take back the change that did it (${d['command']}), or do it by hand${d['apply'] === '' ? '' : ` and run ${d['apply']}`}.`,
  } as Readonly<Record<string, (details: Details) => string>>,
  tryStates: valuesEn.values['try/state'] as Readonly<Record<string, string>>,
  byHand: {
    'other-system': 'fngvt writes the boot settings of Debian, Ubuntu, fnOS, OMV and Proxmox only',
    immutable: 'its system files belong to an image',
    kernelstub: 'kernelstub writes the boot entries here',
    'loader-undecided': 'it is not certain which boot loader started this host',
    'two-loaders': 'two boot loaders could be in force',
    'no-update-grub': 'update-grub is not there',
    'unified-image': 'the command line is a part of the signed kernel image',
    'entries-by-hand': 'the boot entries here were written by hand',
    'no-kernel-install': 'kernel-install is not there',
    'boot-tool-grub':
      "proxmox-boot-tool keeps GRUB's menu on partitions that are not mounted, and even a trial writes there",
  } as Readonly<Record<string, string>>,
  shapes: {
    faulty: 'it has a fault',
    several: 'the variable is set more than once',
    composed: 'the value is made of other variables, commands or escaped characters',
    exported: 'it is set by export',
    conditional: 'it is set only in some case',
    open: 'it reads other files or ends early',
    characters: 'it has unusual characters',
    'no-line': 'it is empty',
    'several-lines': 'it has more than one line, or comments',
    'carriage-return': 'it has Windows line ends',
    'full-width': 'it has full-width characters',
  } as Readonly<Record<string, string>>,
  grubFaults: valuesEn.values['bootloader/faults'] as Readonly<Record<string, string>>,
  home: {
    grubKeepOut: (module: string) =>
      `Press e on the usual entry, add module_blacklist=${module} to the end of the line that begins with linux, behind a space, and start it with Ctrl+X. That holds for one start.`,
    commentBack: (path: string, line: string, made: string, command: string) =>
      `Without fngvt: as root, ${made === '' ? '' : `delete ${made}, `}take the # from "# ${line}" in ${path} again${command === '' ? '' : `, and run ${command}`}.`,
    headless: 'A NAS without a screen: have a monitor and a keyboard at hand for the next start.',
    grubMenu: 'Open the menu of GRUB: hold Shift (BIOS) or tap Esc (UEFI) right after power-on.',
    grubRecovery:
      'Or choose "Advanced options", then an entry with "(recovery mode)": it has none of the new words (it asks for the password of root; without one there is no way in).',
    grubEdit: (words: string) =>
      `Press e on the usual entry, delete ${words} from the line that begins with linux, and start it with Ctrl+X. That holds for one start.`,
    grubAdd: (words: string) =>
      `Press e on the usual entry, write ${words} at the end of the line that begins with linux, and start it with Ctrl+X. That holds for one start.`,
    systemdBootAdd: (words: string) =>
      `Hold the space bar while the host starts, press e on the entry, write ${words} behind the rest, and press Enter. That holds for one start.`,
    systemdBoot: (words: string) =>
      `Hold the space bar while the host starts, press e on the entry, delete ${words}, and press Enter. That holds for one start.`,
    writeBack: (words: string, path: string, command: string) =>
      `Without fngvt: write ${words} back into ${path} and run ${command} as root.`,
    undo: (command: string) => `Once it runs: ${command}`,
    delete: (path: string, command: string) => `Without fngvt: delete ${path} and run ${command} as root.`,
    edit: (words: string, path: string, command: string) =>
      `Without fngvt: take ${words} out of ${path} and run ${command} as root.`,
    deleteOnly: (path: string) => `Without fngvt: delete ${path}.`,
  },
};

/** What the owner does about a word that stays. */
const takeOutEn = ({ word, refresh = '' }: Details): string =>
  refresh === '' ? '' : `. To end it, take ${word} out there, run ${refresh} as root and reboot`;

/** What a sentence needs to be concrete; made safe to show before it comes here. */
type Details = Readonly<Record<string, string>>;

export type FixWords = typeof planEn;
