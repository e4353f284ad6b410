import { parseCmdline } from '../formats/kernel-cmdline.ts';
import { upstreamVersion } from '../formats/kernel-version.ts';
import { byName } from './cmdline.ts';
import { known, unknown, type Fact } from './fact.ts';
import type { Facts, Family, Said } from './fact-index.ts';
import { isOtherKernel, moved } from './next-modules.ts';

/** Another kernel may boot next. Only its name is known then: its modules and its configuration were not read. */
export function nextKernel(now: Facts): Said {
  const next = now.get('kernel/next-release');
  if (!isOtherKernel(now) || !next.known) return { facts: [] };
  const upstream = upstreamVersion({ release: String(next.value) });
  const about = { from: [next] };
  const unread = (name: 'kernel-config' | 'module-file'): Family => ({
    name,
    asks: [],
    member: member => unknown(`${name}/${member}`, 'not captured'),
  });
  return {
    facts: [
      moved(next, 'kernel/release'),
      upstream === undefined
        ? unknown('kernel/upstream', 'undecided', about)
        : known('kernel/upstream', upstream, about),
      unknown('kernel/build', 'undecided', about),
      unknown('kernel/has-config', 'not captured', about),
      unknown('modules/i915-origin', 'not captured', about),
    ],
    families: [unread('kernel-config'), unread('module-file')],
  };
}

/** The command line is the one that was generated. */
export function nextCmdline(now: Facts): Said {
  const member = (name: string): Fact => moved(now.get(`generated/${name}`), `cmdline/${name}`);
  return { facts: [wordsFact(now)], families: [{ name: 'cmdline', asks: ['generated'], member }] };
}

/** Words that a boot loader puts there by itself: GRUB's grub-core/loader/i386/linux.c, systemd's src/boot. */
const loadersOwn: readonly string[] = ['BOOT_IMAGE', 'initrd'];

/** The words of that command line, as far as they stand on the running one or in the loader's file: the others are the generator's own. */
function wordsFact(now: Facts): Fact {
  const running = now.get('tokens/running');
  const configured = now.get('tokens/configured');
  if (!running.known) return running;
  const there = new Set(now.list('tokens/running'));
  const words = [...new Set([...there, ...(now.list('tokens/configured') ?? [])])];
  const about = { from: [running, configured] };
  const kept: string[] = [];
  for (const word of words) {
    const [name, value] = [...byName(parseCmdline(word))][0] ?? [];
    if (name === undefined) continue;
    const [before, after] = [now.get(`cmdline/${name}`), now.get(`generated/${name}`)];
    if (!after.known) return unknown('tokens/running', after.why, about);
    const isLoaders = there.has(word) && loadersOwn.includes(name);
    const isUnchanged = before.known && before.value === after.value;
    if (isLoaders || (isUnchanged ? there.has(word) : after.value === value)) kept.push(word);
  }
  return known('tokens/running', kept, about);
}

/**
 * VT-d follows the command line where that says something, else the kernel's default, which a reboot does not change. Groups, and what holds the
 * others of a GPU's group, hang on it.
 */
export function nextIommu(now: Facts): Said {
  const [before, after] = [now.value('cmdline/intel_iommu'), now.get('generated/intel_iommu')];
  if (!after.known || after.value === before) return { facts: [] };
  const words = String(after.value ?? '').split(',');
  const dmar = now.get('iommu/has-dmar');
  const about = { from: [after, dmar] };
  const isOn = wished(words, dmar);
  const on =
    isOn === undefined ? unknown('iommu/is-on', 'undecided', about) : known('iommu/is-on', isOn, about);
  if (on.known && on.value === now.value('iommu/is-on')) return { facts: [on] };
  const groups = (['gpu/iommu-group', 'gpu/group-strangers'] as const).flatMap(address =>
    now.subjects('gpu').map(gpu => unknown(address, 'undecided', { ...about, subject: gpu })),
  );
  return { facts: [on, unknown('iommu/groups', 'undecided', about), ...groups] };
}

function wished(words: readonly string[], dmar: Fact): boolean | undefined {
  if (words.includes('off')) return false;
  return words.includes('on') && dmar.known ? dmar.value === true : undefined;
}
