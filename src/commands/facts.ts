import { catalogue, type FactAddress } from '../facts/catalogue.ts';
import type { Fact } from '../facts/fact.ts';
import type { Facts } from '../facts/fact-index.ts';
import { loadRules } from '../rules/load.ts';
import { pad, width } from '../report/terminal/cells.ts';
import { sanitize } from '../report/sanitize.ts';
import { words } from '../words/words.ts';
import { onlyFlags } from '../invocation/wrong-usage.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { parseFlags, textOrJson } from '../invocation/flags.ts';
import { languageFor, mayLeaveOpen, openMachine } from '../invocation/open-machine.ts';
import { look } from '../invocation/subject.ts';
import { isOwnScreen, supposedTold } from '../invocation/names.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { jsonDocument } from '../values/json-text.ts';

/** `fngvt facts`: every address with its value, truth and source. */
export async function facts(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf('facts'));
  if (parsed.positionals[0] !== undefined) throw onlyFlags('facts', parsed.positionals[0]);
  const format = textOrJson(parsed);
  const machine = await openMachine(parsed, invocation);
  const { facts: read, warnings: told } = await look(machine.host);
  const isOnFnos = machine.host.source === 'live' && read.value('host/platform') === 'fnos';
  const language = languageFor(parsed, invocation, isOnFnos);
  if (!(await mayLeaveOpen(parsed, invocation, language)))
    return { exit: 1, text: '', warnings: [words[language].sharing.openRefused] };
  const warnings = [...told, ...supposedTold(machine, language)];
  const isForOwner = format === 'text' && isOwnScreen(machine, parsed, invocation);
  const isSame = isForOwner || machine.others === machine.host;
  const rows = every(isSame ? read : (await look(machine.others)).facts).map(row);
  if (format === 'json') {
    return {
      exit: 0,
      warnings,
      text: jsonDocument({ schema: 'fngvt.facts/1', facts: rows }),
    };
  }
  const { factsHeader, unknownReasons } = words[language];
  const table = rows.map(one => [
    sanitize(one.address),
    one.known ? sanitize(JSON.stringify(one.value)) : `? ${unknownReasons[one.why]}`,
    sanitize(one.source ?? ''),
  ]);
  const lines = [[factsHeader.address, factsHeader.value, factsHeader.source], ...table];
  const cells = [0, 1].map(i => Math.min(60, Math.max(...lines.map(line => width(line[i] ?? '')))));
  const text = lines.map(([address = '', value = '', source = '']) =>
    `${pad(address, cells[0] ?? 0)}  ${pad(value, cells[1] ?? 0)}  ${source}`.trimEnd(),
  );
  return { exit: 0, warnings, text: `${text.join('\n')}\n` };
}

/** All facts: the collected ones, and of families the members that any rule names. */
function every(book: Facts): readonly Fact[] {
  const named = JSON.stringify(loadRules()).matchAll(/"([a-z-]+\/[A-Za-z0-9_.-]+)"/gu);
  const families = new Set(
    Object.keys(catalogue)
      .filter(key => key.endsWith('/*'))
      .map(key => key.slice(0, -1)),
  );
  const members = [...named]
    .map(match => match[1] ?? '')
    .filter(address => families.has(address.slice(0, address.indexOf('/') + 1)));
  const found = new Map(book.all().map(fact => [`${fact.address} ${fact.subject ?? ''}`, fact]));
  for (const address of members) {
    const fact = book.get(address as FactAddress);
    found.set(`${fact.address} `, fact);
  }
  return [...found.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = (fact: Fact): string => `${fact.address} ${fact.subject ?? ''}`;

/** One fact as the contract wants it; the subject stands in brackets behind the address. */
function row(fact: Fact) {
  const address = fact.subject === undefined ? fact.address : `${fact.address}[${fact.subject}]`;
  const source = sourcesOf(fact).join(', ') || null;
  return fact.known
    ? { address, known: true as const, value: fact.value, why: null, source }
    : { address, known: false as const, value: null, why: fact.why, source };
}

/** A derived fact names what it was read from in the end. */
function sourcesOf(fact: Fact): readonly string[] {
  if (fact.source !== undefined) return [fact.source];
  return [...new Set((fact.from ?? []).flatMap(sourcesOf))];
}
