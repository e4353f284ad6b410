import { programs } from '../src/host/live/programs.ts';
import type { Text } from '../src/values/text.ts';
import { askedOfHosts, speaksOf, type AskedOfHosts } from './reads/asked.ts';
import { askReasons, changeReasons, ownReasons, readReasons, type ReadReason } from './reads/reasons.ts';

/**
 * Every file that is read and every command that is run, for `docs/reads.md`. What is asked is noted while recorded hosts are looked at; why, a
 * person says (`reads/reasons.ts`); where the two don't meet, the page does not come about.
 */
export async function readsPage(notice: string, fixtures: readonly string[]): Promise<string> {
  const asked = await askedOfHosts(fixtures);
  meet('path', asked.paths, readReasons);
  meet('command', asked.commands, askReasons);
  const changing = Object.keys(programs).filter(name => programs[name]?.changes !== undefined);
  const unexplained = changing.filter(name => changeReasons[name] === undefined);
  if (unexplained.length > 0)
    throw new Error(`scripts/reads/reasons.ts: why is ${unexplained.join(', ')} run?`);
  return `${notice}
# What is read, run and written · 读什么、跑什么、写什么

Every path that the doctor asks for, and every command; noted while it looked at the ${fixtures.length} recorded hosts. \`*\` is a part of a name. Most hosts
have few of them: what is not there is not read. \`--root DIR\` reads the same below DIR and runs nothing; \`--from\` reads the file that you name.
**Root**: *yes* where somebody who is not root was refused on a recorded host, *in part* where that was so of some of the row. Everything works
without root; what was refused is "unknown". How it is kept so: [security.md](security.md).

体检会问到的全部路径和命令，是在检查 ${fixtures.length} 台录下来的主机时记下的；\`*\` 代表名字的一部分。一台主机上多半只有其中几个，没有的就不读。
\`--root DIR\` 在 DIR 下面读同样的路径，不跑任何命令；\`--from\` 只读你指定的文件。**root** 一栏：*是*，没有 root 时在录下来的主机上被拒绝过；*部分*，其中一些
被拒绝过。没有 root 也能用，读不到的记作“未知”。这些由什么保证：[security.md](security.md)。

## Read by the doctor · 体检时读

| paths · 路径 | why · 为什么 | root |
| --- | --- | --- |
${readReasons.map(reason => row(reason, asked.paths, asked.refused)).join('\n')}
${ownReasons.map(reason => row(reason, new Set(), new Set())).join('\n')}

Node and the programs below read for themselves what every program does: their libraries and settings, \`/proc/self\`, control groups, the zone of
the clock, and journalctl the system's journal. · Node 和下面这些程序还会读任何程序都读的东西：自己的库和设置、\`/proc/self\`、控制组、时区；journalctl 还会读系统日志。

## Run by the doctor · 体检时跑

| commands · 命令 | why · 为什么 | root |
| --- | --- | --- |
${askReasons.map(reason => row(reason, asked.commands, asked.refusedCommands)).join('\n')}
| \`intel_gpu_top -J\` | \`vm verify\` alone: does the guest use the GPU? · 只在 \`vm verify\` 时：虚拟机有没有在用显卡 | yes · 是 |

## Written · 写什么

By the doctor, \`explain\`, \`facts\`, \`lookup\`, \`answer\`, \`diff\`: nothing but the files that you name (\`-o\`). · 体检和这些命令：除了你用 \`-o\` 指定的文件，什么都不写。

By \`fix\`, \`vgpu\`, \`vm\`, only what their plan showed, after a yes. For the recorded hosts that were: ·
\`fix\`、\`vgpu\`、\`vm\` 只写方案里给你看过、你也同意了的。对录下来的主机来说就是：

${changed(asked)
  .map(path => `- \`${path}\``)
  .join('\n')}

and, by \`vgpu\` and \`vm\`, units \`/etc/systemd/system/fngvt-*\`, \`/etc/mdevctl.d/GPU/UUID\`, \`/etc/udev/rules.d/60-mdevctl.rules\`, and the VM's definition
through \`virsh\` or \`qm\`. Before anything is touched, what was there goes into a journal below \`/var/lib/fngvt\` (root's alone), by which \`fngvt undo\` gives it
back. · \`vgpu\`、\`vm\` 还会写这些单元、定义和规则，并通过 \`virsh\` 或 \`qm\` 改虚拟机的定义。动手之前，原来的内容先记进 \`/var/lib/fngvt\` 下的日志（只有 root 能读），
\`fngvt undo\` 就靠它还原。

## Run by a change · 改动时跑

Of these, what the plan shows, and nothing else. · 只跑方案里列出来的。

| program · 程序 | why · 为什么 |
| --- | --- |
${changing.map(name => `| \`${name}\` | ${said(changeReasons[name])} |`).join('\n')}
| \`cp\`, \`flock\` | attributes of a file are kept; one fngvt at a time · 保留文件属性；同一时刻只有一个 fngvt 在改 |
`;
}

const said = (text: Text | undefined): string => (text === undefined ? '' : `${text.en} · ${text['zh-CN']}`);

function row(reason: ReadReason, asked: ReadonlySet<string>, refused: ReadonlySet<string>): string {
  const own = [...asked].filter(about => speaksOf(reason, about));
  const closed = own.filter(about => refused.has(about));
  const root = closed.length === 0 ? '' : closed.length === own.length ? 'yes · 是' : 'in part · 部分';
  return `| ${reason.at.map(at => `\`${at}\``).join('<br>')} | ${said(reason.why)} | ${root} |`;
}

/** Each path has one reason, and each pattern a path. */
function meet(kind: string, asked: ReadonlySet<string>, reasons: readonly ReadReason[]): void {
  const all = [...asked];
  const unexplained = all.filter(about => !reasons.some(reason => speaksOf(reason, about)));
  const unasked = reasons.flatMap(({ at, why }) =>
    at.filter(one => !all.some(about => speaksOf({ at: [one], why }, about))),
  );
  if (unexplained.length + unasked.length === 0) return;
  throw new Error(
    `scripts/reads/reasons.ts: no reason for the ${kind} ${unexplained.join(', ') || '–'}; not asked for: ${unasked.join(', ') || '–'}`,
  );
}

/** The files of plans, sorted; commands stand below. */
const changed = ({ changes }: AskedOfHosts): readonly string[] =>
  [...changes].filter(about => about.startsWith('/')).sort();
