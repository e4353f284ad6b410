import { yours } from './name-not-told.ts';
import type { ChangeWords } from './change.en.ts';

/** 关于已经做的改动和撤销的话。 */
export const changeZhCN: ChangeWords = {
  yours: yours['zh-CN'],
  applied: '完成。改动之前都记了下来，随时可以撤销：',
  nothing: '没有需要做的。',
  elsewhere: '这是快照或挂载的系统：只显示计划，不能在这里执行。',
  refused: '什么都没有动：',
  rolledBack: '没有成功，一切已恢复到改动之前。失败的是：',
  stuck: '没有成功，而且没能全部恢复。失败的是：',
  rest: '还没恢复的：',
  again: command => `处理好之后运行：${command}`,
  nothingToUndo: '没有可以撤销的 fngvt 改动。',
  undoTitle: (id, begun) => `撤销改动 ${id}（${begun}）`,
  wasCut: '那次改动中途断了，主机可能处在两个状态之间。撤销后就恢复到改动之前。',
  restore: path => `恢复 ${path}`,
  removeOurs: path => `删除 ${path}（是那次改动新建的）`,
  makeAgain: path => `放回 ${path}`,
  run: command => `运行 ${command}`,
  isBack: '所有文件已经是改动之前的样子，只需记下来。',
  reboot: '与启动有关的部分在下次重启后恢复原样。什么时候重启由你决定。',
  askUndo: '要撤销吗？[y/N] ',
  dryRun: '按要求只显示，不执行（--dry-run）。',
  redacted: '只显示，不执行：代号（--redact）绝不会写进主机。去掉 --redact 再运行，就会询问并执行。',
  noTerminal: '这里没法询问，所以什么都没做。加 --yes 则不问直接执行。',
  declined: '什么都没有改。',
  undone: '已撤销，一切恢复到那次改动之前。',
  undoneFiles: '在这里能撤销的都已撤销。',
  left: '已撤销，只剩下面这些：',
  changedTitle: path => `${path} 后来被别人改过，所以保持现状。`,
  changedOurs: '那次改动对它做的：',
  changedSince: '后来别人对它做的：',
  overwrite: command => `如果仍要放回旧内容（现在的内容会另存一份）：${command}`,
  definitionTitle: vm => `虚拟机 ${vm} 的定义后来被别人改过，所以保持现状（控制台密码不显示）。`,
  definitionGone: vm => `虚拟机 ${vm} 已经不在了，它的定义不再处理。`,
  overwriteDefinition: command => `如果仍要放回改动前的定义（现在的定义会另存一份，不含密码）：${command}`,
  onlyDevice: command => `只取出设备、保留后来的修改：${command}`,
  cutShort: id => `fngvt 的改动 ${id} 中途断了，主机可能停在两种状态之间。撤销它：`,
  undoCutShort: id => `撤销 fngvt 的改动 ${id} 时中途断了，主机可能停在两种状态之间。继续撤销：`,
  noteUnread: (path, why) =>
    `${path} 不能当作改动记录使用（${why}），所以不知道 fngvt 的那次改动后来怎样了。`,
  missed: (id, foretold, found) =>
    `fngvt 的改动 ${id} 曾预计重启后：${foretold}；现在是：${found}。不想继续的话，可以撤销：`,
  otherCause: (id, foretold, found) =>
    `fngvt 的改动 ${id} 曾预计重启后最先挡路的是“${foretold}”；现在最先挡路的是“${found}”。不想继续的话，可以撤销：`,
  refreshed: id =>
    `fngvt 的改动 ${id} 已经运行过 proxmox-boot-tool refresh，没有报错：只差重启。想撤销这次改动：`,
  list: {
    none: '这台主机上没有 fngvt 的改动记录。',
    header: { id: '改动', begun: '开始时间', state: '状态', what: '内容' },
    broken: '记录不可用',
    states: {
      applying: '中途断了',
      applied: '生效中',
      'rolled-back': '没成功，当时已恢复',
      undoing: '撤销中途断了',
      'partly-undone': '已撤销一部分',
      undone: '已撤销',
    },
  },
  reasons: {
    'not-as-foretold': d => `改完后重新读了一遍主机，“${d['rule']}”没有变成计划里说的样子。`,
    'not-root': () => '只有 root 能改动这台主机。请用 root 再运行一次。',
    'not-root-list': () => '只有 root 能读这台主机上的改动记录。请用 root 再运行一次。',
    'notes-unread': d => `${d['path']} 读不了（${d['error']}），fngvt 的改动就记在那里。`,
    'notes-untrusted': d =>
      `${d['path']} 是 fngvt 记录改动的地方，但不可信（${d['problemText']}）。能往那里写的人可以借 root 之手做任何事：请先弄清怎么会这样，再改回来。`,
    locked: () => '另一个 fngvt（或它启动的命令）正在运行。请等它结束。',
    'package-manager': d =>
      `${d['program'] === '' ? '软件包管理器' : d['program']} 正在运行（进程 ${d['pid']}，${d['path']}）。请等它结束。`,
    unfinished: d => `改动 ${d['journal']} 中途断了，要先撤销它才能做别的改动：${d['undo']}`,
    changed: d => `${d['path']} 已经不是制定计划时的那个文件，有人改过它。请重新看一遍计划。`,
    'host-changed': () =>
      '主机已经不是制定计划时的样子，现在不会再这样计划。请重新运行同一条命令，看看原因。',
    link: d => `${d['path']}：${d['link']} 是指向 ${d['target']} 的链接。写文件时不会跟着链接走。`,
    kind: d => `${d['path']} 不是普通文件。`,
    'hard-links': d => `${d['path']} 有 ${d['count']} 个名字（硬链接），写入会把它们拆开。`,
    'too-large': d => `${d['path']} 超过 ${d['most']} MiB，所以不读取。`,
    attributes: d => `${d['path']}：它的属主、访问控制列表或扩展属性无法保留（${d['error']}）。`,
    'read-only': d => `${d['path']} 所在的文件系统是只读的。请先弄清原因，再往那里写。`,
    full: d =>
      d['needed'] === undefined
        ? `${d['path']}：文件系统满了。`
        : `${d['path']}：文件系统空间不足（剩余 ${d['free']} 字节，需要 ${d['needed']} 字节）。`,
    denied: d => `${d['path']}：不允许写入（${d['error']}）；可能是不可变文件（用 lsattr 查看）。`,
    io: d => `${d['path'] ?? d['command']}：读写出错（${d['error']}）。`,
    'no-program': d => `没有安装 ${d['program']}。`,
    'timed-out': d => `${d['command']} 在 ${d['seconds']} 秒内没有结束，已停止。${d['output']}`,
    exit: d => `${d['command']} 失败（${d['exit']}）。${d['output']}`,
    interrupted: () => '你中止了它。',
    'grub-broken': d =>
      `改动之前 GRUB 的设置就已经坏了：${d['command'] ?? 'grub-mkconfig'} 运行失败。${d['output'] ?? d['error'] ?? ''}`,
    'grub-still-broken': d =>
      `修正之后 GRUB 的设置还是坏的：${d['command'] ?? 'grub-mkconfig'} 运行失败。${d['output'] ?? d['error'] ?? ''}`,
    'not-chosen': d => `没能把试用的启动项选为下次开机：${d['path']} 里没有。`,
    'grub-check': d => `生成的 ${d['path']} 会有问题：${d['problemText']}`,
    'no-journal': d => `这里没有记录改动 ${d['journal']}；用 --list 查看全部。`,
    'broken-journal': d =>
      `${d['path']} 不能当作改动记录使用（${d['problemText']}），所以不会按它撤销。请看看这个文件；要撤销更早的改动，请写明它的名字。`,
    'already-undone': d => `改动 ${d['journal']} 已经撤销过了。`,
    'newer-journal': d =>
      `更新的改动 ${d['journal']} 动过同样的文件，请先撤销它：${d['undo']} ${d['journal']}`,
    'no-commands': d => `这里只恢复文件。还要在主机上运行：${d['typedCommand']}`,
    'definition-unread': d =>
      `libvirt 没有给出虚拟机 ${d['vm']} 的定义，无法知道后来有没有人改过它。请先启动 libvirt，再运行一次。${d['output'] ?? ''}`,
    'definition-changed': d =>
      `虚拟机 ${d['vm']} 的定义已经不是制定计划时的样子，有人改过它。请重新看一遍计划。`,
    'definition-differs': d =>
      `libvirt 收下了虚拟机 ${d['vm']} 的定义，但结果不一样。请对照：virsh dumpxml --inactive ${d['typedVm']}`,
    'definition-changed-since': d => `虚拟机 ${d['vm']} 的定义后来被别人改过，所以保持现状。`,
    'no-room-for-image': d =>
      `${d['path']} 旁边的空间不够 ${d['program']} 用：剩余 ${d['free']} MiB，需要 ${d['needed']} MiB。它要在那里重新写一份启动镜像。请先腾出空间，比如清掉不再需要的旧内核。`,
    'images-as-before': d =>
      `${d['command']} 没有报错，但一个镜像也没有重做。可能 /etc/initramfs-tools/update-initramfs.conf 里写着 update_initramfs=no，或者 /boot 是只读的。`,
    'generated-back': d => `之后 ${d['path']} 的内容与那次改动之前完全一样。`,
    'generated-anew': d =>
      `${d['path']} 会按那时的设置重新生成，包括 ${d['left']} 里的全部内容：下次启动时生效。`,
    'generated-left': d =>
      `${d['path']} 保持现状，因为 ${d['left']} 也保持现状：主机按它现在的内容启动。之后在主机上运行 ${d['typedCommand']}，它才与设置一致。`,
    'generated-torn': d =>
      `${d['path']} 不完整，所以放回那次改动之前的内容。在主机上运行 ${d['typedCommand']} 之后，${d['left']} 里的内容才重新生效。`,
    'generated-since': d =>
      `${d['path']} 后来被别人重新生成过，所以保持现状，里面可能还有那次改动加的内容。在主机上运行 ${d['typedCommand']} 就会去掉。`,
    'changed-since': d => `${d['path']} 后来被别人改过，所以保持现状。`,
  },
  problems: {
    'note-unread': d => d['error'] ?? '',
    'note-owner': d => `属主是用户 ${d['owner']}，不是 root`,
    'note-writable': d => `root 以外的人也能写它：权限 ${d['mode']}`,
    'note-link': () => '它是一个链接',
    'note-kind': () => '那里本不该是这种东西',
    'note-large': () => '太大了',
    'note-text': () => '不是 UTF-8',
    'note-json': () => '不是 JSON',
    'note-shape': d => `${d['place']}：应为 ${d['wanted']}`,
    'note-name': d => `里面写的名字是 ${d['name']}`,
    'note-states': d => `${d['place']} 与状态 ${d['state']} 对不上`,
    'note-half': d => `${d['place']} 前后对不上`,
    'note-place': d => `fngvt 从不改动 ${d['file']}`,
    'note-command': d => `fngvt 的改动里没有“${d['command']}”配“${d['back']}”这样的命令`,
    'note-digest': d =>
      `${d['place']}：${d['file']} 的内容与记下的 SHA-256 不符${d['copy'] === undefined ? '' : `；副本 ${d['copy']} 是完整的`}`,
    'note-copy': d =>
      `副本 ${d['copy']} 不是原来的那个文件${d['error'] === undefined ? '' : `：${d['error']}`}`,
    'no-entries': () => '里面没有能启动 Linux 的条目',
    'entry-lost': d => `条目“${d['entry']}”不见了`,
    'word-lost': d => `“${d['entry']}”里的 ${d['word']} 不见了`,
    'not-wanted': d => `“${d['entry']}”里没有 ${d['word']}，或者它被后面的覆盖了`,
    'no-try': () => '系统自己的脚本没有给正在运行的内核生成启动项，没有可试的',
    'try-twice': () => '试用的启动项不止一个，或者不在最后',
    'try-words': d => `试用的启动项里 ${d['word']} 不对`,
    'others-moved': () => '其他启动项会和原来不一样',
    recovery: d => `${d['word']} 跑进了恢复模式条目“${d['entry']}”`,
    'carriage-return': d => `“${d['entry']}”里有 Windows 换行符`,
    'full-width': d => `“${d['entry']}”里有全角字符 ${d['word']}`,
  },
};
