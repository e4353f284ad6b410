/** A test by its file below `test/` and its title. */
export type Proof = readonly [file: string, title: string];

const names = (title: string): Proof => ['names.test.ts', title];
const reading = (title: string): Proof => ['security/reading.test.ts', title];
const changing = (title: string): Proof => ['security/changing.test.ts', title];
const data = (title: string): Proof => ['security/data.test.ts', title];
const started = (title: string): Proof => ['host/programs-started.test.ts', title];
const output = (title: string): Proof => ['host/output-file.test.ts', title];
const terminal = (title: string): Proof => ['terminal/routes.test.ts', title];

/** What is no claim about fngvt. */
export const noClaim: readonly string[] = [
  '[How a change is made](changes.md)',
  'Names of hosts, users, VMs, disks and networks, addresses, UUIDs:',
  'Report it as an issue; if it should not be public, say so there without the details and a private way will be found.',
];

/** Every sentence of docs/security.md with the tests that hold it. */
export const proofs: Readonly<Record<string, readonly Proof[]>> = {
  'A test stands behind each sentence of this page; `test/security-page.ts` names it.': [
    ['security-page.test.ts', 'every sentence has an entry, and every entry a sentence'],
    ['security-page.test.ts', 'every test that is named is there'],
  ],

  'It changes nothing: it writes no file but those that you name, mounts nothing and loads no module.': [
    reading('writes, mounts and loads nothing'),
  ],
  'It starts four programs at most, each with arguments that only read: `dmesg`, `journalctl`, `virsh` and, for `vm verify`, `intel_gpu_top`.':
    [reading('on %s is ours or names a VM')],
  "Each is started by its absolute path, whatever the caller's `PATH` says.": [
    started('$verb: is named by an absolute path of the system, and nothing with a serial number is opened'),
  ],
  'None is started through a shell.': [
    started('$verb: is named by an absolute path of the system, and nothing with a serial number is opened'),
  ],
  'Each runs in a session of its own, without a terminal, with nothing on its standard input and with `LC_ALL=C`.':
    [['host/launch.test.ts', 'a program that is run']],
  'One that does not end in time is ended, with all that it started.': [
    ['host/launch.test.ts', 'is ended with its whole group'],
    ['host/hanging-programs.test.ts', '%s: %s ends in time, says what it went without, leaves nothing'],
  ],
  'The whole look is limited in time, and what could not be read by then is named.': [
    ['host/time-limited.test.ts', 'a question without an answer is given up: %s'],
    ['host/hanging-file.test.ts', 'is given up after a minute, told, and does not keep fngvt alive'],
  ],
  "`virsh` is asked only where libvirt's daemon already runs, so that none is woken.": [
    reading('no daemon of libvirt is woken: where none runs, virsh is not asked'),
  ],
  "The only words of the host that become arguments are the names of libvirt's VMs, each as one argument behind a fixed command.":
    [reading('on %s is ours or names a VM')],
  "No serial number and no UUID of the machine's firmware is read.": [
    started('$verb: is named by an absolute path of the system, and nothing with a serial number is opened'),
  ],
  '`systeminformation` tells how much memory there is, and starts nothing for that.': [
    started(
      'the doctor starts two at most where libvirt does not run: the kernel log, and the journal where that is cut off',
    ),
  ],
  'It asks for no root: without root some facts stay unknown, and the report names them.': [
    reading('without root facts stay unknown, and the report names them'),
  ],

  'Each verb that changes a host (`fix`, `undo`, `vgpu create`, `start` and `remove`, `vm attach` and `detach`) shows its plan and asks; whatever is not a clear yes is No.':
    [
      changing('%s shows its plan, and a no is a no'),
      changing('a yes is a yes'),
      changing('where nobody can be asked nothing is done'),
    ],
  'It writes the files that the plan shows, which lie below `/etc` and `/var/lib/fngvt`, and runs the commands that the plan shows.':
    [
      changing('names files below /etc and /var/lib/fngvt only'),
      ['change/matrix.test.ts', 'with its commands, there and back: $name'],
      ['change/matrix.test.ts', 'with all that can be asked for, its files there and back: $name'],
    ],
  '`undo --root`, which runs no command, puts back `/boot/grub/grub.cfg` as well, and its plan shows that.': [
    [
      'change/undo-cli.test.ts',
      'takes files of a mounted disk back from a rescue system, GRUB included, and says what is left',
    ],
    ['change/undo-generated.test.ts', 'is in the plan of a rescue system, with its difference'],
  ],
  'Commands come from a closed list of programs, as argument vectors: no path, argument or name of the host reaches a shell.':
    [
      ['change/commands.test.ts', 'no argument reaches a shell'],
      changing('runs commands whose every argument is ours, or a release, an address, a VM or a vGPU'),
    ],
  'Of the host only kernel releases of plain characters, addresses of PCI devices, and names and UUIDs of VMs and vGPUs become arguments.':
    [
      changing('runs commands whose every argument is ours, or a release, an address, a VM or a vGPU'),
      changing('a kernel whose release is not of plain characters is no argument'),
    ],
  'No link is followed when something is written.': [
    ['change/propose.test.ts', 'a file that is a link leads somewhere else'],
  ],
  'What a plan does not change in a file stays as it is, byte for byte, whatever its encoding.': [
    ['change/other-encodings.test.ts', 'only what is meant differs, there and back: $name'],
  ],
  "The journals, which hold copies of the files that were changed, are root's alone (0700).": [
    ['change/there-and-back.test.ts', 'the journal can be read by root alone, and by a person'],
  ],
  "Undo believes only what root wrote: where somebody else owns a journal or may write it, or its bytes don't match their digests, the file is named and nothing is done.":
    [
      ['change/believed.test.ts', '%s is named and not carried out'],
      ['change/believed.test.ts', '%s: nothing in it is believed'],
      ['change/damaged.test.ts', 'is named, or is none that undo goes by'],
    ],
  'Console passwords of VMs are compared and never stored.': [
    [
      'vgpu/undo-definition.test.ts',
      'where the definition holds a password only the device goes, and later edits stay',
    ],
    ['vgpu/undo-definition.test.ts', 'a password that was set since is an edit too, and is not shown'],
  ],

  'A file that you name is never written through a link that others could have planted.': [
    output('%s: a link to a file of the system is refused'),
    output('%s: a folder on the way that is a link is refused'),
  ],
  'Under sudo, what fngvt made belongs to the person who called it, where that person could have made it; what was there before keeps its owner.':
    [output('a new file in %s'), output('a file that was there, %s, keeps owner and mode')],

  'None of its own code names a module that could open a network connection, and none is opened while it runs.':
    [
      reading('no source of ours names a module of the network'),
      reading(
        'no built file but the bundled systeminformation, of which memory alone is asked, names a module of the network',
      ),
      reading('opens no connection'),
    ],
  'A report or a snapshot leaves when its owner posts it.': [reading('opens no connection')],

  "`doctor`, `report` and `facts` show real names on the owner's own terminal, and stand-ins in pipes, files and JSON.":
    [
      names('on a terminal'),
      names('into a pipe'),
      names('%s as JSON'),
      names('JSON of a verb that looks holds stand-ins on a terminal too, of one that acts the real names'),
      names('files hold stand-ins, whoever looks at the terminal'),
    ],
  '`fix`, `undo`, `vgpu` and `vm` act on this host, and scripts need its ids: they show real names in pipes and JSON too, and say so there in one line on standard error.':
    [
      names('on a terminal'),
      names('into a pipe'),
      names('%s as JSON'),
      names('whoever reads Chinese is told in Chinese'),
    ],
  '`--redact` gives stand-ins everywhere; a plan with stand-ins is only shown and never carried out.': [
    names('on a terminal'),
    names('into a pipe'),
    names('a plan with stand-ins is shown and never carried out'),
    ['commands/hidden-records.test.ts', 'a journal tells no name, whatever field it stands in'],
  ],
  'Pages, posts, capsules and snapshots hold stand-ins, wherever they are shown.': [
    names('files hold stand-ins, whoever looks at the terminal'),
    names('a post that is read off the terminal holds stand-ins'),
    names('what was replaced is listed on a terminal only'),
  ],
  'What comes out of a file (`--from`, `diff`) has stand-ins on a terminal too.': [
    names('what comes out of a file has stand-ins on a terminal too'),
  ],
  "No command that is to be typed holds a stand-in: it says `'your VM'`, which names nothing.": [
    names('a command to be typed names the VM to its owner, and to others none'),
    ['report/typed.test.ts', 'no command in a sentence holds a stand-in'],
    [
      'report/typed.test.ts',
      'what stands in the place of a name is one word to a shell, and no option or path (%s)',
    ],
  ],
  'What is given with `--with` goes through the same as what was read, and whatever is made with it says that it is a what-if.':
    [
      ['what-if.test.ts', 'names in a given file leave no more than names of the host'],
      ['what-if.test.ts', 'nobody takes it for the host'],
      ['what-if.test.ts', 'the snapshot in the page is marked, so whoever reads it is told again'],
    ],
  '`--no-redact` into a file or a pipe asks first, or wants `--yes`; a post and a snapshot that were made with it say so.':
    [
      names('%s --no-redact wants a yes'),
      ['sharing.test.ts', '--no-redact needs a clear yes, and marks the file'],
      names('a post that was made with real names says so'),
    ],

  'What is judged is what was read; what leaves is told by the same readings gone through a grammar (`src/privacy`), and nothing else can be written.':
    [['privacy/canaries.test.ts', 'keeps to itself what stands %s']],
  "Hiding changes no judgement: processors' names, kernels' releases and makers of virtual machines stay readable where they stand.":
    [
      ['privacy/commutes.test.ts', 'the processor %s, and no Intel GPU'],
      ['privacy/commutes.test.ts', 'the kernel %s'],
      ['privacy/commutes.test.ts', 'the machine of %s, %s'],
    ],
  'Words of `rules/tables/known-words.yml` and of the other tables stay, and so do numbers of up to six digits, versions and device names.':
    [['privacy/words.test.ts', 'what is kept']],
  'A near misspelling of a parameter stays, or it could not be shown.': [
    ['privacy/words.test.ts', 'what is kept'],
  ],
  'Every other word, UUID, hardware and network address, long number and escaped character gets a stand-in.':
    [['privacy/words.test.ts', 'what is replaced']],
  'It follows from the value and a key made of `/etc/machine-id`, so that the same name has the same stand-in in two snapshots of one machine, and nobody else can compute it.':
    [
      data('the key of a machine is made of its id alone, and each has its own'),
      ['privacy/words.test.ts', 'the same value has the same stand-in, another machine has another one'],
      names('the same name has the same stand-in in every verb'),
    ],
  'What is not known in a comment of a configuration file is left out.': [
    ['privacy/words.test.ts', 'a comment keeps what it says of parameters and leaves the rest out'],
  ],
  'Of the kernel log only lines about graphics, VFIO, KVM and IOMMU are kept, without the date and host name of a journal.':
    [data('of the kernel log only what is about sharing is left, without date and host')],
  'Of PCI configuration space only the parts with a known meaning are kept; a serial number in it becomes zero.':
    [data('a serial number in PCI configuration space becomes zero, the capabilities stay')],
  'A test plants private strings of more than forty kinds in every field of every recorded host, in three ways, and looks for them in every format.':
    [
      ['privacy/canaries.test.ts', 'keeps to itself what stands %s'],
      ['privacy/canaries.test.ts', 'the traps work: without the grammar they are found'],
      data('the canaries are of more than forty kinds, each of them once'),
    ],
  'A name that is also a word of the field (a VM named `debian`) stays as it is.': [
    data('a name that is a word of the field stays'),
  ],

  'A file of a stranger is opened without waiting, must be a regular file, and is read up to a limit that its path decides.':
    [
      ['inputs.test.ts', '%s: one line, exit 2'],
      ['host/file-limits.test.ts', 'is read up to its limit, and not at all beyond it'],
    ],
  'A snapshot, page, capsule or paste is checked against its shape, and nothing in it is ever run.': [
    ['host/check.test.ts', 'the schema and its check say the same'],
    ['capsule/capsule.test.ts', '%s is refused in one line'],
    reading('is never run: no program is started'),
  ],
  'Whatever is wrong with it is one line and exit code 2.': [
    ['cli.test.ts', '%s ends as one line and exit 2'],
    ['host/html.test.ts', '%s ends as one line and exit 2'],
    ['capsule/capsule.test.ts', '%s is refused in one line'],
  ],
  'A folder given as root is read with its links kept inside, and no program is run.': [
    ['host/root.test.ts', 'links are followed as if it were /, and never lead out of it'],
    ['host/root.test.ts', 'no program is run'],
  ],
  "Text of a machine, a file, a file's name or an argument never reaches a terminal raw: control characters, terminal escapes and direction marks are written out.":
    [
      terminal('of %s'),
      terminal('in a folder of snapshots, good and bad'),
      terminal('%s: in all %s'),
      terminal('what is refused in %s'),
      ['terminal/screen.test.ts', 'makes what came from elsewhere visible in %s'],
    ],
  'XML is read without entities of its own.': [data('XML has the five entities of its own and no others')],
  'Rules hold no commands: a rule is a condition over facts, text in two languages and, of a closed set, what is to be done; there is no field for a script.':
    [
      data('is made of these fields and no others'),
      data(
        'says of a fix which of a closed set it is, and holds nothing that a shell would take for a command',
      ),
      data('has conditions of questions about facts and no others'),
    ],
  'The page runs only its own script and style, allowed by hash, and may load nothing.': [
    ['browser/hostile.test.ts', 'with evil %s runs nothing and adds no element'],
    ['browser/reading.test.ts', 'is one small file that asks for nothing and complains of nothing'],
    [
      'security-page.test.ts',
      'the policy of a page allows its own script and style by hash, and nothing else',
    ],
  ],
  'Text of a machine is escaped in it and cut, and the snapshot lies in it as data that cannot end its element.':
    [
      ['browser/hostile.test.ts', 'with evil %s leaves no control or direction character in the file'],
      [
        'browser/hostile.test.ts',
        'with texts as long as they may be makes a page of common size, which says that it cut them',
      ],
      ['host/html.test.ts', 'nothing in a snapshot can be taken for its own element'],
    ],
  'In Markdown and BBCode such text stands in code, with whatever could end it made harmless.': [
    ['report/markdown.test.ts', '%s stays inside of code'],
    ['report/markdown.test.ts', '%s changes nothing in the structure'],
    ['report/bbcode.test.ts', '%s changes nothing in the structure'],
  ],
  "A snapshot can't choose the commands that are printed: how fngvt is called is one of a few fixed words.": [
    ['sharing.test.ts', 'the call of a stranger is no command of ours'],
  ],
};
