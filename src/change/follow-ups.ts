import type { Draft } from './draft.ts';
import type { RunStep } from './plan.ts';

/** GRUB's file on the Debian family. */
const grubConfig = '/boot/grub/grub.cfg';

/** The commands that make the next boot out of the edited files, each once: the initramfs first, the boot loader's entries last. */
export async function followUpSteps(draft: Draft): Promise<readonly RunStep[]> {
  const asked = draft.followUps();
  const { route, stage } = draft;
  const steps: RunStep[] = [];
  const initramfs = asked.get('initramfs');
  if (initramfs !== undefined && (await stage.host.stat('/usr/sbin/update-initramfs')).state !== 'absent') {
    // Every kernel's: whichever boots next must not find the old setting in its own copy. update-initramfs(8).
    const argv = ['update-initramfs', '-u', '-k', 'all'];
    steps.push({ kind: 'run', argv, undo: argv, reboot: true, rule: initramfs });
  }
  const loader = asked.get('boot-loader');
  if (loader === undefined || route.kind === 'by-hand') return steps;
  const { wanted, dropped } = draft.words();
  for (const argv of route.refresh) {
    const verify = { kind: 'grub', config: grubConfig, wanted, dropped } as const;
    steps.push({
      kind: 'run',
      argv,
      undo: argv,
      ...(route.kind === 'grub' ? { verify } : {}),
      reboot: true,
      rule: loader,
    });
  }
  return steps;
}
