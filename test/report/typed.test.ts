import { describe, expect, test } from 'vitest';
import { typed, typedDetails } from '../../src/report/terminal/typed.ts';
import { Pseudonymizer } from '../../src/privacy/pseudonymizer.ts';
import { keyedDigest } from '../../src/host/digest.ts';
import { languages } from '../../src/values/text.ts';
import { changeWords } from '../../src/words/change-words.ts';
import { vgpuPlanWords } from '../../src/words/vgpu-words.ts';
import { yours } from '../../src/words/name-not-told.ts';

const standIns = new Pseudonymizer(keyedDigest('a host'));
const vm = standIns.word('zwinger');
const uuid = standIns.uuid('3f1c8a52-6e0b-4d27-9b65-c0ffee20d001');

test.each([
  [`sudo fngvt vm verify ${vm}`, "sudo fngvt vm verify 'your VM'"],
  [`sudo fngvt vm verify '${vm} of ${vm}' --dry-run`, "sudo fngvt vm verify 'your VM' --dry-run"],
  [`sudo fngvt vm attach VM --vgpu ${uuid}`, "sudo fngvt vm attach VM --vgpu 'your vGPU'"],
  [
    `virsh nodedev-start --device mdev_${uuid.replaceAll('-', '_')}`,
    "virsh nodedev-start --device 'your vGPU'",
  ],
  [`grep '' /etc/modprobe.d/${vm}.conf /etc/modules`, "grep '' 'your file' /etc/modules"],
  ["fngvt vm verify 'Windows 10'", "fngvt vm verify 'Windows 10'"],
  // Somebody's name only looks like one.
  ['fngvt vm verify anon_peter', 'fngvt vm verify anon_peter'],
])('%s is to be typed as %s', (command, said) => {
  expect(typed(command, yours.en)).toBe(said);
});

test.each(languages)(
  'what stands in the place of a name is one word to a shell, and no option or path (%s)',
  language => {
    for (const word of Object.values(yours[language])) expect(word).toMatch(/^'[^'\\/-][^'\\/]*'$/u);
  },
);

/** What begins a command in a sentence, and the word behind it that may be a name. */
const command =
  /(?:vm (?:attach|detach|verify)|vgpu (?:start|remove)|virsh [\w-]+(?: --\S+)*) (?<name>\S+)/gu;

describe.each(languages)('in %s', language => {
  const sentences = [
    changeWords[language].reasons,
    vgpuPlanWords[language].refusals,
    vgpuPlanWords[language].notes,
  ];
  const details = {
    vm,
    vms: vm,
    uuid,
    command: `mdevctl define --jsonfile /var/lib/fngvt/vm/${uuid}.before.xml`,
    type: 'GVTg_V5_4',
  };
  const all = sentences.flatMap(group =>
    Object.entries(group).map(
      ([key, say]) => [key, say({ ...details, ...typedDetails(details, yours[language]) })] as const,
    ),
  );

  test('no command in a sentence holds a stand-in', () => {
    const commands = all.flatMap(([key, text]) =>
      [...text.matchAll(command)].map(({ groups }) => [key, groups?.['name']]),
    );
    expect(commands.length).toBeGreaterThan(6);
    for (const [key, name] of commands)
      expect([key, name]).not.toEqual([key, expect.stringMatching(/anon_|0{8}-/u)]);
    const onTheHost = all.filter(([key]) => key === 'no-commands');
    expect(onTheHost.map(([, text]) => text.includes(yours[language].file))).toEqual([true]);
  });
});
