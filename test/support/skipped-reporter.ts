import type { Reporter, TestModule } from 'vitest/node';

/** Says at the end of a run which tests were left out, and with their titles why: the usual report counts them at most. */
export class SkippedReporter implements Reporter {
  #isFiltered = false;

  onInit(vitest: Parameters<NonNullable<Reporter['onInit']>>[0]): void {
    // Who asks for some tests by name knows that the others are not run.
    this.#isFiltered = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (this.#isFiltered) return;
    const titles = modules.flatMap((module) => [...module.children.allTests('skipped')].map((one) => one.fullName));
    if (titles.length === 0) return;
    const counts = Map.groupBy(titles, (title) => title);
    const lines = [...counts].map(([title, all]) => `  ↓ ${title}${all.length > 1 ? ` (${all.length} times)` : ''}`);
    process.stdout.write(`\nNot run:\n${lines.join('\n')}\n`);
  }
}
