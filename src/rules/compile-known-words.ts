import { squash, type KnownWords, type WordTable } from '../knowledge/known-words.ts';
import { packWords } from '../knowledge/packed-words.ts';
import type { HostSign, HostTable } from '../knowledge/hosts.ts';
import type { GpuNameTable } from '../knowledge/gpu-names.ts';
import type { KernelTable } from '../knowledge/kernels.ts';
import type { LogTable } from '../knowledge/log-lines.ts';
import type { ParameterTable } from '../knowledge/parameters.ts';
import type { PciIdTable } from '../knowledge/pci-ids.ts';
import type { SymptomTable } from '../knowledge/symptoms.ts';
import type { VmMakerTable } from '../knowledge/vm-makers.ts';

/** The tables that known words come from. */
export interface WordSources {
  readonly words: WordTable;
  readonly parameters: ParameterTable;
  readonly kernels: KernelTable;
  readonly log: LogTable;
  readonly symptoms: SymptomTable;
  readonly ids: PciIdTable;
  readonly makers: VmMakerTable;
  readonly hosts: HostTable;
  readonly gpus: GpuNameTable;
}

/** Puts together the words that may leave a machine; done by the build, so that a run only has to look them up. */
export function compileKnownWords(sources: WordSources): KnownWords {
  const { words, parameters, kernels, log, symptoms, ids, makers, hosts, gpus } = sources;
  const of = (only: 'machine' | 'release' | undefined): readonly string[] =>
    words.groups.filter(group => group.only === only).map(group => group.words);
  const names = parameters.parameters.map(parameter => parameter.name);
  const modules = kernels.modules.map(module => module.name);
  return {
    anywhere: packWords(distinct([
      ...of(undefined),
      ...names,
      ...parameters.valid.flatMap(({ module, names: valid }) => [module ?? '', ...valid]),
      ...modules,
      ...log.lines.flatMap(({ id, pattern }) => [id, wordsOf(pattern)]),
      ...symptoms.symptoms.flatMap(({ id, heard }) => [id, ...heard.map(wordsOf)]),
      ...hosts.hosts.flatMap(host => host.signs.flatMap(sign => ('path' in sign ? [sign.path] : []))),
      // `TIGER ?LAKE` is one word or two.
      ...[...gpus.names, ...gpus.codes].flatMap(({ match }) => [match.replaceAll(' ?', ''), match.replaceAll(' ?', ' ')]),
      ...ids.groups.flatMap(group => group.ids.map(id => id.toString(16).padStart(4, '0'))),
    ])),
    release: distinct([...of('release'), ...hosts.hosts.flatMap(host => host.signs.map(kernelSign))]),
    machine: distinct([...of('machine'), ...makers.makers.map(maker => maker.name)]),
    names: [
      ...new Set([...names.flatMap(name => [name, name.slice(name.indexOf('.') + 1)]), ...modules].map(squash)),
    ],
  };
}

/** The words of a pattern, without its own letters. */
const wordsOf = (pattern: string): string => pattern.replaceAll(/\\[a-z]/gu, ' ');

const kernelSign = (sign: HostSign): string => ('kernel' in sign ? wordsOf(sign.kernel) : '');

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap(text => text.toLowerCase().match(/\w+/gu) ?? []))];
}
