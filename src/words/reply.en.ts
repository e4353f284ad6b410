/** Words of a reply to somebody who asked in a thread; they are read by a person who may have no fngvt. */
export const reply = {
  likely: (fault: string) => `Most likely: ${fault}`,
  likelyReady: (headline: string) => `Most likely: ${headline}`,
  ifSo: (fault: string) => `If it is as you describe, most likely: ${fault}`,
  colon: ': ',
  seen: 'From your post',
  proof: 'What says so',
  todo: 'What to do',
  more: (address: string) => `About this check: ${address}`,
  rest: (address: string) => `The steps after that: ${address}`,
  means: (message: string, says: string) => `${message}: ${says}`,
  open: 'This does not show yet what is in the way.',
  mayBe: (causes: readonly string[]) => `Possible reasons: ${causes.join('; ')}`,
  ask: 'To find it, this is still missing. It only reads and changes nothing:',
  paste: 'Please paste all that comes out, with the command lines, in a code box.',
  collector:
    'Or all at once: `sh short.sh` (fngvt’s collector/short.sh, about 40 lines of shell, only reads).',
  collectThere: 'Run short.sh there (fngvt’s collector/short.sh, only reads) and paste what it prints.',
  ready: 'Nothing is in the way on this host.',
  readyAsShown: 'Nothing that you show is in the way.',
  makeOne: {
    'gvt-g':
      'Next, as root: write a UUID (`uuidgen`) into `create` below `mdev_supported_types/TYPE` of the GPU, then hand that UUID to the VM. It is gone at the next boot unless libvirt, mdevctl or a unit makes it again.',
    'sr-iov':
      'Next, as root: write how many you want into `sriov_numvfs` of the GPU, then hand 00:02.1 and up to the VMs, never 00:02.0. The number is gone at the next boot unless a unit writes it again.',
  },
  handOut:
    'Next: hand 00:02.1 and up to the VMs, one each, never 00:02.0. They are gone at the next boot unless a unit writes their number again.',
  none: 'No configuration changes that.',
  instead:
    'What works instead: containers (Jellyfin, Emby) can share the GPU by /dev/dri; or one VM gets the whole GPU, and the host loses its screen.',
  offTopic:
    'This does not seem to be about sharing an Intel GPU with virtual machines, so there is nothing to add here. Good luck with it!',
  whoseIsIt: (said: string, shown: string) =>
    `The text says ${said}, the output shows ${shown}: this goes by the output. Is it the same machine?`,
  others: 'Other people’s output in the thread is left out.',
  two: (paths: string) => `Two different answers are shown for ${paths}; neither is used.`,
  damaged: (what: string) =>
    `The fngvt block in it can’t be read (${what}); please paste it once more, whole.`,
  soFar: (name: string, technology: string) =>
    `${name} is shared by ${technology}; what is in the way does not show yet.`,
  cannot: (name: string) => `${name} can’t be shared: it has neither GVT-g nor SR-IOV.`,
  onlyOutOfTree: (name: string, caution: string) =>
    `${name}: no kernel’s own i915 or xe makes virtual functions on it, whatever the parameters; only the out-of-tree i915-sriov-dkms does, as an experiment. ${caution}`,
  noGpu: (name: string) =>
    `${name} is sold without an Intel GPU: there is nothing on this machine that GVT-g or SR-IOV could share. A graphics card in it can still go whole to one VM.`,
  dkms: {
    otherKernel: (built: string, running: string) =>
      `The SR-IOV module is built for ${built}, and ${running} runs: so the kernel’s own i915 is used, and no virtual function can be made.`,
    onlyAdded:
      'DKMS has the SR-IOV module, but has not built it for any kernel: so the kernel’s own i915 is used.',
    look: (running: string) =>
      `Install the headers of ${running} (Proxmox: \`proxmox-headers-${running}\`), run \`dkms autoinstall -k ${running}\` and see that it ends without an error; then \`update-initramfs -u -k ${running}\` and reboot. If the build fails, take a release of the module that names this kernel.`,
  },
  capsule: 'For helpers, the same as a block that fngvt reads:',
};

export type ReplyWords = typeof reply;
