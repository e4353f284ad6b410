import type { Plan } from '../../src/change/plan.ts';
import type { OwnRoot } from './own-root.ts';

/**
 * grub-mkconfig as Debian 12's works (util/grub-mkconfig.in of 2.06-13+deb12u2, 10_linux.in), for two entries: it sources /etc/default/grub and
 * grub.d, writes beside the file and then into it. Small and quick, so that it can be killed at every step.
 */
const grubMkconfig = `set -e
[ "$1" = -o ]
. /etc/default/grub
for file in /etc/default/grub.d/*.cfg; do [ ! -e "$file" ] || . "$file"; done
umask 077
{
    echo '### BEGIN /etc/grub.d/10_linux ###'
    echo "menuentry 'Debian GNU/Linux' --id a {"
    echo "  linux /boot/vmlinuz-6.1.0-30-amd64 root=UUID=1 ro $GRUB_CMDLINE_LINUX $GRUB_CMDLINE_LINUX_DEFAULT"
    echo '}'
    echo "menuentry 'Debian GNU/Linux (recovery mode)' --id b {"
    echo "  linux /boot/vmlinuz-6.1.0-30-amd64 root=UUID=1 ro single $GRUB_CMDLINE_LINUX"
    echo '}'
    echo '### END /etc/grub.d/10_linux ###'
} >"$2.new"
cat "$2.new" >"$2"
rm -f "$2.new"
`;

export const defaultGrub = 'GRUB_DEFAULT=0\nGRUB_CMDLINE_LINUX_DEFAULT="quiet"\nGRUB_CMDLINE_LINUX=""\n';
export const modules = '# /etc/modules\nvfio_virqfd\n';
export const ownFile = 'GRUB_CMDLINE_LINUX_DEFAULT="$GRUB_CMDLINE_LINUX_DEFAULT i915.enable_gvt=1"\n';

/** A host with GRUB, a module list and an option of modprobe.d, as a plan finds it. */
export function furnish(root: OwnRoot): void {
  root.script('grub-mkconfig', grubMkconfig);
  root.script('update-grub', 'set -e\nexec grub-mkconfig -o /boot/grub/grub.cfg "$@"\n');
  root.put('/etc/default/grub', defaultGrub);
  root.put('/etc/modules', modules, 0o640);
  root.put('/etc/modprobe.d/old.conf', 'options i915 enable_gvt=0\n', 0o600);
  root.run(['-e', 'require("child_process").execFileSync("update-grub")']);
}

/** A root that is such a host anew, with a plan for it; the files as they are before it. */
export function planned(root: OwnRoot): Readonly<Record<string, string>> {
  root.reset();
  furnish(root);
  root.put('/plan.json', JSON.stringify(plan));
  return root.tree(...touched);
}

/** What such a host needs: a file made, one edited, one taken away, GRUB's configuration made again. */
export const plan: Plan = {
  steps: [
    {
      kind: 'edit',
      path: '/etc/default/grub.d/99-fngvt.cfg',
      before: null,
      after: ownFile,
      reboot: true,
      rule: 'i915-enable-gvt',
    },
    {
      kind: 'edit',
      path: '/etc/modules',
      before: modules,
      after: '# /etc/modules\n',
      reboot: true,
      rule: null,
    },
    {
      kind: 'edit',
      path: '/etc/modprobe.d/old.conf',
      before: 'options i915 enable_gvt=0\n',
      after: null,
      reboot: true,
      rule: null,
    },
    {
      kind: 'run',
      argv: ['update-grub'],
      undo: ['update-grub'],
      verify: { kind: 'grub', config: '/boot/grub/grub.cfg', wanted: ['i915.enable_gvt=1'], dropped: [] },
      reboot: true,
      rule: 'i915-enable-gvt',
    },
  ],
  refused: [],
};

/** The parts of the system that a plan may touch. */
export const touched = ['/etc', '/boot'] as const;
