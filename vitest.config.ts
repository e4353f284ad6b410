import { defineConfig } from 'vitest/config';

/** CI counts from this file; see .ci/run. */
const report = process.env['FNGVT_TEST_REPORT'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build-first.ts'],
    // vitest leaves one processor to itself, which is half of a small machine: most files wait for programs that they start.
    maxWorkers: '100%',
    testTimeout: 60_000,
    // A machine that is busy elsewhere takes three times as long to start a program.
    hookTimeout: 60_000,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
