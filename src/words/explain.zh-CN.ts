import type { ExplainWords } from './explain.en.ts';

export const explain: ExplainWords = {
  why: '为什么重要',
  how: '怎么办',
  cause: '原因代号',
  acts: '由谁处理',
  requires: '先要满足',
  links: '延伸阅读',
  use: '用途',
  warning: '注意',
  kernelLog: '内核日志里的一行',
  kernelLogIn: kernels => `内核日志里的一行（${kernels}）`,
  printedBy: program => `${program} 的提示`,
  logMeanings: {
    decisive: '这一行本身就能说明问题。',
    harmless: '它常被当成原因，其实没有影响。',
    context: '单凭它下不了结论，但有助于看懂别的行。',
  },
  means: '是什么意思',
  causes: '可能的原因',
  pointer: (what, command) => `${what.replace(/。$/u, '')}：\`${command}\``,
  decide: call => `光凭这一句定不了是哪一个。\`sudo ${call}\` 会在这台机器上查出来；上面每条命令可以看详情。`,
  missing: text => `没有关于 ${text} 的内容`,
  near: names => `是不是想查：${names}？`,
  askInstead: call =>
    `可以输入原样的报错、看到的现象（如“黑屏”）或内核参数；查芯片用 ${call} lookup N100；查这台机器用 sudo ${call}`,
  typeExplains: (low, high, fences, resolution) =>
    `占用 ${low} MiB 显存窗口（aperture）、${high} MiB 隐藏显存和 ${fences} 个 fence 寄存器。虚拟显示器最高 ${resolution}；GVT-g 的任何类型都不超过 1920x1200。`,
  typeWeight: weight => `与其他正在运行的 vGPU 争用 GPU 时间时，权重为 ${weight}。`,
  typeMake: (call, type) =>
    `\`sudo ${call} vgpu create --type ${type} --autostart\` 会通过 libvirt、mdevctl 或自己的 systemd 单元创建一个重启后还在的。Proxmox 不需要提前创建：\`sudo ${call} vm attach\` 加虚拟机编号和 \`--type ${type}\`。手工的话，把 UUID 写进 \`mdev_supported_types\` 下该类型目录里的 \`create\`，重启后就没有了。`,
  typeRemember:
    'vGPU 每次重启都会消失，除非有东西把它重新建出来。接在宿主机上的显示器永远看不到虚拟机：装显卡驱动之前，先在虚拟机里打开远程桌面或 SSH。',
  since: version => `内核 ${version} 起`,
  until: version => `内核 ${version} 起已取消`,
  fromTo: (from, before) =>
    [from === undefined ? '' : `内核 ${from} 起`, before === undefined ? '' : `内核 ${before} 之前`]
      .filter(Boolean)
      .join('，'),
  passthrough: '整块直通',
};
