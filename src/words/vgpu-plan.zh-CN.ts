import { yours } from './name-not-told.ts';
import type { VgpuPlanWords } from './vgpu-plan.en.ts';

/** `vgpu`、`vm` 要做的改动，用中文说。 */
export const vgpuPlan: VgpuPlanWords = {
  yours: yours['zh-CN'],
  planned: '打算这么做',
  edit: { made: path => `写入 ${path}`, changed: path => `修改 ${path}`, gone: path => `删除 ${path}` },
  saved: path => `写入 ${path}（现在的定义，留作撤销）`,
  run: command => `运行 ${command}`,
  definition: vm => `${vm} 的定义会变成这样（地址由 libvirt 自己分配）：`,
  notesHeading: '请注意',
  nothing: '不用做什么。',
  refusedHeading: '拒绝',
  ask: '执行吗？[y/N] ',

  refusals: {
    'no-gpu': () => '没有找到 Intel 显卡。',
    'inside-container': () => '这里是容器，vGPU 要在它的主机上建。',
    'proxmox-makes': d =>
      `Proxmox 在虚拟机启动时自己建 vGPU。给虚拟机指定类型即可：${d['call'] ?? 'fngvt'} vm attach VMID --type 类型`,
    'functions-instead': d =>
      `显卡 ${d['gpu']} 用 VF 共享。说明要几个：${d['call'] ?? 'fngvt'} vgpu create --count N`,
    'types-unread': d => `读不到显卡 ${d['gpu']} 提供哪些类型。`,
    'not-ready': d => `显卡 ${d['gpu']} 现在还分不出来。卡在哪里：${d['call'] ?? 'fngvt'} doctor`,
    'no-hidden-memory': d =>
      `显卡 ${d['gpu']} 的显存窗口占满了整个地址空间：类型列得出来，却一个也建不成。请在 BIOS 里把 Aperture Size 设为 1024 MiB 或更小。`,
    'no-room': d => `显卡 ${d['gpu']} 的各类型都没有余量了。放得下什么：${d['call'] ?? 'fngvt'} vgpu plan`,
    'no-room-for-type': d =>
      `${d['type']} 没有余量了。放得下什么：${d['call'] ?? 'fngvt'} vgpu plan --type ${d['type']}`,
    'room-unread': d => `读不到 ${d['type']} 还剩几个。`,
    'uuid-taken': d => `已经有一个 vGPU ${d['uuid']}。`,
    'way-unread': () => '读不到有没有装 mdevctl，而用什么办法让它长期保留要看这个。',
    'libvirt-unread': () =>
      '这里有 libvirt，但它没有应答，而有它在就该由它来建 vGPU。看看 systemctl status libvirtd，或者稍等一下再试。',
    'nothing-keeps-it': () =>
      '这里既没有 libvirt 加 mdevctl，也没有 systemd，重启后没有谁能把它建回来。Unraid 上请用 GVT-g 插件。',
    'vgpu-unknown': d => `没有 vGPU ${d['uuid']}。全部列表：${d['call'] ?? 'fngvt'} vgpu`,
    'vgpu-unread': d => `vGPU ${d['uuid']} 的信息没读全。`,
    'vgpu-in-vm': d =>
      `vGPU ${d['uuid']} 写在 ${d['vms']} 的定义里，删了它虚拟机就起不来。先运行：${d['call'] ?? 'fngvt'} vm detach ${d['typedVm']}`,
    'vgpu-held': d => `有进程正在用 vGPU ${d['uuid']}：${d['pids']}。先把那台虚拟机关机。`,
    'holders-unread': () => '有没有进程在用它，只有 root 看得到。',
    'vms-unread': () => '虚拟机没有读全，其中可能有一台要用它。',
    'not-ours': d => `vGPU ${d['uuid']} 是别的程序建的，要由它来删。`,
    'functions-unread': d => `读不到显卡 ${d['gpu']} 最多能有几个 VF。`,
    'no-functions': d => `显卡 ${d['gpu']} 没有 VF，--count 只用于 VF。不加它就建一个 vGPU。`,
    'too-many-functions': d => `${d['count']} 个太多了，这块显卡最多 ${d['most']} 个。`,
    'functions-in-vms': d => `这要先收回全部 VF，但有虚拟机在用：${d['vms']}。先从虚拟机里拿出来。`,
    'functions-held': d => `这要先收回全部 VF，但有驱动占着：${d['functions']}。`,
    'functions-by-others': d =>
      `现有的 ${d['now']} 个 VF 是别处建的，改了还会被建回来。先去掉那边，或者就用现有的。`,
    'no-own-functions': () => '这里没有 fngvt 建的 VF。',
    'vm-transient': d => `虚拟机 ${d['vm']} 只有运行中的定义，没有保存下来的。`,
    'vm-saved': d =>
      `虚拟机 ${d['vm']} 是带内存休眠的，会带着旧设备恢复。先启动再关机，或者丢弃这份内存：virsh managedsave-remove ${d['typedVm']}`,
    'vm-takes-gpu': d => `虚拟机 ${d['vm']} 整块直通了显卡 ${d['gpu']}。先去掉：整块直通和共享只能选一个。`,
    'vm-has-vgpu': d =>
      `虚拟机 ${d['vm']} 已经有 vGPU ${d['uuid']}，内核只允许每台一个。先运行：${d['call'] ?? 'fngvt'} vm detach ${d['typedVm']}`,
    'vm-has-type': d =>
      `虚拟机 ${d['vm']} 已经有 ${d['type']}，内核只允许每台一个。先运行：${d['call'] ?? 'fngvt'} vm detach ${d['typedVm']}`,
    'vm-has-several': d =>
      `虚拟机 ${d['vm']} 有好几个：${d['devices']}。用 --vgpu 或 --function 说明是哪个。`,
    'vgpu-in-other-vm': d => `vGPU ${d['uuid']} 写在 ${d['vm']} 的定义里，两台虚拟机不能用同一个。`,
    'function-in-other-vm': d => `VF ${d['function']} 是 ${d['vm']} 的。`,
    'display-needs-console': d => `虚拟机 ${d['vm']} 没有可以显示画面的控制台。`,
    'display-needs-opengl': d =>
      `${d['vm']} 的控制台没有用 OpenGL，显示不了 vGPU 的画面。不加 --display 就行：虚拟机照常能用，用 RDP 之类看画面。`,
    'vm-unread': d => `看不懂 ${d['vm']} 的定义。`,
    'vm-is-template': d => `${d['vm']} 是模板。`,
    'vm-full': d => `虚拟机 ${d['vm']} 放不下更多 PCI 设备了。`,
    'several-vgpus': d => `有好几个空闲的 vGPU：${d['uuids']}。用 --vgpu 说明要哪个。`,
    'no-free-function': d =>
      `显卡 ${d['gpu']} 没有空闲的 VF。先建：${d['call'] ?? 'fngvt'} vgpu create --count N`,
    'physical-function': d => `${d['gpu']} 是显卡本身（PF），虚拟机只能拿 VF。`,
    'not-a-function': d => `${d['function']} 不是这块显卡的 VF。`,
  },
  checks: {
    'not-made': d => `做完之后并没有出现 ${d['type']} 类型的 vGPU ${d['uuid']}。`,
    'autostart-not-so': d => `做完之后，vGPU ${d['uuid']} 的定义里开机自启还不是想要的样子。`,
    'not-gone': d => `做完之后 vGPU ${d['uuid']} 还在。`,
    'vm-otherwise': d => `做完之后，${d['vm']} 的定义除了这个设备还有别处变了。`,
    'functions-not-gone': d => `做完之后还有 ${d['now']} 个 VF。原因可能在内核日志里。`,
    'functions-not-made': d =>
      `做完之后只有 ${d['now']} 个 VF，要的是 ${d['count']} 个。原因可能在内核日志里。`,
  },
  otherRefusal: (reason, details) => `${reason} ${details}`.trim(),
  noSpace:
    '内核没有空间放它：显存窗口被别的 vGPU 或主机自己的画面占了。主机不接桌面，或者赶在桌面启动之前建，也许就行。',

  notes: {
    quota: () => '内核按数量放行；如果主机自己的屏幕占着显存窗口，启动时仍可能失败，那时不会留下任何东西。',
    'no-autostart': () => '不加 --autostart 的话，重启后要有人再启动它。',
    'already-active': d => `vGPU ${d['uuid']} 已经启动了。`,
    'autostart-is-on': d => `vGPU ${d['uuid']} 本来就会在开机时恢复。`,
    'autostart-is-off': d => `vGPU ${d['uuid']} 本来就不会在开机时恢复。`,
    'vanishes-anyway': d => `vGPU ${d['uuid']} 没有保存定义，重启本来就会消失。`,
    'vm-misses-it': d => `${d['vm']} 要用 vGPU ${d['uuid']}：重启后得先有人启动它，虚拟机才开得了机。`,
    'functions-done': d => `已经有 ${d['count']} 个 VF，开机会自动恢复。`,
    'functions-for-vms': d => `VF 不给主机自己的驱动用，留给虚拟机；${d['gpu']} 本身归主机。`,
    'already-attached': d => `虚拟机 ${d['vm']} 已经有 ${d['device']} 了。`,
    'not-attached': d => `虚拟机 ${d['vm']} 没有这个设备。`,
    'cold-start': d => `${d['vm']} 正在运行（或可能在运行）：要关机再开机才会生效，在虚拟机里点重启不行。`,
    'enable-remote': () =>
      '第一次带着它开机之前，先在虚拟机里打开远程桌面（RDP）或 SSH：画面可能跑到新显卡上，控制台会黑屏。',
    'host-monitor': () => '接在主机上的显示器永远不会显示虚拟机的画面。',
    'vgpu-inactive': d =>
      `vGPU ${d['uuid']} 还没启动，不启动它虚拟机就开不了机：${d['call'] ?? 'fngvt'} vgpu start ${d['typedUuid']}`,
    'vgpu-vanishes': d => `vGPU ${d['uuid']} 重启后不会自己回来，那时虚拟机会启动失败。`,
    'second-card': d =>
      `虚拟机原来的模拟显卡（${d['model']}）还在，第一次开机用得上。系统可能仍在它上面绘图，那就在显示设置里把 Intel 显卡设为主显示器。`,
    'no-boot-picture': () => 'UEFI 下，装好驱动之前 vGPU 没有画面，模拟显卡有。',
    'x-vga': d => `${d['vm']} 的 QEMU 参数里有 x-vga=on，vGPU 不支持，会开不了机。`,
    'hidden-hypervisor': d =>
      `${d['vm']} 对系统隐瞒了自己是虚拟机，Intel 的 Windows 驱动会因此拒绝 VF（代码 43）。`,
    'hard-limit': d =>
      `内存上限（${d['limit']} MiB）比它的内存（${d['memory']} MiB）多不出多少：内存会全部锁定，可能开不了机。`,
    'memory-pinned': d => `运行时它的内存（${d['memory']} MiB）会全部占住，不能再挪给别人。`,
    'fnos-rewrites': d => `在飞牛的网页里编辑 ${d['vm']} 时，飞牛可能会重写它的定义，改完请再看一眼。`,
    'root-port-stays': () => 'libvirt 为它加的 PCI 端口会留下来，没有坏处。',
    'undo-keeps-port': d =>
      `${d['vm']} 的定义里有（或可能有）密码，所以不留副本：撤销时只拿掉设备，libvirt 加的 PCI 端口可能会留下。`,
    'vgpu-stays': d =>
      `vGPU ${d['uuid']} 本身还在，要删：${d['call'] ?? 'fngvt'} vgpu remove ${d['typedUuid']}`,
    'room-at-start': d => `${d['type']} 现在没有余量，要等有了虚拟机才开得了机。`,
  },
};
