import type { Report } from '../judge/report-types.ts';
import { askedIn, type Complaint } from '../knowledge/complaints.ts';
import { answeringErrorText, type ErrorText } from '../knowledge/error-texts.ts';
import { identifyLine, type LogLine } from '../knowledge/log-lines.ts';
import { platformByName } from '../knowledge/platforms.ts';
import { allSymptoms, hearSymptoms, type Symptom } from '../knowledge/symptoms.ts';
import type { Claim } from '../paste/claims.ts';
import type { Paste } from '../paste/paste.ts';
import type { HeardMessage } from '../report/reply/reply.ts';
import type { Language, Text } from '../values/text.ts';
import { replyWords } from '../words/reply-words.ts';

/** So many lines of a post are looked through for messages. */
const mostLines = 5000;

/** Nobody asks, and no program speaks, in longer ones. */
const longestLine = 400;

/** What is named to say that it is not the matter: `code 43 is not a topic for me`. To see nothing of a thing is a complaint, and no such word. */
const waved =
  /\b(?:(?:is|was)(?: not|n't)|not) (?:a|an|the|my|our) (?:topic|issue|problem|concern|question)\b|\b(?:don't|do not) care about\b|不是(?:这个)?问题|不关心/iu;

/**
 * Messages that stand in a post: those of programs, lines of the kernel log, and what its author asks. What settles a cause comes first, then
 * what is an answer by itself.
 */
export function heardIn({ lines, claims }: Paste, report?: Report): readonly HeardMessage[] {
  const said = lines
    .map(line => line.trim())
    .filter(line => line !== '' && !waved.test(line))
    .slice(0, mostLines);
  const short = said.filter(line => line.length < longestLine);
  const symptoms = [...hearSymptoms([...said, ...nodeDevices(lines)])].flatMap(([id, text]) => {
    const symptom = allSymptoms().find(row => row.id === id);
    return symptom === undefined ? [] : [ofSymptom(symptom, text)];
  });
  const told = short.flatMap(text => {
    const line = identifyLine(text);
    return line?.cause == null || line.meaning === 'harmless' ? [] : [ofLine(line, text)];
  });
  const isAnswer = ({ answers }: ErrorText): boolean =>
    answers === 'always' ||
    (answers === 'on-sr-iov' && isShared('sr-iov', claims, report)) ||
    (answers === 'in-pf-mode' && short.some(line => identifyLine(line)?.id === 'sriov-pf-mode'));
  const printed = firstOfEach(short, answeringErrorText)
    .filter(([row]) => isAnswer(row))
    .map(([row, text]) => ofErrorText(row, text));
  const asked = firstOfEach(short, askedIn).map(([row]) => ofComplaint(row));
  const all = [...symptoms, ...told.slice(0, 3), ...printed, ...asked];
  return [...all].sort((one, other) => Number(other.isClear) - Number(one.isClear));
}

/** Each row once, with the first line that it is found in. */
function firstOfEach<T>(
  lines: readonly string[],
  find: (line: string) => T | undefined,
): readonly (readonly [T, string])[] {
  const found = new Map<T, string>();
  for (const line of lines) {
    const row = find(line);
    if (row !== undefined && !found.has(row)) found.set(row, line);
  }
  return [...found];
}

/** Stands before such a line, so that no other is taken for it. */
const ofNodeDevice = 'nodedev-info of a vGPU: ';

/** `virsh nodedev-info` of a vGPU tells line by line what means something together: whose it is, and that nothing starts it at boot. */
const nodeDevices = (lines: readonly string[]): readonly string[] =>
  /^[ \t]*(?:Name|名称)[:：] +mdev_.*\n(?:.*\n){0,5}?[ \t]*(?:Autostart|自动启动)[:：] +(?:no|否)[ \t\r]*$/mu.test(
    lines.slice(0, mostLines).join('\n'),
  )
    ? [`${ofNodeDevice}Autostart: no`]
    : [];

const ofSymptom = (
  { title, says, look, causes, decisive, answers }: Symptom,
  text: string,
): HeardMessage => ({
  text: text.replace(ofNodeDevice, ''),
  says: together(title, says),
  ...(look === undefined ? {} : { look }),
  causes,
  isFault: decisive === true,
  isClear: decisive === true || answers === true || (look !== undefined && causes.length <= 1),
});

const ofLine = ({ says, look, cause, meaning }: LogLine, text: string): HeardMessage => ({
  text,
  says,
  ...(look === undefined ? {} : { look }),
  causes: cause === null ? [] : [cause],
  isFault: meaning === 'decisive',
  isClear: meaning === 'decisive' && look !== undefined,
});

const ofErrorText = ({ title, says, look, causes = [] }: ErrorText, text: string): HeardMessage => ({
  text,
  says: together(title, says),
  ...(look === undefined ? {} : { look }),
  causes,
  isFault: false,
  isClear: true,
});

/** A question is not quoted: whoever asked knows what it was. */
const ofComplaint = ({ title, says, causes = [] }: Complaint): HeardMessage => ({
  text: '',
  says: { en: `**${title.en}** ${says.en}`, 'zh-CN': `**${title['zh-CN']}** ${says['zh-CN']}` },
  causes,
  isFault: false,
  isClear: true,
});

const together = (title: Text, says: Text): Text => ({
  en: `${title.en}. ${says.en}`,
  'zh-CN': `${title['zh-CN']}。${says['zh-CN']}`,
});

/** The module that brings SR-IOV is not built for the kernel that runs: whoever has it wants SR-IOV, so this is in the way. */
export function dkmsFault({ dkms }: Paste, { host }: Report): readonly HeardMessage[] {
  const running = host.kernel;
  if (dkms === undefined || running === null || dkms.builtFor.includes(running)) return [];
  const says = (of: Language): string => {
    const { otherKernel, onlyAdded } = replyWords[of].dkms;
    return dkms.builtFor.length === 0
      ? onlyAdded
      : otherKernel(dkms.builtFor.slice(0, 3).join(', '), running);
  };
  const look = (of: Language): string => replyWords[of].dkms.look(running);
  return [
    {
      text: dkms.line,
      says: { en: says('en'), 'zh-CN': says('zh-CN') },
      look: { en: look('en'), 'zh-CN': look('zh-CN') },
      causes: ['dkms-built-for-other-kernel'],
      isFault: true,
      isClear: true,
    },
  ];
}

/** What is known of the GPU's platform, where it is the answer: no driver of a kernel can; no Windows guest can, and there is one. */
export function ofChip({ lines, claims }: Paste, report: Report): readonly HeardMessage[] {
  const [name, ...others] = new Set(platformsOf(claims, report));
  const platform = name === undefined || others.length > 0 ? undefined : platformByName(name);
  if (platform === undefined) return [];
  const { gvtg, sriov, family } = platform;
  const called = report.gpus.find(gpu => gpu.platform === name)?.name ?? family;
  const isWindows = /\bwin(?:dows)? ?(?:7|8|10|11|server)?\b/iu.test(lines.join('\n').slice(0, 20_000));
  const say = (of: Language): string | undefined => {
    if (sriov?.xe === null) return replyWords[of].onlyOutOfTree(called, sriov.caution?.[of] ?? '');
    return isWindows ? gvtg?.caution?.[of] : undefined;
  };
  const [en, zh] = [say('en'), say('zh-CN')];
  if (en === undefined || zh === undefined) return [];
  return [{ text: '', says: { en, 'zh-CN': zh }, causes: [], isFault: false, isClear: true }];
}

/** A message about GVT-g on a machine whose GPU is not shared by it explains nothing there. */
export function isOfOther({ says }: HeardMessage, claims: readonly Claim[], report: Report): boolean {
  const platforms = platformsOf(claims, report);
  const isGvtg = platforms.length === 0 || platforms.some(platform => sharingOf(platform) === 'gvt-g');
  return !isGvtg && /GVT-g|kvmgt|mdev/u.test(says.en) && !/SR-IOV|virtual function/iu.test(says.en);
}

/** Every platform that the GPU may be of shares in this way. */
function isShared(way: 'gvt-g' | 'sr-iov', claims: readonly Claim[], report: Report | undefined): boolean {
  const platforms = platformsOf(claims, report);
  return platforms.length > 0 && platforms.every(platform => sharingOf(platform) === way);
}

/** The platforms of the GPU: as shown, else as said. */
function platformsOf(claims: readonly Claim[], report: Report | undefined): readonly string[] {
  const shown = report?.gpus.flatMap(({ platform }) => platform ?? []) ?? [];
  return shown.length > 0 ? shown : claims.flatMap(one => one.platforms);
}

/** The way in which a platform is shared. */
export function sharingOf(name: string): 'gvt-g' | 'sr-iov' | 'none' {
  const platform = platformByName(name);
  if (platform?.gvtg != null) return 'gvt-g';
  return platform?.sriov == null ? 'none' : 'sr-iov';
}
