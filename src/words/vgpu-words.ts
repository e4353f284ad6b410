import type { Language } from '../values/text.ts';
import { verify as verifyEn, type VerifyWords } from './verify.en.ts';
import { verify as verifyZh } from './verify.zh-CN.ts';
import { vgpu as en, type VgpuWords } from './vgpu.en.ts';
import { vgpu as zhCN } from './vgpu.zh-CN.ts';
import { vgpuPlan as planEn, type VgpuPlanWords } from './vgpu-plan.en.ts';
import { vgpuPlan as planZh } from './vgpu-plan.zh-CN.ts';

/** The words of `vgpu` and `vm` by language; apart from the others, because most runs need none of them. */
export const vgpuWords: Readonly<Record<Language, VgpuWords>> = { en, 'zh-CN': zhCN };

/** The words about what they would change. */
export const vgpuPlanWords: Readonly<Record<Language, VgpuPlanWords>> = { en: planEn, 'zh-CN': planZh };

/** The words of `vm verify`. */
export const verifyWords: Readonly<Record<Language, VerifyWords>> = { en: verifyEn, 'zh-CN': verifyZh };
