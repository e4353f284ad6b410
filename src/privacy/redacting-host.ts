import type { CommandResult, Host, Reading, Stat } from '../host/reader.ts';
import { hideInLoaderInfo, hideInPciConfig } from './bytes.ts';
import type { Pseudonymizer } from './pseudonymizer.ts';
import { hideInCpuinfo, hideInKernelLog, hideInModules, hideInResource } from './texts.ts';
import { hideWords, hideWordsOfConfig, type HidingMode } from './known-tokens.ts';

/**
 * A host of which nothing private can be learned: whatever it answers has gone through the grammar, so what is judged, shown and saved
 * behind it never held a name. Questions may hold stand-ins from earlier answers (the name of a VM); the machine is
 * asked with the real ones.
 */
export function redactingHost(host: Host, standIns: Pseudonymizer): Host {
  const manner: HidingMode = { standIns };
  const real = (text: string): string => standIns.reveal(text);
  const words = (text: string): string => hideWords(text, manner);
  return {
    source: host.source,
    read: async (path, keep) =>
      map(await host.read(real(path), keep), text => hideInFile(path, text, manner)),
    bytes: async path => {
      const reading = await host.bytes(real(path));
      if (/^\/sys\/bus\/pci\/devices\/[^/]+\/config$/u.test(path)) return map(reading, hideInPciConfig);
      if (/\/LoaderInfo-[0-9a-f-]{36}$/u.test(path)) {
        return map(reading, bytes => hideInLoaderInfo(bytes, words));
      }
      // A binary file of a kind that nobody described tells nothing.
      return reading.state === 'present' ? { state: 'withheld', why: 'not captured' } : reading;
    },
    list: async path => map(await host.list(real(path)), names => names.map(words).sort()),
    link: async path => map(await host.link(real(path)), words),
    stat: async path => map(await host.stat(real(path)), plainStat),
    run: async argv =>
      map(await host.run(argv.map(real)), said => ({ ...hideInOutput(said, manner), argv: [...argv] })),
    inventory: async topic =>
      map(await host.inventory(topic), card =>
        Object.fromEntries(
          Object.entries(card).map(([field, value]) => [
            field,
            typeof value === 'number' ? value : hideWords(value, { standIns, place: 'machine' }),
          ]),
        ),
      ),
  };
}

/** A text as it stands in the answers of such a host: a file's, where its path is named, else a name, an argument, a command's output. */
export function hideText(text: string, standIns: Pseudonymizer, path?: string): string {
  return path === undefined ? hideWords(text, { standIns }) : hideInFile(path, text, { standIns });
}

/** The files whose shape is known; every other one is gone through word by word. */
function hideInFile(path: string, text: string, manner: HidingMode): string {
  if (path === '/proc/cpuinfo') return hideInCpuinfo(text, manner);
  if (path === '/proc/modules') return hideInModules(text, manner);
  if (/^\/sys\/bus\/pci\/devices\/[^/]+\/resource$/u.test(path)) return hideInResource(text);
  if (path.startsWith('/sys/class/dmi/')) return hideWords(text, { ...manner, place: 'machine' });
  if (path.startsWith('/sys/') || path.startsWith('/proc/')) return hideWords(text, manner);
  return hideWordsOfConfig(text, manner);
}

function hideInOutput(said: CommandResult, manner: HidingMode): CommandResult {
  const isLog = said.argv[0] === 'dmesg' || said.argv[0] === 'journalctl';
  return {
    ...said,
    stdout: isLog ? hideInKernelLog(said.stdout, manner) : hideWords(said.stdout, manner),
    stderr: hideWords(said.stderr, manner),
  };
}

function plainStat(stat: Stat): Stat {
  return {
    ...stat,
    mode: /^[0-7]{3,4}$/u.test(stat.mode) ? stat.mode : '0000',
    mtime: /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/u.test(stat.mtime) ? stat.mtime : '',
  };
}

function map<From, To>(reading: Reading<From>, change: (value: From) => To): Reading<To> {
  return reading.state === 'present' ? { state: 'present', value: change(reading.value) } : reading;
}
