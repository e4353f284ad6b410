import * as z from 'zod/mini';

/**
 * What a capsule holds, version 1: lists instead of named fields, the constant part of a finding before what varies, so that
 * the dictionary covers most of it. Nothing is taken from the rules of the reader: a rule may be newer or older than they are.
 */

const text = z.string().check(z.maxLength(1000));
const nullableText = z.nullable(text);
const nullableNumber = z.nullable(z.number());
const nullableBoolean = z.nullable(z.boolean());
const value = z.union([z.null(), z.boolean(), z.number(), text, z.array(text).check(z.maxLength(100))]);
const technology = z.nullable(z.enum(['gvt-g', 'sr-iov', 'none']));
const unknown = z.enum(['denied', 'failed', 'timed out', 'not captured', 'undecided']);
const count = z.int().check(z.nonnegative());

/** fact, predicate, wanted, source, found, and its truth; for an unknown one the reason stands in its place. */
const evidence = z.tuple([text, text, value, nullableText, value, z.union([z.boolean(), unknown])]);

const finding = z.tuple([
  text, // id
  text, // topic
  z.enum(['error', 'warning', 'advice']),
  z.enum(['certain', 'likely']),
  z.enum(['fngvt', 'owner', 'firmware', 'system', 'guest', 'hardware']),
  nullableText, // cause
  z.enum(['pass', 'fail', 'unknown', 'skipped']),
  z.boolean(), // pending
  nullableText, // because
  nullableText, // subject
  z.boolean(), // is its evidence whole?
  z.array(evidence).check(z.maxLength(100)),
]);

const host = z.tuple([
  nullableText, // platform
  nullableText, // distribution
  nullableText, // version
  nullableText, // kernel
  nullableText, // kernel_build
  nullableText, // kernel_upstream
  nullableText, // CPU: name, family, model, stepping
  nullableNumber,
  nullableNumber,
  nullableNumber,
  nullableText, // board
  nullableText, // bios
  nullableNumber, // memory_mib
  nullableText, // bootloader
  nullableBoolean, // root
]);

const gpu = z.tuple([
  text, // address
  nullableText, // id
  nullableText, // name
  nullableText, // platform
  nullableText, // family
  nullableNumber, // generation
  nullableText, // driver
  technology,
  nullableNumber, // aperture_mib
  nullableNumber, // sriov_totalvfs
  nullableNumber, // sriov_numvfs
]);

const verdict = z.tuple([
  // The second and the third are `ready`, and whether it lasts; earlier versions wrote `ready` alone.
  z.enum([
    'ready',
    'ready-for-now',
    'ready-to-stay',
    'action-needed',
    'reboot-needed',
    'unsupported',
    'unknown',
  ]),
  technology,
  nullableText, // gpu
  nullableText, // cause
  nullableText, // rule
]);

const vgpuType = z.tuple([
  text, // gpu
  text, // name
  nullableNumber, // available
  nullableNumber, // low_mib
  nullableNumber, // high_mib
  nullableNumber, // fences
  nullableText, // resolution
  nullableNumber, // weight
]);

const device = z.tuple([
  text,
  nullableText,
  nullableText,
  nullableBoolean,
  z.array(text).check(z.maxLength(100)),
]);

const capacity = z.tuple([
  text, // gpu
  nullableNumber, // aperture_mib
  nullableNumber, // ggtt_mib
  z.nullable(z.array(z.tuple([text, z.int()])).check(z.maxLength(100))),
]);

const tally = z.tuple([
  count, // pass
  count, // fail
  count, // unknown
  count, // skipped
  count, // errors, warnings, hints among the failures
  count,
  count,
  count, // explained
  count, // pending
  z.array(z.tuple([text, count])).check(z.maxLength(20)), // unknowns by reason
]);

export const contentSchema = z.tuple([
  text, // version of fngvt
  text, // taken
  host,
  z.array(gpu).check(z.maxLength(64)),
  z.nullable(verdict),
  z.array(finding).check(z.maxLength(500)),
  z.tuple([
    z.array(vgpuType).check(z.maxLength(200)),
    z.array(device).check(z.maxLength(200)),
    z.array(capacity).check(z.maxLength(64)),
  ]),
  tally,
  z.tuple([count, z.array(z.enum(['host', 'gpus', 'vgpu'])).check(z.maxLength(3))]), // findings and parts left out
]);

/** The content of a capsule. */
export type Content = z.infer<typeof contentSchema>;
