import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { LoadJob, LoadResult } from './load.ts';
import { launch, processorTimeMs, type Listening } from './processes.ts';

/** What one round of load showed of a process. */
export interface Measured extends LoadResult {
  /** Processor time of the measured process for each request; nothing where the system does not tell. */
  readonly processorMs: number | undefined;
}

/** The load process. */
export interface Loader extends AsyncDisposable {
  readonly child: ChildProcess;
  /** Puts a process under load. Throws when a request failed. */
  measure(job: LoadJob, target: Listening): Promise<Measured>;
}

/** Starts the process that makes the load. */
export async function startLoader(): Promise<Loader> {
  const started = await launch({ command: ['test/bench/load.ts'] });
  return {
    child: started.child,
    async measure(job, target) {
      const before = await processorTimeMs(target.child);
      started.child.send(job);
      const [result] = (await once(started.child, 'message')) as [LoadResult];
      const after = await processorTimeMs(target.child);
      if (result.failures > 0 || result.requests === 0) {
        throw new Error(`${job.url}: ${result.failures} of ${result.requests} requests failed`);
      }
      const processorMs = before === undefined || after === undefined ? undefined : (after - before) / result.requests;
      return { ...result, processorMs };
    },
    [Symbol.asyncDispose]: () => started[Symbol.asyncDispose](),
  };
}
