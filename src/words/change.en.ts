import { yours } from './name-not-told.ts';

/** Words about changes that were made or taken back; loaded by the verbs that change a host. */
export const changeEn = {
  yours: yours.en,
  applied: 'Done. Everything was written down first, and can be taken back:',
  nothing: 'Nothing to do.',
  elsewhere: 'This is a recorded or mounted host: the plan is shown and cannot be applied here.',
  refused: 'Nothing was touched:',
  rolledBack: 'It did not work out. Everything is as it was before. What failed:',
  stuck: 'It did not work out, and not everything could be taken back. What failed:',
  rest: 'What is left:',
  again: (command: string) => `When that is settled: ${command}`,
  nothingToUndo: 'There is no change of fngvt to take back.',
  undoTitle: (id: string, begun: string) => `Taking back the change ${id} (${begun})`,
  wasCut: 'It was cut short, so the host may stand between two states. Taking it back settles that.',
  restore: (path: string) => `Put back ${path}`,
  removeOurs: (path: string) => `Delete ${path} (it was made by that change)`,
  makeAgain: (path: string) => `Bring back ${path}`,
  run: (command: string) => `Run ${command}`,
  isBack: 'All files are as they were before that change; this is only noted.',
  reboot: 'What was changed for the boot counts again after the next reboot. You choose when.',
  askUndo: 'Take it back? [y/N] ',
  dryRun: 'Only shown, as asked (--dry-run).',
  redacted:
    'Only shown: stand-ins (--redact) are never written to a host. Without --redact the same command asks and does it.',
  noTerminal: 'Nobody can be asked here, so nothing was done. With --yes it is done without a question.',
  declined: 'Nothing was changed.',
  undone: 'Taken back. Everything is as it was before that change.',
  undoneFiles: 'Taken back, as far as it can be done here.',
  left: 'Taken back but for this:',
  changedTitle: (path: string) => `${path} was changed by somebody else since, so it is left as it is.`,
  changedOurs: 'What that change did to it:',
  changedSince: 'What was done to it since:',
  overwrite: (command: string) =>
    `To put back its old content all the same (what stands there now is kept): ${command}`,
  definitionTitle: (vm: string) =>
    `The definition of the VM ${vm} was changed by somebody else since, so it is left as it is (passwords of its console are not shown).`,
  definitionGone: (vm: string) => `There is no VM ${vm} any more, so nothing is done about its definition.`,
  overwriteDefinition: (command: string) =>
    `To put back the definition of before all the same (the one of now is kept, without passwords): ${command}`,
  onlyDevice: (command: string) => `To take out only the device and keep what was changed since: ${command}`,
  cutShort: (id: string) =>
    `The change ${id} of fngvt was cut short, so this host may stand between two states. To take it back:`,
  undoCutShort: (id: string) =>
    `Taking back the change ${id} of fngvt was cut short, so this host may stand between two states. To finish it:`,
  noteUnread: (path: string, why: string) =>
    `${path} can't be used as a journal (${why}), so it is not known what became of that change of fngvt.`,
  missed: (id: string, foretold: string, found: string) =>
    `The change ${id} of fngvt foretold for after the reboot: ${foretold}. Now it is: ${found}. If you don't want to go on, this takes it back:`,
  otherCause: (id: string, foretold: string, found: string) =>
    `The change ${id} of fngvt foretold what would be first in the way after the reboot: "${foretold}". Now it is: "${found}". If you don't want to go on, this takes it back:`,
  refreshed: (id: string) =>
    `The change ${id} of fngvt has run proxmox-boot-tool refresh, and it ended well: what is missing is the reboot. To take the change back instead:`,
  list: {
    none: 'No changes of fngvt are noted on this host.',
    header: { id: 'CHANGE', begun: 'BEGUN', state: 'STATE', what: 'WHAT' },
    broken: 'cannot be used',
    states: {
      applying: 'cut short',
      applied: 'in force',
      'rolled-back': 'failed, taken back at once',
      undoing: 'taking back was cut short',
      'partly-undone': 'taken back in part',
      undone: 'taken back',
    },
  },
  /** Why something was not done, or what failed. */
  reasons: {
    'not-as-foretold': (d: Details) =>
      `The host was read once more, and "${d['rule']}" is not as the plan foretold.`,
    'not-root': () => 'Only root may change this host. Run it once more as root.',
    'not-root-list': () => 'Only root may read what was noted on this host. Run it once more as root.',
    'notes-unread': (d: Details) =>
      `${d['path']}, where fngvt notes its changes, can't be read (${d['error']}).`,
    'notes-untrusted': (d: Details) =>
      `${d['path']}, where fngvt notes its changes, is not relied on (${d['problemText']}). Whoever can write there could have root do anything: find out how it came to be so, and put it right first.`,
    locked: () => 'Another fngvt is at work, or a command that it started. Wait until it has ended.',
    'package-manager': (d: Details) =>
      `${d['program'] === '' ? 'A package manager' : d['program']} is at work (process ${d['pid']}, ${d['path']}). Wait until it has ended.`,
    unfinished: (d: Details) =>
      `The change ${d['journal']} was cut short. It must be taken back before another one: ${d['undo']}`,
    changed: (d: Details) =>
      `${d['path']} is not the file any more that the plan was made for. Somebody changed it; look at the plan once more.`,
    'host-changed': () =>
      'The host is not as it was when this plan was made: it would not be planned now. Run the same command again to see why.',
    link: (d: Details) =>
      `${d['path']}: ${d['link']} is a link to ${d['target']}. No link is followed when something is written.`,
    kind: (d: Details) => `${d['path']} is no regular file.`,
    'hard-links': (d: Details) =>
      `${d['path']} has ${d['count']} names (hard links); writing it would tear them apart.`,
    'too-large': (d: Details) => `${d['path']} has more than ${d['most']} MiB, so it is not read.`,
    attributes: (d: Details) =>
      `${d['path']}: its owner, access list or extended attributes could not be kept (${d['error']}).`,
    'read-only': (d: Details) =>
      `${d['path']} lies on a read-only file system. Find out why before anything is written there.`,
    full: (d: Details) =>
      d['needed'] === undefined
        ? `${d['path']}: the file system is full.`
        : `${d['path']}: too little room on the file system (${d['free']} bytes free, ${d['needed']} wanted).`,
    denied: (d: Details) =>
      `${d['path']}: writing is not permitted (${d['error']}); an immutable file, perhaps (lsattr).`,
    io: (d: Details) => `${d['path'] ?? d['command']}: input or output error (${d['error']}).`,
    'no-program': (d: Details) => `${d['program']} is not installed.`,
    'timed-out': (d: Details) =>
      `${d['command']} did not end within ${d['seconds']} seconds and was stopped. ${d['output']}`,
    exit: (d: Details) => `${d['command']} failed (${d['exit']}). ${d['output']}`,
    interrupted: () => 'You stopped it.',
    'grub-broken': (d: Details) =>
      `GRUB's settings are broken already, before any change: ${d['command'] ?? 'grub-mkconfig'} fails. ${d['output'] ?? d['error'] ?? ''}`,
    'grub-still-broken': (d: Details) =>
      `GRUB's settings are still broken after the repair: ${d['command'] ?? 'grub-mkconfig'} fails. ${d['output'] ?? d['error'] ?? ''}`,
    'not-chosen': (d: Details) =>
      `The entry of the try did not get chosen for the next boot: ${d['path']} does not say so.`,
    'grub-check': (d: Details) => `${d['path']} would have come out wrong: ${d['problemText']}`,
    'no-journal': (d: Details) => `No change ${d['journal']} is noted here; --list shows them.`,
    'broken-journal': (d: Details) =>
      `${d['path']} can't be used as a journal (${d['problemText']}), so nothing is taken back by it. Look into it; name an older change to take that back.`,
    'already-undone': (d: Details) => `The change ${d['journal']} has been taken back already.`,
    'newer-journal': (d: Details) =>
      `The newer change ${d['journal']} touched the same files. Take that one back first: ${d['undo']} ${d['journal']}`,
    'no-commands': (d: Details) =>
      `Only files are put back here. To be run on the host itself: ${d['typedCommand']}`,
    'definition-unread': (d: Details) =>
      `libvirt does not say how the VM ${d['vm']} is defined, so it can't be known whether somebody changed it since. Start libvirt, then do this once more. ${d['output'] ?? ''}`,
    'definition-changed': (d: Details) =>
      `The definition of the VM ${d['vm']} is not the one any more that the plan was made for. Somebody changed it; look at the plan once more.`,
    'definition-differs': (d: Details) =>
      `libvirt took the definition of the VM ${d['vm']} and made another of it. Compare it: virsh dumpxml --inactive ${d['typedVm']}`,
    'definition-changed-since': (d: Details) =>
      `The definition of the VM ${d['vm']} was changed by somebody else since, so it is left as it is.`,
    'no-room-for-image': (d: Details) =>
      `${d['program']} has too little room beside ${d['path']}: ${d['free']} MiB free, ${d['needed']} MiB wanted. It writes images for the boot there once more. Make room first: take away kernels that nobody needs any more, for instance.`,
    'images-as-before': (d: Details) =>
      `${d['command']} ended without an error, and made no image anew. Perhaps update_initramfs=no stands in /etc/initramfs-tools/update-initramfs.conf, or /boot is read-only.`,
    'generated-back': (d: Details) => `${d['path']} then has the very content of before that change.`,
    'generated-anew': (d: Details) =>
      `${d['path']} is made anew of the settings as they stand then, with all that is in ${d['left']}: that counts at the next boot.`,
    'generated-left': (d: Details) =>
      `${d['path']} stays as it is, because ${d['left']} does too: the host boots with what it holds now. ${d['typedCommand']}, on the host itself, makes it agree with the settings.`,
    'generated-torn': (d: Details) =>
      `${d['path']} is not whole, so its content of before that change comes back. What is in ${d['left']} counts again once ${d['typedCommand']} has been run on the host itself.`,
    'generated-since': (d: Details) =>
      `${d['path']} was made anew since by somebody else, so it is left as it is and may still hold words of that change. ${d['typedCommand']}, on the host itself, takes them out.`,
    'changed-since': (d: Details) =>
      `${d['path']} was changed by somebody else since, so it is left as it is.`,
  } as Readonly<Record<string, (details: Details) => string>>,
  /** What is wrong with a generated grub.cfg, or with a note of ours: a part of a sentence. */
  problems: {
    'note-unread': (d: Details) => d['error'] ?? '',
    'note-owner': (d: Details) => `it belongs to the user ${d['owner']}, not to root`,
    'note-writable': (d: Details) => `others than root may write it: mode ${d['mode']}`,
    'note-link': () => 'it is a link',
    'note-kind': () => 'it is not what belongs there',
    'note-large': () => 'it is too large',
    'note-text': () => 'it is not UTF-8',
    'note-json': () => 'it is not JSON',
    'note-shape': (d: Details) => `${d['place']}: expected ${d['wanted']}`,
    'note-name': (d: Details) => `it calls itself ${d['name']}`,
    'note-states': (d: Details) => `${d['place']} does not go with the state ${d['state']}`,
    'note-half': (d: Details) => `${d['place']} does not fit together`,
    'note-place': (d: Details) => `${d['file']} is no place at which fngvt changes anything`,
    'note-command': (d: Details) =>
      `no change of fngvt runs "${d['command']}" with "${d['back']}" as its way back`,
    'note-digest': (d: Details) =>
      `${d['place']}: the content of ${d['file']} is not the one of its SHA-256${d['copy'] === undefined ? '' : `; the copy ${d['copy']} is whole`}`,
    'note-copy': (d: Details) =>
      `the copy ${d['copy']} is not the file that was there${d['error'] === undefined ? '' : `: ${d['error']}`}`,
    'no-entries': () => 'it starts no Linux',
    'entry-lost': (d: Details) => `the entry "${d['entry']}" is gone`,
    'word-lost': (d: Details) => `${d['word']} is gone from "${d['entry']}"`,
    'not-wanted': (d: Details) => `${d['word']} is missing in "${d['entry']}", or overruled there`,
    'no-try': () =>
      "no entry for the running kernel came out of the system's own script, so there is none to try",
    'try-twice': () => 'the entry of the try is there more than once, or not as the last one',
    'try-words': (d: Details) => `the entry of the try is not right about ${d['word']}`,
    'others-moved': () => 'other entries would not be as they were',
    recovery: (d: Details) => `${d['word']} got into the recovery entry "${d['entry']}"`,
    'carriage-return': (d: Details) => `a Windows line end in "${d['entry']}"`,
    'full-width': (d: Details) => `the full-width character ${d['word']} in "${d['entry']}"`,
  } as Readonly<Record<string, (details: Details) => string>>,
};

/** What a sentence needs to be concrete; made safe to show before it comes here. */
type Details = Readonly<Record<string, string>>;

export type ChangeWords = typeof changeEn;
