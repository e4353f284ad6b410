import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import * as z from 'zod';
import { contentSchema } from '../src/capsule/capsule-schema.ts';
import { journalSchema } from '../src/change/journal/journal-schema.ts';
import { fixtureSchema } from '../src/host/snapshot/fixture-schema.ts';
import { snapshotSchema } from '../src/host/snapshot/snapshot-schema.ts';

/**
 * The checks of what fngvt reads, as code: zod is what a record is written down in, and starting it at every run of the doctor costs a fifth
 * of bare Node, so the build makes a function of each schema (ajv's standalone code) that needs no library.
 */
const records: Readonly<Record<string, z.core.$ZodType>> = {
  'src/host/snapshot/snapshot.validate.ts': snapshotSchema,
  'src/host/snapshot/fixture.validate.ts': fixtureSchema,
  'src/change/journal/journal.validate.ts': journalSchema,
  'src/capsule/content.validate.ts': contentSchema,
};

/** Each file of a check, and its text. */
export function validators(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(records).map(([path, schema]) => [path, validatorOf(schema)]));
}

function validatorOf(schema: z.core.$ZodType): string {
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
    code: { source: true, esm: true, lines: true },
  });
  const check = ajv.compile(jsonSchemaOf(schema, { forAjv: true }));
  const code = standaloneCode.default(ajv, check).replace(/"use strict";|^export default .*$/gmu, '');
  return `// @ts-nocheck Made by \`npm run build\` from the schema beside it.\n${code.trim()}\n`;
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
