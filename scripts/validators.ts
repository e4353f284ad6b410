import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import * as z from 'zod';
import { contentSchema } from '../src/capsule/capsule-schema.ts';
import { journalSchema } from '../src/change/journal/journal-schema.ts';
import { fixtureSchema } from '../src/host/snapshot/fixture-schema.ts';
import { snapshotSchema } from '../src/host/snapshot/snapshot-schema.ts';
import type { RecordName } from '../src/records/record-fault.ts';

/**
 * The checks of what fngvt reads, as code: zod is what a record is written down in, and starting it at every run of the doctor costs a fifth
 * of bare Node, so the build makes a function of each schema (ajv's standalone code) that needs no library.
 */
const records: Readonly<Record<RecordName, { readonly room: string; readonly schema: z.core.$ZodType }>> = {
  snapshot: { room: 'src/host/snapshot', schema: snapshotSchema },
  fixture: { room: 'src/host/snapshot', schema: fixtureSchema },
  journal: { room: 'src/change/journal', schema: journalSchema },
  content: { room: 'src/capsule', schema: contentSchema },
};

/** Each file of a check, and its text: beside the schema whether a value fits, below `dist` what is wrong with one that does not. */
export function validators(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (Object.keys(records) as RecordName[]).flatMap(record => {
      const { room, schema } = records[record];
      const code = checkOf(schema);
      return [
        [`${room}/${record}.validate.ts`, fitsOnly(record, code)],
        [`dist/data/checks/${record}.js`, `${code}\nmodule.exports = ${nameIn(code)};\n`],
      ];
    }),
  );
}

/** The function that is the check of the whole record: the last one in its code. */
const nameIn = (code: string): string => [...code.matchAll(/^function (\w+)/gmu)].at(-1)?.[1] ?? '';

/** The same check without what it would tell. ajv writes a statement in a line (`lines`), so each error is one. */
function fitsOnly(record: RecordName, code: string): string {
  const silent = code
    .replaceAll(
      /^const err(\d+) = \{.*\};\nif\(vErrors === null\)\{\nvErrors = \[err\1\];\n\}\nelse \{\nvErrors\.push\(err\1\);\n\}\n/gmu,
      '',
    )
    .replaceAll(/^vErrors = vErrors === null \? .*;\nerrors = vErrors\.length;$/gmu, 'errors++;')
    .replaceAll(
      /^if\(vErrors !== null\)\{\nif\((_errs\d+)\)\{\nvErrors\.length = \1;\n\}\nelse \{\nvErrors = null;\n\}\n\}\n/gmu,
      '',
    )
    .replaceAll(/^(?:let vErrors = null;|validate\d+\.errors = (?:vErrors|\[\{.*\}\]);)\n/gmu, '')
    // Where it stands in the record, a check tells only with what is wrong.
    .replaceAll(/, ?\{instancePath.*?,rootData\}\)/gu, ')')
    .replaceAll(', {instancePath="", parentData, parentDataProperty, rootData=data}={}){', '){');
  if (/schemaPath|vErrors|instancePath|rootData/u.test(silent))
    throw new Error(`${record}: a check that still tells what is wrong`);
  return `// @ts-nocheck Made by \`npm run build\` from the schema beside it.
export const validate = { record: '${record}' as const, fits: ${nameIn(code)} };
${silent}
`;
}

/** A check by ajv that tells what is wrong. */
function checkOf(schema: z.core.$ZodType): string {
  const ajv = new Ajv.default({
    // Its length of a text is that of JavaScript, as zod's is.
    unicode: false,
    logger: false,
    useDefaults: true,
    discriminator: true,
    // What stands in several places is one function.
    inlineRefs: 1,
    // An error names the schema that it broke: its description says what was wanted.
    verbose: true,
    messages: false,
    strict: false,
    code: { source: true, lines: true },
  });
  const check = ajv.compile(jsonSchemaOf(schema, { forAjv: true }));
  return standaloneCode
    .default(ajv, check)
    .replace(/^"use strict";|^module\.exports.*$/gmu, '')
    .trim();
}

/** The JSON Schema of a record as it is read: what may be left out may be missing, what is not known is passed over. */
export function jsonSchemaOf(schema: z.core.$ZodType, { forAjv = false } = {}): Record<string, unknown> {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    reused: forAjv ? 'ref' : 'inline',
    ...(forAjv ? { target: 'draft-7' as const } : {}),
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod;
      // Only objects are told apart by a field; anything else has to be refused by its type.
      if (forAjv && def.type === 'union' && 'discriminator' in def)
        Object.assign(jsonSchema, { type: 'object', discriminator: { propertyName: def.discriminator } });
    },
  });
  return flat(json) as Record<string, unknown>;
}

/** `null` beside one other type as one list of types: what is wrong is told of the place where it is, not of the choice. */
function flat(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(flat);
  if (typeof node !== 'object' || node === null) return node;
  const { anyOf, ...rest } = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, flat(value)]),
  );
  if (!Array.isArray(anyOf)) return { ...rest, ...(anyOf === undefined ? {} : { anyOf }) };
  const [one, none, more] = anyOf as Record<string, unknown>[];
  if (more !== undefined || none?.['type'] !== 'null' || typeof one?.['type'] !== 'string')
    return { ...rest, anyOf };
  const values = Array.isArray(one['enum']) ? { enum: [...(one['enum'] as unknown[]), null] } : {};
  return { ...one, ...values, type: [one['type'], 'null'], ...rest };
}
