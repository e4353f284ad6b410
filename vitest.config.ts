import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** CI counts from this file; see .ci/run. */
const report = process.env['FNGVT_TEST_REPORT'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build-first.ts'],
    testTimeout: 60_000,
    // On two cores, too: many tests wait for programs that hang, or for a browser.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
