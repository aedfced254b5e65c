import { defineConfig } from 'vitest/config';
import { LongestFirst } from './support/longest-first.ts';
import { SkippedReporter } from './support/skipped-reporter.ts';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  resolve: {
    // One copy of graphql for the ES modules and CommonJS modules alike: two realms refuse each other's types.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/setup.ts'],
    reporters: ['default', new SkippedReporter()],
    pool: 'forks',
    maxWorkers: 2,
    // A file uses what those before it have loaded and compiled, which is half of the work of a test. So nothing may stay
    // behind in modules, the environment or timers when a file ends.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // What is waited for comes; a second, the default, is too little beside other work.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
