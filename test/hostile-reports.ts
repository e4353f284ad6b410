import type { Report } from '../src/judge/report-types.ts';

/** Fields whose values are a closed set; whoever reads a report from a stranger has checked them. */
const closed = new Set([
  'schema',
  'state',
  'technology',
  'severity',
  'confidence',
  'acts',
  'truth',
  'unknown',
]);

/** The same report with this text in every field that is free: values, places, subjects, cards, even ids and causes. */
export function reportOf(text: string, report: Report): Report {
  const change = (value: unknown, path: readonly string[]): unknown => {
    const key = path.at(-1) ?? '';
    if (typeof value === 'string') return isFixed(path, key) ? value : text;
    if (Array.isArray(value)) return value.map(member => change(member, path));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [name, change(child, [...path, name])]),
    );
  };
  return change(report, []) as Report;
}

function isFixed(path: readonly string[], key: string): boolean {
  return (
    closed.has(key) ||
    path.join('/') === 'tool/name' ||
    path.join('/') === 'source' ||
    path.join('/') === 'findings/verdict'
  );
}

/** What a stranger may have put into a field: what it is, and the text. `EVIL` stands in it where a test looks for it. */
export const hostileTexts: readonly (readonly [string, string])[] = [
  ['a script', '<script>alert("EVIL")</script><img src=x onerror=alert(1)>'],
  ['closing tags', 'EVIL</code></pre></summary></details><h1>out</h1><!-- '],
  ['a fence', 'EVIL\n```\n# out\n```\n~~~'],
  ['one backtick', 'EVIL`'],
  ['backticks of all lengths', '` `` ``` ```` EVIL ````` ``````'],
  ['a backslash before a pipe', 'EVIL\\| a \\\\| b | c'],
  ['a table of its own', 'EVIL |\n| --- |\n| out |'],
  [
    'links and images',
    '[EVIL](javascript:alert(1)) ![EVIL](https://evil.example/i.png) <https://evil.example>',
  ],
  ['bare addresses', 'EVIL https://evil.example www.evil.example evil@evil.example //evil.example'],
  ['mentions and references', '@EVIL @EVIL/all #1 !2 GH-3 evil/evil#4 :smile: &1'],
  [
    'BBCode',
    'EVIL[/code][/b][/list][/quote][url=https://evil.example]x[/url][img]https://evil.example/i.png[/img]',
  ],
  ['BBCode in capitals and with spaces', 'EVIL[/CODE][ /code ][*][HIDE][size=7][#x][@EVIL]'],
  ['faces of Discuz', 'EVIL {:4_91:} :) :lol:'],
  ['templates', 'EVIL {{constructor.constructor("x")()}} {{{raw}}} ${1} <%= 1 %> {% x %}'],
  ['terminal escapes', 'EVIL\u001b[31mred\u001b]8;;https://evil.example\u0007\u009b2J'],
  ['text that turns round', '\u202eEVIL\u2066exe\u2069\u200f'],
  ['zero-width characters', 'E\u200bVIL\ufeffEVIL\u2060'],
  ['half a character', 'EVIL\ud800'],
  ['names of Object', '__proto__/EVIL'],
  ['other names of Object', 'constructor'],
  ['entities', 'EVIL&lt;b&gt;&#60;script&#62;&amp;'],
  ['headings and lists', '# EVIL\n- [ ] x\n1. y\n> z\n***\n==='],
  ['emphasis', '**EVIL** __x__ ~~y~~ $$z$$ ==w=='],
  ['a capsule', 'EVIL fngvt capsule 1 4 00000000 AAAA fngvt end'],
  ['spaces', '     '],
  ['nothing', ''],
];

/** Long texts, for time and memory. */
export const longTexts: readonly (readonly [string, string])[] = [
  ['ten million letters', 'x'.repeat(10_000_000)],
  ['ten million backticks', '`'.repeat(10_000_000)],
  ['ten million brackets', '['.repeat(10_000_000)],
  ['many closing tags', '[/code]'.repeat(1_000_000)],
  ['Chinese without end', '核显'.repeat(2_000_000)],
  ['what does not compress', noise(1_000_000)],
];

/** Letters of all scripts, always the same. */
function noise(length: number): string {
  let state = 42;
  const characters: string[] = [];
  for (let i = 0; i < length; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    characters.push(String.fromCharCode(0x4e00 + ((state >>> 8) % 20000)));
  }
  return characters.join('');
}

/** So many findings, GPUs, types and vGPUs as no host has. */
export function crowded(report: Report, count = 3000): Report {
  const many = <T>(list: readonly T[]): readonly T[] =>
    list.length === 0 ? list : Array.from({ length: count }, (_, i) => list[i % list.length] as T);
  const { vgpu } = report;
  return {
    ...report,
    gpus: many(report.gpus),
    findings: many(
      report.findings.map(finding => ({ ...finding, evidence: many(finding.evidence).slice(0, 300) })),
    ),
    vgpu: { types: many(vgpu.types), devices: many(vgpu.devices), capacity: many(vgpu.capacity) },
  };
}

/** What may stand in no post: control characters but line ends, marks without width, marks that turn the reading direction. */
export const unseen = /(?!\n)[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069]/u;
