import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { RuleSource } from '../src/rules/compile.ts';
import type { Topic } from '../src/rules/load.ts';
import { textSchema } from '../src/rules/rule-schema.ts';

/** The rule files and topics of a `rules/` folder. */

const topicsSchema = z.array(z.strictObject({ id: z.string(), title: textSchema }));

/** `rules/topics.yml`. */
export function readTopics(rules: string): readonly Topic[] {
  return topicsSchema.parse(parse(readFileSync(join(rules, 'topics.yml'), 'utf8')));
}

/** Every `rules/<topic>/<id>.yml`, tables apart. */
export function readRuleSources(rules: string): readonly RuleSource[] {
  return readdirSync(rules, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== 'tables')
    .flatMap(folder =>
      readdirSync(join(rules, folder.name))
        .filter(name => name.endsWith('.yml'))
        .map(name => ({
          topic: folder.name,
          id: name.slice(0, -'.yml'.length),
          yaml: readFileSync(join(rules, folder.name, name), 'utf8'),
        })),
    );
}
