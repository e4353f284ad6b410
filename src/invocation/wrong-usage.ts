import { nothingGiven, unexpected, UsageError } from '../values/errors.ts';
import { verbsWith } from './flag-table.ts';
import { near } from '../values/nearest.ts';
import type { Text } from '../values/text.ts';

/** Wrong usage of a kind that several verbs meet. */

/** A verb that takes flags alone got something else. */
export const onlyFlags = (verb: string, found: string): UsageError =>
  new UsageError({
    en: `${verb}: expected only flags, found ${found}`,
    'zh-CN': `${verb} 后面只能跟选项，不能写 ${found}`,
  });

/** No rule has this id. */
export const unknownRule = (where: string, id: string, ids: readonly string[]): UsageError =>
  unexpected(where, ruleId, id, { next: suggestion(id, ids) ?? allRules });

/** No id stands where one belongs. */
export const noRule = (where: string): UsageError =>
  unexpected(where, ruleId, nothingGiven, { next: allRules });

const ruleId: Text = { en: 'the id of a rule', 'zh-CN': '检查项的 id' };
const allRules: Text = { en: 'all of them: {fngvt} rules', 'zh-CN': '全部 id 见：{fngvt} rules' };

/** The names that were probably meant; undefined: none is near. */
export function suggestion(word: string, among: readonly string[]): Text | undefined {
  const names = near(word, among, 3).join(', ');
  return names === '' ? undefined : { en: `nearest: ${names}`, 'zh-CN': `最接近的是：${names}` };
}

/** Flags that exclude one another. */
export const oneOfThem = (flags: readonly string[]): UsageError =>
  new UsageError({
    en: `${flags.join(' and ')}: expected one of them, found ${flags.length === 2 ? 'both' : 'all'}`,
    'zh-CN': `${flags.join(' 和 ')}：只能用其中一个`,
  });

/** What is wanted where a machine is to be looked at, and what a post with a capsule holds instead. */
export const whatAHostSaid: Text = { en: 'what a host said (a snapshot)', 'zh-CN': '机器的原始信息（快照）' };
export const onlyAConclusion: Text = { en: 'only a conclusion', 'zh-CN': '只有结论' };

/** No verb of this name stands below another one. */
export const notBelow = (verb: string, found: string, below: readonly string[]): UsageError => {
  const next = suggestion(found, below);
  return new UsageError(
    {
      en: `${verb}: expected nothing or ${below.join(', ')}, found ${found}`,
      'zh-CN': `${verb} 后面可以不写，或写 ${below.join('、')}，不能写 ${found}`,
    },
    next === undefined ? {} : { next },
  );
};

/** A flag that the verb does not have, or no verb at all; `known` are those that may have been meant. */
export function unknownFlag(flag: string, known: readonly string[]): UsageError {
  const homes = verbsWith(flag.replace(/^-+/u, ''));
  const next =
    homes.length > 0
      ? { en: `it belongs to: ${homes.join(', ')}`, 'zh-CN': `这个选项属于：${homes.join('、')}` }
      : suggestion(
          flag,
          known.map(name => `--${name}`),
        );
  return new UsageError(
    {
      en: `${flag}: expected a flag of this verb, found none of that name`,
      'zh-CN': `${flag}：没有这个选项`,
    },
    next === undefined ? {} : { next },
  );
}

/** What stands in the place of a verb is none, and nothing else that is known. */
export function unknownVerb(found: string, verbs: readonly string[]): UsageError {
  const next = suggestion(found, verbs);
  return new UsageError(
    {
      en: `expected a verb of ${verbs.join(', ')}, or a file, a chip or a message, found ${found}`,
      'zh-CN': `不认识 ${found}：它不是命令（${verbs.join('、')}），也不是文件、芯片型号或我知道的报错`,
    },
    next === undefined ? {} : { next },
  );
}

/** What looks like the name of a file, where none of that name is. */
export const noSuchFile = (path: string): UsageError =>
  new UsageError(
    { en: `${path}: expected a file, found no such file`, 'zh-CN': `${path}：没有这个文件` },
    {
      next: {
        en: 'look at the name and at the folder that you are in: ls',
        'zh-CN': '核对文件名和当前目录：ls',
      },
    },
  );
