import { allPlatforms, type Platform } from '../src/knowledge/platforms.ts';
import { allModules } from '../src/knowledge/kernels.ts';
import type { DriverIdTable, TakesSince } from '../src/knowledge/driver-ids.ts';
import type { KnownSince } from '../src/knowledge/range.ts';
import { readTable } from '../src/package-files.ts';

/** What the tables leave open between two kernels that were read, for `docs/unknown.md`: whoever runs one of those can settle it with a line. */
export const openKernels = (): string => {
  const rows = [...sharing(), ...modules(), ...bindings()];
  return [
    '| question · 问题 | kernels · 内核 | the line that would tell · 问出答案的命令 |',
    '| --- | --- | --- |',
    ...rows.map(({ question, kernels, line }) => `| ${question} | ${kernels} | ${line} |`),
  ].join('\n');
};

interface OpenPoint {
  readonly question: string;
  /** The versions of which it is not known. */
  readonly kernels: string;
  readonly line: string;
}

const gap = ({ absentUntil = '', since }: KnownSince): string =>
  `after ${absentUntil}, before ${since} · 晚于 ${absentUntil}，早于 ${since}`;

const isOpen = <T extends KnownSince>(known: T | null | undefined): known is T =>
  known?.absentUntil !== undefined;

function sharing(): readonly OpenPoint[] {
  return allPlatforms().flatMap(platform => [
    ...point(
      platform,
      platform.gvtg,
      'GVT-g',
      '`uname -r; find /sys/bus/pci/devices/*/ -name mdev_supported_types`',
    ),
    ...point(
      platform,
      platform.sriov?.xe,
      'SR-IOV by xe',
      '`uname -r; cat /sys/class/drm/card*/device/sriov_totalvfs`',
    ),
  ]);
}

function point(
  { family }: Platform,
  known: KnownSince | null | undefined,
  what: string,
  line: string,
): readonly OpenPoint[] {
  if (!isOpen(known)) return [];
  return [
    {
      question: `${family}: is there ${what}? · 有没有 ${what.replace(' by xe', '（xe）')}？`,
      kernels: gap(known),
      line,
    },
  ];
}

function modules(): readonly OpenPoint[] {
  return allModules().flatMap(({ name, uncertain = [] }) =>
    uncertain.map(({ from, before }) => ({
      question: `Is there the module ${name}? · 有没有 ${name} 模块？`,
      kernels: `from ${from}, before ${before} · ${from} 起，早于 ${before}`,
      line: `\`uname -r; modinfo -n ${name}\``,
    })),
  );
}

/** Which driver takes a GPU; one row for all GPUs of which the same is open. */
function bindings(): readonly OpenPoint[] {
  const { rows } = readTable<DriverIdTable>('driver-ids');
  const open = rows.flatMap(({ platforms, ids, i915 = [], xe = [] }) =>
    [
      ...i915.map(history => ({ driver: 'i915', ...history })),
      ...xe.map(history => ({ driver: 'xe', ...history })),
    ]
      .filter(isOpen)
      .map(known => ({
        key: `${known.driver} ${known.takes} ${gap(known)}`,
        known,
        gpus: gpusOf(platforms, ids),
      })),
  );
  return [...new Set(open.map(({ key }) => key))].flatMap(key => {
    const same = open.filter(one => one.key === key);
    const [first] = same;
    if (first === undefined) return [];
    const gpus = [...new Set(same.flatMap(one => one.gpus))].join(', ');
    return [
      {
        question: `${takes[first.known.takes](first.known.driver)}: ${gpus}`,
        kernels: gap(first.known),
        line: '`uname -r; cat /proc/cmdline; lspci -nnk -d 8086::0300`',
      },
    ];
  });
}

const takes: Readonly<Record<TakesSince['takes'], (driver: string) => string>> = {
  'by-default': driver => `Does ${driver} take it by itself? · ${driver} 会不会自动接管？`,
  'if-forced': driver =>
    `Does ${driver} take it where \`${driver}.force_probe\` names it? · 写了 \`${driver}.force_probe\` 后 ${driver} 会不会接管？`,
};

const gpusOf = (platforms: readonly string[], ids: readonly number[] | undefined): readonly string[] =>
  ids?.map(id => `[8086:${id.toString(16)}]`) ??
  platforms.map(name => allPlatforms().find(platform => platform.name === name)?.family ?? name);
