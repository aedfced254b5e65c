/**
 * A worker that claims a job of each queue that it is told of and never ends it: `node test/support/holding-worker.ts
 * <address of the database> <queue> …`. It says which queue's job it has, and can then be killed.
 */
import { pino } from 'pino';
import { openJobs } from '../../subgraphs/shared/messaging/jobs.ts';

const [, , url = '', ...queues] = process.argv;
const jobs = await openJobs({ kind: 'postgresql', url }, pino({ level: 'silent' }), false);
for (const queue of queues) {
  await jobs.work({
    queue,
    concurrency: 1,
    handler: () => {
      process.stdout.write(`has ${queue}\n`);
      return new Promise(() => undefined);
    },
  });
}
