/** The words of `explain`. */
export const explain = {
  why: 'Why it matters',
  how: 'What to do',
  cause: 'Cause key',
  acts: 'Who acts',
  requires: 'Needs first',
  links: 'Read on',
  use: 'What it is for',
  warning: 'Take care',
  kernelLog: 'A line of the kernel log',
  kernelLogIn: (kernels: string) => `A line of the kernel log, ${kernels}`,
  printedBy: (program: string) => `A message of ${program}`,
  logMeanings: {
    decisive: 'This settles a question by itself.',
    harmless: 'It is often blamed and means nothing.',
    context: 'By itself it decides nothing; it helps to understand other lines.',
  },
  means: 'What it means',
  causes: 'What may lie behind it',
  pointer: (what: string, command: string) => `${what.replace(/\.$/u, '')}: \`${command}\``,
  decide: (call: string) =>
    `This alone does not settle which. \`sudo ${call}\` finds out on this host; each command above says more.`,
  missing: (text: string) => `nothing is known about ${text}`,
  near: (names: string) => `did you mean: ${names}?`,
  askInstead: (call: string) =>
    `ask by an error line as it was printed, by what you see ("black screen"), or by a parameter; a chip is looked up: ${call} lookup N100; this host is judged: sudo ${call}`,
  typeExplains: (low: number, high: number, fences: number, resolution: string) =>
    `Takes ${low} MiB of the aperture, ${high} MiB of hidden graphics memory and ${fences} fence registers. Its virtual monitor goes up to ${resolution}; no GVT-g type offers more than 1920x1200.`,
  typeWeight: (weight: number) => `Its share of GPU time weighs ${weight}, against the other vGPUs that run.`,
  typeMake: (call: string, type: string) =>
    `\`sudo ${call} vgpu create --type ${type} --autostart\` makes one that comes back after a reboot, by libvirt, mdevctl or a unit of its own. On Proxmox nothing is made ahead: \`sudo ${call} vm attach\` with the number of the VM and \`--type ${type}\`. By hand: write a UUID to \`create\` in the folder of the type below \`mdev_supported_types\`; it is gone at the next boot.`,
  typeRemember:
    'A vGPU vanishes at every reboot unless something makes it again. A monitor on the host never shows the VM: enable RDP or SSH in the guest before its graphics driver is installed.',
  since: (version: string) => `since kernel ${version}`,
  until: (version: string) => `gone since kernel ${version}`,
  fromTo: (from: string | undefined, before: string | undefined) =>
    [
      from === undefined ? '' : `from kernel ${from} on`,
      before === undefined ? '' : `before kernel ${before}`,
    ]
      .filter(Boolean)
      .join(', '),
  passthrough: 'handing over the whole GPU',
};

/** The shape of these words in any language. */
export type ExplainWords = typeof explain;
