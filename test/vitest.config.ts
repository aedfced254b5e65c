import { defineConfig } from 'vitest/config';
import { SkippedReporter } from './support/skipped-reporter.ts';

/** Tests of functions and of the engine, which need no services. */
const PURE = ['test/rules/**/*.test.ts', 'test/federation/**/*.test.ts'];

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  resolve: {
    // One copy of graphql for the ES modules and CommonJS modules alike: two realms refuse each other's types.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    setupFiles: ['test/support/setup.ts'],
    reporters: ['default', new SkippedReporter()],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        // These keep nothing in modules or in the process, so a file can use what the one before it has loaded.
        test: { name: 'pure', include: PURE, isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/bench/**', ...PURE],
          globalSetup: ['test/support/global-setup.ts'],
        },
      },
    ],
  },
});
