import type { Reporter, TestModule } from 'vitest/node';

/** Lists the skipped tests at the end of a run, whose titles say why; the default report only counts them. */
export class SkippedReporter implements Reporter {
  #isFiltered = false;

  onInit(vitest: Parameters<NonNullable<Reporter['onInit']>>[0]): void {
    // With a name pattern the other tests are skipped on purpose.
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
