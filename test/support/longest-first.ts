import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What starts processes and browsers takes minutes: at the end of a run it would keep one worker busy and the other idle. */
const LONG = /\/test\/(?:faults|journeys|hostile-values|tenants)\//;

/** Runs the longest files first, and the others as Vitest sorts them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => Number(LONG.test(b.moduleId)) - Number(LONG.test(a.moduleId)));
  }
}
