import type { Language } from '../values/text.ts';

/**
 * What stands in a command that a person is to type, where the name is not told: quoted, so that it is one word to every shell and names
 * nothing that there is. Pasted as it stands, the command finds no such VM and does nothing.
 */
export interface Yours {
  readonly vm: string;
  readonly vgpu: string;
  readonly file: string;
}

export const yours: Readonly<Record<Language, Yours>> = {
  en: { vm: "'your VM'", vgpu: "'your vGPU'", file: "'your file'" },
  'zh-CN': { vm: "'你的虚拟机'", vgpu: "'你的 vGPU'", file: "'你的文件'" },
};
