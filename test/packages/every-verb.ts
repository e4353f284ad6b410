import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostFixture, packageFolder } from '../run-cli.ts';

/** One command line. */
export interface Call {
  readonly argv: readonly string[];
  /** For its standard input. */
  readonly input?: string;
  /** The files that it writes. */
  readonly writes?: readonly string[];
}

const guide = hostFixture('fnos-hd620');
const ready = hostFixture('fnos-hd620.rebooted');
const withVm = hostFixture('fnos-hd620.vm-attached');
const thread = readFileSync(join(packageFolder, 'fixtures', 'pastes', 'case-KVMGT-kernel-27.txt'), 'utf8');

const formats = ['text', 'html', 'md', 'bbcode', 'json', 'jsonl', 'prometheus', 'agent'];

/**
 * Every verb, with whatever it prints and writes, of recorded hosts: what loads each part of fngvt at least once. Wherever and however fngvt
 * was built, the answers are the same.
 */
export const everyVerb: readonly Call[] = [
  ...formats.map((format, at) => ({
    argv: ['doctor', '--from', guide, '--format', format, '--lang', at % 2 === 0 ? 'en' : 'zh-CN'],
  })),
  ...['text', 'jsonl', 'prometheus'].map(format => ({
    argv: ['--from', guide, '--from', ready, '--format', format],
  })),
  { argv: ['--from', withVm, '--lang', 'zh-CN'] },
  { argv: ['doctor', '-v', '--color', 'always', '--from', ready] },
  { argv: ['doctor', '-q', '--from', '-'], input: readFileSync(guide, 'utf8') },
  // What tells a fault of a file is loaded only then.
  { argv: ['--from', '-'], input: '{"schema":"fngvt.snapshot/1","files":{"/proc/cmdline":7}}' },
  { argv: ['--capsule', '--from', guide, '--format', 'bbcode'] },
  { argv: ['doctor', '--paste', '-', '--lang', 'zh-CN'], input: thread },
  {
    argv: ['doctor', '--from', guide, '--with', '/etc/default/grub=-'],
    input: 'GRUB_CMDLINE_LINUX_DEFAULT="quiet i915.enable_gvt=1"\n',
  },
  { argv: ['fix', '--dry-run', '--from', guide] },
  { argv: ['fix', '--dry-run', '--from', guide, '--format', 'json'] },
  { argv: ['report', '--from', guide, '-o', 'page'], writes: ['page.html', 'page.bbcode.txt'] },
  { argv: ['report', '--from', guide, '--format', 'md', '-o', 'post'], writes: ['post.html', 'post.md'] },
  { argv: ['answer', '-'], input: thread },
  { argv: ['answer', '-', '--format', 'discuz', '--lang', 'zh-CN'], input: thread },
  { argv: ['answer', '-', '--format', 'json'], input: thread },
  { argv: ['explain', 'enable-gvt', '--lang', 'en'] },
  { argv: ['explain', '代码 43', '--lang', 'zh-CN'] },
  { argv: ['lookup', '8086:5916', 'N100'] },
  { argv: ['lookup', 'i5-8500T', '--format', 'json'] },
  { argv: ['snapshot', 'host.json', '--from', guide], writes: ['host.json'] },
  { argv: ['snapshot', 'host.json.gz', '--from', guide], writes: ['host.json.gz'] },
  { argv: ['snapshot', '--preview', '--from', guide] },
  { argv: ['snapshot', '--script'] },
  { argv: ['diff', guide, ready] },
  { argv: ['diff', guide, ready, '--format', 'json'] },
  { argv: ['vgpu', '--from', withVm] },
  { argv: ['vgpu', '--from', withVm, '--format', 'json'] },
  { argv: ['vgpu', 'plan', '--type', 'i915-GVTg_V5_4', '--count', '2', '--from', ready] },
  {
    argv: ['vgpu', 'create', '--uuid', '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1', '--dry-run', '--from', ready],
  },
  { argv: ['vm', '--from', withVm, '--redact'] },
  { argv: ['vm', '--from', withVm, '--format', 'json'] },
  { argv: ['undo', '--list', '--root', '.'] },
  { argv: ['rules'] },
  { argv: ['rules', '--format', 'json'] },
  { argv: ['facts', '--from', guide] },
  { argv: ['facts', '--from', guide, '--format', 'json'] },
  { argv: ['schema', 'journal'] },
  { argv: ['completion', 'bash'] },
  { argv: ['--version'] },
  { argv: ['--help'] },
  { argv: ['doctro'] },
];

/** The same, each with a name for a test. */
export const namedCalls: readonly (readonly [name: string, call: Call])[] = everyVerb.map(call => [
  call.argv.map(word => word.replace(packageFolder, '')).join(' '),
  call,
]);
