import type { PasteWords } from './paste.en.ts';

/** 关于粘贴内容的文字。 */
export const pasteZh: PasteWords = {
  readFrom: '从粘贴内容中读到',
  messages: '报错信息',
  contradictions: paths => `粘贴内容对 ${paths} 给出了两种不同的结果，均未采用`,
  otherHosts: '粘贴内容来自不止一台机器，只采用了最先出现的那台',
  takenForHost: '这里假定内容来自宿主机本身，而不是虚拟机或容器里面',
  readyReply: '可直接发出的回帖',
};
