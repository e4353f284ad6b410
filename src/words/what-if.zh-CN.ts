import type { Words } from './report.en.ts';
import { stateNames } from './states.ts';

/** 假设推演（doctor --with）的话。 */
export const whatIfZhCN: Words['whatIf'] = {
  short: '假设',
  mark: paths => `假设推演，不是主机现在的样子：判断时 ${paths} 用的是 --with 给的内容。`,
  and: '、',
  afterBoot: (commands, state) =>
    commands === '' ? `重启后（预计）：${state}` : `运行 ${commands} 并重启后（预计）：${state}`,
  inTheWay: fault => `到时候卡在：${fault}`,
  states: stateNames['zh-CN'],
  unused: path => `--with ${path}：这里的判断没有用到这个路径，加不加结论都一样；路径写对了吗？`,
};
