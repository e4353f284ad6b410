/**
 * The words of every remedy for a person who acts by hand: written once, filled from the host. A step is one or two sentences that begin with a
 * verb; whether it needs root is said around it. Commands stand in backticks.
 */
/** A line of a file, from 1, and the module or the fault in it. */
interface Line {
  readonly path: string;
  readonly line: string;
  readonly reason: string;
}

/** What is done about lines of a list: where they are not known, at each of them, and behind that. */
interface ListedOut {
  readonly plain: string;
  readonly at: (line: Line) => string;
  readonly then: readonly string[];
}

export const remedyEn = {
  /** Before the first step that needs root, where there is no sentence of its own for that. */
  asRoot: (step: string) => `As root, ${step.charAt(0).toLowerCase()}${step.slice(1)}`,
  loginFirst: 'Log in by SSH and become root with `sudo -i`.',
  reboot: 'Shut the VMs down and reboot.',
  rebootOnPage: 'Shut the VMs down, and reboot from the web interface.',
  noReboot: 'No reboot is needed for it.',
  leave: 'Otherwise leave it as it is.',
  /** What fngvt set up once and has since been lost. */
  setUpAgain: {
    files: 'Run `fngvt fix`: it shows what is missing and, if you agree, sets it up again.',
    enough: 'If it finds nothing to do, sharing works without it by now.',
    vm: (vm: string) => `Shut the VM down and give it its device again: \`fngvt vm attach ${vm}\`.`,
    vgpu: 'See what is there with `fngvt vgpu`; if the vGPU is missing, or does not start at boot, `fngvt vgpu create --autostart` makes one that does.',
  },
  bootTry: {
    keep: 'If all works, make the parameters the default: `fngvt fix --keep`.',
    end: 'If something does not work, reboot: the host starts as it did before. Then `fngvt undo` takes the try away.',
    undo: 'Take away what is left of the try: `fngvt undo`. It also clears a choice that GRUB could not clear.',
    again: 'What went wrong may stand in the log of that boot, if it came so far: `journalctl -b -1`.',
  },
  oneOf: 'One of these, the first is the usual one:',
  remains: 'What is possible instead:',
  joined: (steps: readonly string[]) => steps.join(' '),
  or: (texts: readonly string[]) =>
    texts.length < 3 ? texts.join(' or ') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1) ?? ''}`,

  /** What stands for a value that is not known, or not told. */
  unknown: {
    address: 'ADDRESS',
    uuid: 'UUID',
    parameter: 'PARAMETER',
    vm: 'VM',
    digits: 'DEVICE-ID',
    release: 'of `uname -r`',
    driver: '`i915` or `xe`',
  },

  /** How parameters of the kernel are set, by the way that this system boots. `words` is as it is to be typed. */
  boot: {
    grub: {
      add: (words: string) => [
        `Open \`nano /etc/default/grub\`: put \`${words}\` between the quotes of \`GRUB_CMDLINE_LINUX_DEFAULT\`, with a space before it; leave the other words as they are.`,
      ],
      out: (word: string) => [
        `Open \`nano /etc/default/grub\`: take \`${word}\` out, and leave the other words as they are.`,
      ],
      place: '`/etc/default/grub`',
      apply: 'Run `update-grub`; it must end without an error.',
    },
    'grub-mkconfig': {
      add: (words: string) => [
        `Open \`nano /etc/default/grub\`: put \`${words}\` between the quotes of \`GRUB_CMDLINE_LINUX_DEFAULT\`, with a space before it.`,
      ],
      out: (word: string) => [`Open \`nano /etc/default/grub\`: take \`${word}\` out.`],
      place: '`/etc/default/grub`',
      apply: 'Run `grub-mkconfig -o /boot/grub/grub.cfg`.',
    },
    'grub2-mkconfig': {
      add: (words: string) => [
        `Open \`nano /etc/default/grub\`: put \`${words}\` between the quotes of \`GRUB_CMDLINE_LINUX_DEFAULT\`, with a space before it.`,
      ],
      out: (word: string) => [`Open \`nano /etc/default/grub\`: take \`${word}\` out.`],
      place: '`/etc/default/grub`',
      apply: 'Run `grub2-mkconfig -o /boot/grub2/grub.cfg`.',
    },
    proxmox: {
      add: (words: string) => [
        `Where \`proxmox-boot-tool status\` says \`configured with: uefi\` or \`systemd-boot\`, append \`${words}\` to the only line of \`/etc/kernel/cmdline\`; otherwise put it between the quotes of \`GRUB_CMDLINE_LINUX_DEFAULT\` in \`/etc/default/grub\`.`,
      ],
      out: (word: string) => [
        `Take \`${word}\` out of \`/etc/kernel/cmdline\`, where \`proxmox-boot-tool status\` says \`configured with: uefi\` or \`systemd-boot\`; otherwise out of \`/etc/default/grub\`.`,
      ],
      place: '`/etc/kernel/cmdline`, or with GRUB `/etc/default/grub`',
      apply:
        'Run `proxmox-boot-tool refresh` where `proxmox-boot-tool status` says `configured with`, otherwise `update-grub`.',
    },
    'proxmox-grub': {
      add: (words: string) => [
        `Open \`nano /etc/default/grub\`: put \`${words}\` between the quotes of \`GRUB_CMDLINE_LINUX_DEFAULT\`, with a space before it.`,
      ],
      out: (word: string) => [`Open \`nano /etc/default/grub\`: take \`${word}\` out.`],
      place: '`/etc/default/grub`',
      apply: 'Run `proxmox-boot-tool refresh`.',
    },
    'proxmox-line': {
      add: (words: string) => [
        `Open \`nano /etc/kernel/cmdline\`: append \`${words}\` to its only line; \`root=\` and the rest stay.`,
      ],
      out: (word: string) => [
        `Open \`nano /etc/kernel/cmdline\`: take \`${word}\` out; \`root=\` and the rest stay.`,
      ],
      place: '`/etc/kernel/cmdline`',
      apply: 'Run `proxmox-boot-tool refresh`, in any case.',
    },
    'kernel-line': {
      add: (words: string) => [
        `Open \`nano /etc/kernel/cmdline\`: append \`${words}\` to its line; \`root=\` and the rest stay.`,
      ],
      out: (word: string) => [
        `Open \`nano /etc/kernel/cmdline\`: take \`${word}\` out; \`root=\` and the rest stay.`,
      ],
      place: '`/etc/kernel/cmdline`',
      apply: 'Write the entry anew: `kernel-install add $(uname -r) /boot/vmlinuz-$(uname -r)`.',
    },
    entries: {
      add: (words: string) => [
        `Append \`${words}\` to the line \`options\` of your entry below \`/boot/loader/entries\`.`,
      ],
      out: (word: string) => [
        `Take \`${word}\` out of the line \`options\` of your entry below \`/boot/loader/entries\`.`,
      ],
      place: 'the line `options` of your entry below `/boot/loader/entries`',
      apply: '',
    },
    arch: {
      add: (words: string) => [
        `With GRUB, put \`${words}\` between the quotes of \`GRUB_CMDLINE_LINUX_DEFAULT\` in \`/etc/default/grub\`; with systemd-boot, append it to the line \`options\` of your entry below \`/boot/loader/entries\`.`,
      ],
      out: (word: string) => [
        `Take \`${word}\` out: with GRUB of \`/etc/default/grub\`, with systemd-boot of the line \`options\` of your entry below \`/boot/loader/entries\`.`,
      ],
      place: '`/etc/default/grub`, or your entry below `/boot/loader/entries`',
      apply: 'With GRUB, run `grub-mkconfig -o /boot/grub/grub.cfg`.',
    },
    grubby: {
      add: (words: string) => [
        `Run \`grubby --update-kernel=ALL --args="${words}"\`; on an image-based system \`rpm-ostree kargs ${words
          .split(' ')
          .map(word => `--append-if-missing=${word}`)
          .join(' ')}\`.`,
      ],
      out: (word: string) => [`Run \`grubby --update-kernel=ALL --remove-args="${word}"\`.`],
      place: 'the kernel command line, by `grubby --update-kernel=ALL` with `--args` and `--remove-args`',
      apply: '',
    },
    syslinux: {
      add: (words: string) => [
        `Put \`${words}\` into the line \`append\` of the usual entry in \`/boot/syslinux/syslinux.cfg\`, before \`initrd=/bzroot\`. Where a GVT-g plugin sets it, leave it to the plugin.`,
      ],
      out: (word: string) => [
        `Take \`${word}\` out of the line \`append\` of the usual entry in \`/boot/syslinux/syslinux.cfg\`.`,
      ],
      place: '`/boot/syslinux/syslinux.cfg`',
      apply: '',
    },
    midclt: {
      add: (words: string) => [
        'Look at what is set: `midclt call system.advanced.config`, field `kernel_extra_options`; what you write to a file below `/etc` does not last.',
        `Set it, with what was there before it: \`midclt call system.advanced.update '{"kernel_extra_options": "${words}"}'\`.`,
      ],
      out: (word: string) => [
        `Look at the field \`kernel_extra_options\` in \`midclt call system.advanced.config\`, and set it without \`${word}\` by \`midclt call system.advanced.update\`.`,
      ],
      place: 'the field `kernel_extra_options` of `midclt call system.advanced.config`',
      apply: '',
    },
    nixos: {
      add: (words: string) => [
        `Put ${words
          .split(' ')
          .map(word => `\`"${word}"\``)
          .join(' and ')} into the list \`boot.kernelParams\` of your configuration.`,
      ],
      out: (word: string) => [
        `Take \`"${word}"\` out of the list \`boot.kernelParams\` of your configuration.`,
      ],
      place: 'the list `boot.kernelParams`',
      apply: 'Run `nixos-rebuild boot`.',
    },
  },
  /** Of a parameter that has one value. */
  oneValue: (names: string) =>
    `If ${names} stands there already with another value, correct that instead of adding a second.`,
  /** Of a list of device ids. */
  oneList:
    'Where a `force_probe` has a value already, add to it with a comma: of two, the later one would win.',
  otherLoader: 'If another boot loader starts this host, its own file takes it; the evidence names that.',
  inModprobe: (name: string, path: string) => `Correct \`${name}\` in \`${path}\` as well.`,
  outOfModprobe: (name: string, path: string | undefined) =>
    path === undefined
      ? `If \`grep -rs ${name} /etc/modprobe.d\` finds it, take it out there too.`
      : `In \`${path}\` it stands as an option of the module: take it out there too, and the whole line where it sets nothing else.`,
  checkThere: (word: string) => `Check: \`cat /proc/cmdline\` shows \`${word}\`.`,
  checkGone: (word: string) => `Check: \`cat /proc/cmdline\` no longer shows \`${word}\`.`,

  initramfs: {
    'update-initramfs': 'Run `update-initramfs -u -k all`, so that the initramfs has it too.',
    dracut: 'Run `dracut -f --regenerate-all`, so that the initramfs has it too.',
    mkinitcpio: 'Run `mkinitcpio -P`, so that the initramfs has it too.',
    none: '',
  },
  initramfsModules: {
    'update-initramfs': (names: readonly string[]) => [
      `Add the lines ${names.map(name => `\`${name}\``).join(', ')} to \`/etc/initramfs-tools/modules\`.`,
    ],
    dracut: (names: readonly string[]) => [
      `Create \`/etc/dracut.conf.d/kvmgt.conf\` with \`add_drivers+=" ${names.join(' ')} "\`; the spaces inside the quotes are needed.`,
    ],
    mkinitcpio: (names: readonly string[]) => [
      `Add \`${names.join(' ')}\` to the list \`MODULES\` in \`/etc/mkinitcpio.conf\`.`,
    ],
    none: () => [
      'These modules belong into the initramfs that comes with your system; ask its maker for it.',
    ],
  },
  depmod: 'Run `depmod -a`.',

  moduleAtBoot: {
    list: (module: string) => [
      `Create \`/etc/modules-load.d/${module.replaceAll('_', '-')}.conf\` with the single line \`${module}\`; what it needs comes along by itself.`,
    ],
    go: (module: string) => [
      `Add the line \`modprobe ${module}\` to \`/boot/config/go\`, before the line that starts \`emhttp\`. Where a GVT-g plugin loads it, leave it to the plugin.`,
    ],
    'init-script': (module: string) => [
      `In the web interface, add an init script of type command, run before the pools come up, with \`modprobe ${module}\`; files below \`/etc\` do not last.`,
    ],
    nixos: (module: string) => [
      `Put \`"${module}"\` into the list \`boot.kernelModules\` of your configuration, and run \`nixos-rebuild boot\`.`,
    ],
  },
  moduleNow: (module: string) =>
    `Run \`modprobe ${module}\`: where everything else is in order, it works at once, and the reboot can wait.`,
  checkLoaded: (module: string) => `Check: \`lsmod | grep '^${module} '\` finds it.`,
  moduleTried: (module: string) =>
    `Try \`modprobe ${module}\`; an error says what is wrong. If it helps, find out what keeps it from loading at boot.`,
  moduleAllowedIn: (module: string, path: string) =>
    `Open \`nano ${path}\` and put a \`#\` before the line that denies \`${module}\` (what a plugin wrote is the plugin's).`,
  moduleAllowed: (module: string, folders: string, place: string) => [
    `Find what denies \`${module}\`: \`grep -rsw ${module} ${folders}\`, and \`module_blacklist\` or \`modprobe.blacklist\` in \`/proc/cmdline\`.`,
    `Delete the line of the file (what a plugin wrote is the plugin's). From a list on the command line take only \`${module}\`; the place is ${place}.`,
  ],
  listedOut: {
    'modules/obsolete': {
      plain: 'Delete the line if it disturbs you; nothing needs it. The evidence names file and line.',
      at: ({ path, line, reason }: Line) =>
        `If it disturbs you, delete line ${line}, \`${reason}\`, in \`${path}\`; nothing needs it.`,
      then: [],
    },
    'modules/garbled': {
      plain:
        'Open the file at the line that the evidence names: `nano /etc/modules`, or the one below `/etc/modules-load.d`.',
      at: ({ path, line }: Line) => `Open the file at the line in question: \`nano +${line} ${path}\`.`,
      then: [
        'Leave one name per line, without `-e`, quotes or parameters. After editing on Windows, save with Unix line ends (nano: Ctrl+O, Alt+D, Enter).',
      ],
    },
  } as Readonly<Record<string, ListedOut>>,
  moduleUnlisted: (module: string, place: Pick<Line, 'path' | 'line'> | undefined) =>
    place === undefined
      ? `Delete the line \`${module}\` from \`/etc/modules\` and the files below \`/etc/modules-load.d\`, where \`grep -rsw ${module} /etc/modules /etc/modules-load.d\` finds it.`
      : `Delete line ${place.line}, \`${module}\`, in \`${place.path}\`.`,
  modulesCorrected: [
    'Ask for each name of the list: `modinfo NAME`.',
    'Correct a name with a slip in it; delete the line of one that nothing needs.',
  ],
  grubFile: [
    'Open the file at the line that the evidence names: `nano /etc/default/grub`.',
    'Keep one line `GRUB_CMDLINE_LINUX_DEFAULT="…"`: no spaces around `=`, straight quotes `"` at both ends, all parameters between them on that one line, no `+=`, no `;` and no `&`. What the system put there stays.',
    'After WinSCP or an editor of Windows, save with Unix line ends (nano: Ctrl+O, Alt+D, Enter).',
  ],
  parameter: {
    'out-if-unneeded': (word: string, place: string) =>
      `Take \`${word}\` out of ${place}, unless you know what it was added for.`,
    'out-some-day': (word: string, place: string) =>
      `Delete \`${word}\` when you edit ${place} anyway; nothing has to be done for it.`,
    corrected: (word: string, place: string) => `Correct \`${word}\` in ${place}.`,
  },

  filesStay: 'A file that fnOS brought along stays as it came.',

  passthroughBack: {
    outOfVm: {
      plain: (gpu: string) => `Take the GPU (\`${gpu}\`) out of the VM that has it whole, if one has.`,
      hidden: (gpu: string) =>
        `Shut down the VM that has the whole GPU, open its definition (\`virsh -c qemu:///system edit VM\`, names: \`virsh -c qemu:///system list --all\`), and delete the \`<hostdev>\` with the address \`${gpu}\`.`,
      onPage: (gpu: string) =>
        `Shut the VM down, and remove the GPU (\`${gpu}\`) on its hardware passthrough page in the VM app.`,
      proxmox: (vm: string, gpu: string) =>
        `Shut VM ${vm} down, and remove the PCI device \`${gpu}\` on its Hardware page.`,
      libvirt: (vm: string, gpu: string) =>
        `Shut the VM down, open its definition (\`virsh -c qemu:///system edit ${vm}\`), and delete the \`<hostdev>\` with the address \`${gpu}\`.`,
    },
    fromLine: (digits: string, place: string) =>
      `Take \`8086:${digits}\` out of \`vfio-pci.ids=\` in ${place}; where nothing else is in it, take out the whole word.`,
    fromFile: (digits: string, path: string) =>
      `Open \`${path}\` and take \`8086:${digits}\` out of \`options vfio-pci ids=\`; where nothing else is in it, delete the line.`,
    denial: (path: string | undefined) =>
      path === undefined
        ? "If `grep -rs 'blacklist i915' /etc/modprobe.d` prints a line, delete that line, too."
        : `Delete the line that keeps \`i915\` from loading in \`${path}\`, too.`,
    find: "Find what gives it to `vfio-pci`: `grep -rs -e vfio -e i915 /etc/modprobe.d /etc/default/grub /etc/kernel/cmdline`. Take the GPU's id out of `vfio-pci.ids=` and `options vfio-pci ids=`, and delete `blacklist i915`; a `force_probe` that the system set stays.",
    override: (gpu: string) => `If \`driverctl\` was used: \`driverctl unset-override ${gpu}\`.`,
  },

  firmware: {
    enter: (names: string, to: string) =>
      `Enter the firmware setup (BIOS), look for ${names}, and set it to ${to}.`,
    lookFor: (names: string, to: string) =>
      `Enter the firmware setup (BIOS) and look for ${names}: where it is, set it to ${to}; where it is not, this board cannot do it.`,
    enabled: 'Enabled',
    notAuto: 'Enabled instead of Auto',
    sizes: (sizes: readonly number[]) =>
      sizes.length === 1
        ? `${sizes[0] ?? 0} MB`
        : `${sizes[0] ?? 0} MB, or to ${sizes[1] ?? 0} MB if it is offered`,
    oneOf: (sizes: readonly number[]) =>
      `${sizes[0] ?? 0} MB${sizes.length > 1 ? ` (where that is not offered, to the largest below it, at least ${sizes.at(-1) ?? 0} MB)` : ''}`,
    sizeUnread:
      'Run fngvt as root: it then says how large the aperture may be, so that 768 MiB of graphics addresses are left.',
    ifThere: (names: string) =>
      `Enter the firmware setup (BIOS), look for ${names}, and switch on what exists of it.`,
    notThis: (name: string) => `\`${name}\` is something else and does not help.`,
    hidden:
      "Where the option is not shown, ask the board's maker or leave it at that: a wrong hidden UEFI variable can keep a board from starting.",
    save: 'Save and start again.',
    saveAndOff: 'Save, switch the machine off once, and start it.',
    updated: "Bring the firmware up to date, if the board's maker offers a newer one.",
  },

  kernel: {
    'with-gvt-g-for-gpu': {
      closed:
        'Update the system through its own settings page; the kernel comes with it and stays the one that it delivers.',
      unraid: 'Update the system (Tools, Update OS); the kernel comes with Unraid.',
      open: 'Install a newer kernel that your distribution maintains.',
    },
    'without-that-fault': {
      closed: 'Update the system through its own settings page; kernels from 6.6 on are past this fault.',
      unraid: 'Update the system (Tools, Update OS); the kernel comes with Unraid.',
      open: 'Boot another kernel of your distribution, without this fault.',
    },
    'with-sriov-in-xe': {
      closed: 'Keep the system up to date through its own settings page; its kernel decides what xe can do.',
      unraid: 'Keep the system up to date (Tools, Update OS); its kernel decides what xe can do.',
      open: 'Boot a kernel whose own xe has SR-IOV for this GPU; this is young, few have tried it. Where i915 has the GPU then, fngvt says how xe gets it.',
    },
    'built-with-gvt-g': {
      closed: '',
      unraid:
        'Update the system (Tools, Update OS) and look again; if it is still missing, ask in the Unraid forum.',
      open: "Boot your distribution's stock kernel; custom, cloud and other slimmed kernels often are built without GVT-g.",
    },
    'as-before': {
      closed: 'If GVT-g is gone then, choose the present kernel in the boot menu.',
      unraid: 'If GVT-g is gone then, go back to the present release of Unraid.',
      open: 'If GVT-g is gone then, choose the present kernel in the boot menu.',
    },
  },
  newerKernel: {
    debian:
      'Upgrade Debian, one release after the other, as its release notes say: the kernels of 11 (5.10), 12 (6.1) and 13 (6.12) are new enough.',
    ubuntu: 'Install a newer kernel of Ubuntu: `apt install linux-generic-hwe-$(lsb_release -rs)`.',
    proxmox:
      'Upgrade to a Proxmox VE release with a newer kernel, after reading its upgrade notes: `apt update`, then `apt full-upgrade`.',
  },
  ownKernel: {
    debian:
      "Install Debian's own kernel (if it is there already, nothing happens): `apt install linux-image-amd64`.",
    ubuntu:
      "Install Ubuntu's own kernel (if it is there already, nothing happens): `apt install linux-generic-hwe-$(lsb_release -rs)`.",
    proxmox:
      "Install Proxmox' own kernel (if it is there already, nothing happens): `apt install proxmox-default-kernel`; before Proxmox VE 8: `apt install proxmox-ve`.",
  },
  fromMenu:
    'While it starts, open the boot menu (Shift, or Esc several times), choose "Advanced options", then the kernel just installed. By itself GRUB starts the highest version, every time: if that is the wrong one, remove its package once all is well.',
  pinned:
    'See to it that it starts: `proxmox-boot-tool kernel list` shows what is installed, `proxmox-boot-tool kernel pin VERSION` chooses.',
  since: (version: string) => `The kernel must be ${version} or newer.`,
  fits: (ranges: readonly string[]) => `The fault is in ${ranges.join(' and in ')}.`,
  range: (from: string, before: string) => `kernels from ${from} on, and gone in ${before}`,
  checkKernel: 'Check: `uname -r` shows the version of the kernel that runs.',
  keepKernel: (system: string) =>
    `The kernel of ${system} is its own, and its data may depend on it: keep it.`,
  askMaker: (system: string) =>
    `After each update of the system: \`grep I915_GVT_KVMGT /boot/config-$(uname -r)\`. With \`=m\` or \`=y\` at the end its kernel has it; "is not set", or no output, means no. ${system} can be asked for it in its forum, with \`uname -r\` and \`uname -v\`.`,

  kvmgtFile: {
    ubuntu: [
      'Install what holds it: `apt install linux-modules-extra-$(uname -r)`.',
      'So that kernels to come have it, too: `apt install linux-generic`.',
    ],
    debian: [
      "Put it back, it is part of the kernel's package: `apt install --reinstall linux-image-$(uname -r)`.",
    ],
    rolling: [],
    maker: [
      'If it is still missing, bring the system up to date through its own update page.',
      'If that does not bring it back, ask in its forum, with `uname -r`, `uname -v` and this report.',
    ],
    other: [
      "Put it back by the means of your system: it is part of the kernel's package, or of one beside it for further modules.",
    ],
  },
  kvmgtReboot:
    'Shut the VMs down and reboot once: after an update, the running kernel may be older than its modules on disk.',
  checkKvmgt: 'Check with `modinfo kvmgt`.',
  mdevctl: {
    apt: ['Install it: `apt install mdevctl`.'],
    dnf: ['Install it: `dnf install mdevctl`.'],
    other: ['Install the package `mdevctl` by the means of your system.'],
  },
  checkMdevctl: 'Check with `mdevctl types`.',
  keepPackages: (system: string) =>
    `Leave the packages as ${system} delivers them. A vGPU can be made without it; it then lasts until the next reboot.`,

  dkms: {
    removed: {
      plain: [
        '`dkms status` names the package and its version; remove it: `dkms remove NAME/VERSION --all`. Where it came as a package of the system, remove that.',
      ],
      known: (version: string) => [
        `Remove it: \`dkms remove i915-sriov-dkms/${version} --all\`; where \`dpkg -s i915-sriov-dkms\` knows it as a package, \`apt remove i915-sriov-dkms\` instead.`,
      ],
      app: ['Remove the i915 SR-IOV driver in the app center, where it came from.'],
    },
    checkRemoved: 'Check: `modinfo -n i915` names a path below `kernel/`, not `updates/`.',
    built: {
      plain: ['Look at `dkms status`: it must say `installed` for the kernel that `uname -r` names.'],
      app: [
        'Compare `uname -r` and `uname -v` with what the driver app in the app center says it fits; system updates may remove its modules.',
        'Start the app again.',
      ],
    },
    checkBuilt: 'Check: `dmesg | grep -i sr-iov` says `Running in SR-IOV PF mode`.',
    signed:
      'See whether Secure Boot is on: `mokutil --sb-state`. If so, the module loads only when it is signed by a key that is enrolled.',
  },
  sriovDriver: {
    tools: (headers: string) => `Install what builds it: \`apt install dkms build-essential ${headers}\`.`,
    plain: (release: string) => [
      `Install the community's \`i915-sriov-dkms\`, which replaces i915, in Linux guests as well: at \`github.com/strongtz/i915-sriov-dkms/releases\` take the release that names kernel ${release}; on Debian and its kin its .deb, with \`apt install ./FILE.deb\`. DKMS builds it again for each new kernel that has its headers; one that the release does not name needs another release.`,
    ],
    app: () => [
      'Take the driver app for i915 SR-IOV from the app center. It carries modules for certain kernels: compare with `uname -r` and `uname -v` first, and again after each system update; xe must stay away then (`module_blacklist=xe`).',
    ],
    plugin: () => ['Take a driver with SR-IOV as a plugin that fits your release of Unraid.'],
    maker: () => [
      "Wait for a system whose own driver has SR-IOV; drivers come with it and can't be added by hand.",
    ],
  },

  elsewhere: {
    host: [
      'Leave the container and log in to the host itself (SSH or its console).',
      'Run fngvt there, as root.',
    ],
    fnos: [
      'Log in to fnOS itself by SSH and become root with `sudo -i`: Proxmox in Docker is a container too, the kernel and GRUB belong to fnOS.',
      'Run fngvt there.',
    ],
    proxmox: (gpu: string) => [
      'Proxmox in a container can share the GPU by GVT-g too, set up in two places. First on the host itself (fnOS: SSH, then `sudo -i`): `fngvt fix` sees to the switch and the module of GVT-g, and `fngvt` says when the host is ready.',
      'Back in here, `ls /sys/bus/pci/devices/*/mdev_supported_types` must list types.',
      `On the page of Proxmox, add the GPU to the VM as a PCI device with an MDev type; by command: \`qm set VMID -hostpci0 ${gpu},mdev=TYPE\` (VMID: \`qm list\`; TYPE: a name from the step before; where \`qm config VMID\` shows a hostpci0 already, hostpci1). Stop the VM and start it again; until then the change is pending.`,
      'Leave the vGPU to Proxmox in here, which makes it when the VM starts. Make none for this VM on the host; the VM page of fnOS does not show it.',
      'Check while the VM runs: `ls /sys/bus/mdev/devices` names a UUID that ends in the number of the VM. In Windows the device manager shows an Intel display adapter.',
    ],
    guest: [
      'Run fngvt on the machine that runs this VM.',
      "In here, `lspci -nnk -d 8086:` only shows whether the guest's driver is bound to the share it got.",
    ],
  },
  toolUpdated: [
    'Try the newest fngvt; its table grows with the hardware.',
    'If that does not know it either, report the id together with the output of `lspci -nn -d 8086:`.',
  ],
  examined: {
    'next-kernel': 'Run fngvt again: it examines the kernel that runs.',
    'next-technology': 'Run fngvt again: it then names the first step towards SR-IOV.',
    'as-root':
      "Settle first what the report names before this. If nothing is named, run fngvt as root: without it, some of what decides can't be read.",
  },
  groupCleared: {
    gpu: 'If the host can do without such a device, bind it to `vfio-pci` as well and give it to the same VM.',
    vf: 'If the host can do without such a device, bind it to `vfio-pci` as well; it can go to the same VM only.',
    look: 'See what they are, by their addresses in the fault: `lspci -nns ADDRESS`.',
    slot: 'If it is a card, try another slot: groups follow the wiring of the board. Some firmware has a setting for `ACS`.',
    check:
      'Check: `ls /sys/bus/pci/devices/ADDRESS/iommu_group/devices` with the address of what goes to the VM.',
  },

  vgpu: {
    autostart: {
      mdevctl: (uuid: string) => [
        `Define it with autostart: \`mdevctl define --auto --uuid ${uuid}\`; if it is defined already, \`mdevctl modify --auto --uuid ${uuid}\`.`,
      ],
      libvirt: [
        'Find its name (`mdev_…`): `virsh nodedev-list --cap mdev --all`.',
        'Make it start at boot: `virsh nodedev-autostart NAME`. If that calls it not defined, save `virsh nodedev-dumpxml NAME` to a file and run `virsh nodedev-define FILE` first, without `--validate`.',
      ],
      checkMdevctl: 'Check with `mdevctl list -d`: the line must say `auto`.',
      checkLibvirt: 'Check with `virsh nodedev-info NAME`: `Persistent: yes`, `Autostart: yes`.',
      own: 'If a script or a unit of your own makes it at boot, leave it at that.',
    },
    started: (uuid: string) => `Until the next boot, start it by hand: \`mdevctl start --uuid ${uuid}\`.`,
    restarted: (uuid: string) => [
      `Stop the vGPU: \`mdevctl stop --uuid ${uuid}\`, or \`virsh nodedev-destroy NAME\`.`,
      'On kernels before 5.14, run `modprobe vfio_mdev`.',
      `Start it again: \`mdevctl start --uuid ${uuid}\`, or \`virsh nodedev-start NAME\`.`,
    ],
    vmOff: 'Shut the VM down.',
    remade: 'Remove vGPUs that exist already, and make them again.',
    another: (vm: string) =>
      `Give the second VM a vGPU of its own: \`fngvt vgpu create --autostart\`, then \`fngvt vm detach ${vm}\` and \`fngvt vm attach ${vm}\`.`,
    sameUuid: (uuid: string) =>
      `Make the vGPU that the VM names once more: \`fngvt vgpu create --uuid ${uuid} --autostart\`.`,
    inSysfs: (gpu: string) => [
      `See the types: \`ls /sys/bus/pci/devices/${gpu}/mdev_supported_types\`; \`uuidgen\` prints a fresh UUID.`,
      `Write the UUID into the file \`create\` of a type: \`echo UUID > /sys/bus/pci/devices/${gpu}/mdev_supported_types/TYPE/create\`.`,
    ],
  },
  functionsMade: (gpu: string) => [
    `Make some, three for instance: \`echo 3 > /sys/bus/pci/devices/${gpu}/sriov_numvfs\`, not more than \`sriov_totalvfs\`. To change the number, write 0 first.`,
    `For every boot, create \`/etc/tmpfiles.d/gpu-vfs.conf\` with the line \`w /sys/bus/pci/devices/${gpu}/sriov_numvfs - - - - 3\`.`,
    `Give VMs the functions that follow \`${gpu}\` (\`.1\` and up), never \`${gpu}\` itself.`,
  ],
  udevRule: (wrong: string, right: string) => [
    'Copy the packaged rule to a place of your own: `cp /usr/lib/udev/rules.d/60-mdevctl.rules /etc/udev/rules.d/60-mdevctl.rules`.',
    `Open the copy and write ${right} where it says ${wrong}.`,
    'Run `udevadm control --reload`; it counts from the next boot. Delete the copy once the package is mended.',
  ],
  udevWrong: 'the path that is not there',
  udevRight: 'the path that `command -v mdevctl` prints',

  vm: {
    'gpu-out': () => 'Until it gets a share of the GPU, that VM has none.',
    'gpu-kept': () => 'If this VM shall have the whole GPU, leave it; sharing is not possible then.',
    'one-vgpu-out': (vm: string) => `Take it out of one of the two VMs: \`fngvt vm detach ${vm}\`.`,
    'missing-vgpu-out': (vm: string) =>
      `Take the one that is not there out of the VM, and give it one that is: \`fngvt vm detach ${vm}\`, then \`fngvt vm attach ${vm}\`.`,
  },

  ways: {
    containers: {
      plain:
        'Containers (Jellyfin, Emby, Frigate) can share the GPU: hand them `/dev/dri` (Docker: `--device /dev/dri`). No virtualisation, no reboot.',
      proxmox:
        'Containers (Jellyfin, Emby, Frigate) can share the GPU: on the Resources page of the container choose Add, Device Passthrough, with the path `/dev/dri/renderD128` (Proxmox 8.2 and newer). No virtualisation, no reboot.',
      onPage:
        'Containers share the GPU among each other and with fnOS (Jellyfin, Emby, Immich): map `/dev/dri` into them (in a compose file, below `devices:`, the line `- /dev/dri:/dev/dri`). No virtualisation, no reboot.',
    },
    'whole-gpu': {
      plain:
        'One VM can get the whole GPU (`vfio-pci`, with VT-d on and `intel_iommu=on`); if it is the only GPU, the host has no picture meanwhile, SSH and web pages go on.',
      onPage:
        'One VM can get the whole GPU, on the hardware passthrough page of the VM app (with VT-d on and `intel_iommu=on`); fnOS and its containers do without it then.',
    },
    'other-system': {
      plain:
        'Another system on the machine itself, with a kernel that has GVT-g (Proxmox, Debian), and this one as one of its VMs: a new installation, so save all data elsewhere first.',
      onPage:
        'Another system on the machine itself, with a kernel that has GVT-g (Proxmox, Debian), and fnOS as one of its VMs: a new installation, so save all data elsewhere first.',
    },
  },

  looks: {
    'gvt-log':
      "Look into the kernel log: `dmesg | grep -iE 'gvt|i915|mdev'`; an error or a `WARNING` with `gvt` in it says why.",
    'gvt-parameter': 'Check: `cat /sys/module/i915/parameters/enable_gvt` says `Y`.',
    'driver-log':
      "See why the driver did not take it: `dmesg | grep -E 'i915|xe '`. A kernel older than the GPU does not know it.",
    'kvm-log':
      'Look into the kernel log: `dmesg | grep -i kvm`; a blacklist shows `grep -rs kvm /etc/modprobe.d`.',
    'sriov-log': "Look into the kernel log: `dmesg | grep -iE 'sr-iov|guc'`.",
    'pf-mode': 'Check: `dmesg | grep -i sr-iov` says `Running in SR-IOV PF mode`.',
    'every-enable-gvt':
      'Find every place: `grep -rs enable_gvt /proc/cmdline /etc/default/grub /etc/default/grub.d /etc/kernel/cmdline /etc/modprobe.d`. Keep one with `=1` and delete the others.',
    'libvirt-parents':
      'Ask libvirt: `virsh -c qemu:///system nodedev-list --cap mdev_types`. If the GPU is missing there, `kvmgt` came after libvirt; loaded at boot, it comes first.',
    'mdevctl-rule':
      'Look at the rule: `grep mdevctl /etc/udev/rules.d/60-mdevctl.rules /usr/lib/udev/rules.d/60-mdevctl.rules`. The program in it must exist.',
    'iommu-there': 'Check: `ls /sys/class/iommu` is not empty.',
    'dmar-there': 'Check: `ls /sys/firmware/acpi/tables/DMAR` finds the file.',
    'vmx-there': 'Check: `grep -c vmx /proc/cpuinfo` prints more than 0.',
    'gpu-listed': "Check: `lspci -nn | grep -iE 'vga|display'` has a line with `8086:`.",
    message: 'Look up the message with `fngvt explain`.',
  },
  looksAtGpu: {
    'driver-there': (gpu: string, driver: string) =>
      `Check: \`lspci -nnk -s ${gpu}\` says "Kernel driver in use" with ${driver}.`,
    'gpu-driver': (gpu: string) => `See who drives it: \`lspci -nnk -s ${gpu}\`.`,
    'sriov-capability': (gpu: string) =>
      `Check: \`lspci -vv -s ${gpu} | grep -i 'single root'\`. If it stays silent, this device can't do it.`,
    'total-functions': (gpu: string) =>
      `See what the driver offers: \`cat /sys/bus/pci/devices/${gpu}/sriov_totalvfs\`.`,
    'aperture-there': (gpu: string) =>
      `Check: the \`prefetchable\` line of \`lspci -v -s ${gpu}\` says the size.`,
    'instances-there': (gpu: string) =>
      `Check: \`grep . /sys/bus/pci/devices/${gpu}/mdev_supported_types/*/available_instances\`.`,
    forum: (gpu: string) =>
      `Ask a forum with that output, \`uname -a\`, \`cat /proc/cmdline\`, \`lspci -nnk -s ${gpu}\` and this report.`,
  },
};

/** The shape of these words in any language. */
export type RemedyWords = typeof remedyEn;
