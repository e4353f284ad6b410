import type { SnapshotBuilder } from '../snapshot-builder.ts';
import type { Exchange } from '../session.ts';
import { programOf, type Reader } from './paste-reader.ts';

/** The processor and the distribution. */
export const readMachine: Reader = (exchange, draft) => {
  readLscpu(exchange, draft);
  readCpuinfo(exchange, draft);
  readOsRelease(exchange, draft);
};

/** Fields of lscpu(1) by their names, English and Chinese, and what the kernel calls them. */
const fields: readonly (readonly [RegExp, string])[] = [
  [/^(?:Vendor ID|厂商 ID|制造商 ID)$/u, 'vendor_id'],
  [/^(?:Model name|型号名称)$/u, 'model name'],
  [/^(?:CPU family|CPU 系列)$/u, 'cpu family'],
  [/^(?:Model|型号)$/u, 'model'],
  [/^(?:Stepping|步进)$/u, 'stepping'],
  [/^(?:Flags|标记)$/u, 'flags'],
];

function readLscpu(exchange: Exchange, draft: SnapshotBuilder): void {
  const found = new Map<string, string>();
  for (const line of exchange.lines) {
    const [, name = '', value = ''] = /^\s{0,4}([\p{L} ]{3,20})[:：]\s{1,40}(\S.*)$/u.exec(line) ?? [];
    const field = fields.find(([pattern]) => pattern.test(name))?.[1];
    if (field !== undefined && !found.has(field)) found.set(field, value.trim());
  }
  if (!found.has('vendor_id') || !found.has('model name')) return;
  draft.sees('lscpu');
  draft.fallback('/proc/cpuinfo', [...found].map(([name, value]) => `${name}\t: ${value}\n`).join(''));
}

function readCpuinfo(exchange: Exchange, draft: SnapshotBuilder): void {
  const isLine = (line: string): boolean =>
    /^(?:processor|vendor_id|cpu family|model|model name|stepping|flags)\s*: /u.test(line);
  const lines = exchange.lines.filter(isLine);
  if (lines.length === 0) return;
  draft.sees('/proc/cpuinfo');
  const second = lines.findIndex((line, i) => i > 0 && line.startsWith(lines[0]?.slice(0, 9) ?? '\n'));
  const first = second === -1 ? lines : lines.slice(0, second);
  const isWhole = ['processor', 'vendor_id', 'flags'].every(name =>
    first.some(line => line.startsWith(name)),
  );
  const text = first.map(line => `${line}\n`).join('');
  if (isWhole) draft.file('/proc/cpuinfo', text);
  else draft.fallback('/proc/cpuinfo', text);
}

/** A group of its assignments; Debian's ID alone does not tell Debian from what is built on it, the kernel does. */
function readOsRelease(exchange: Exchange, draft: SnapshotBuilder): void {
  const lines = exchange.lines
    .map(line => line.trim())
    .filter(line =>
      /^(?:PRETTY_NAME|NAME|VERSION_ID|VERSION|VERSION_CODENAME|ID|ID_LIKE)=["']?[\w .()/!+-]{1,80}["']?$/u.test(
        line,
      ),
    );
  const has = (name: string): boolean => lines.some(line => line.startsWith(`${name}=`));
  const isAsked =
    programOf(exchange) === 'cat' &&
    exchange.command?.argv.some(word => word.endsWith('os-release')) === true;
  if (!has('ID') || !(isAsked || has('NAME') || has('PRETTY_NAME'))) return;
  draft.sees('/etc/os-release');
  const text = lines.map(line => `${line}\n`).join('');
  if (!/^ID="?debian/mu.test(text)) draft.file('/etc/os-release', text);
  else draft.later(() => draft.file('/etc/os-release', text));
}
