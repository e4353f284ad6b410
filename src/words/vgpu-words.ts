import type { Language } from '../values/text.ts';
import { vgpu as en, type VgpuWords } from './vgpu.en.ts';
import { vgpu as zhCN } from './vgpu.zh-CN.ts';

/** The words of `vgpu` and `vm` by language; apart from the others, because most runs need none of them. */
export const vgpuWords: Readonly<Record<Language, VgpuWords>> = { en, 'zh-CN': zhCN };
