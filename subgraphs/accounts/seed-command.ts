import { pino } from 'pino';
import { Clock } from '../shared/database/clock.ts';
import { createInProcessBus } from '../shared/messaging/bus.ts';
import { ConfigError, readEnvironment } from '../shared/process/config.ts';
import { openJobs } from '../shared/messaging/jobs.ts';
import { createSubgraph } from './main.ts';
import { DEMO_PASSWORD } from './seed/demo-accounts.ts';

// Usage: npm run accounts:seed, with DATABASE_URL, SEALING_KEYS and SEED_PASSWORD in the environment.
// Fills an empty PostgreSQL database with the sample hierarchy, for trying the distributed form. A worker then tells the
// other subgraphs about it.

const MIN_PASSWORD = 12;

async function seed(): Promise<string> {
  const read = readEnvironment(process.env);
  const url = read.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  const password = read.text('SEED_PASSWORD');
  read.check();
  if (password === DEMO_PASSWORD || password.length < MIN_PASSWORD) {
    throw new ConfigError(
      `SEED_PASSWORD must have at least ${MIN_PASSWORD} characters and must not be the public password of the demo.`,
    );
  }
  const database = { kind: 'postgresql', url } as const;
  const logger = pino({ level: 'warn' }, pino.destination(2));
  const jobs = await openJobs(database, logger, false);
  try {
    const accounts = await createSubgraph({
      database,
      clock: new Clock(),
      jobs,
      bus: createInProcessBus(),
      logger,
      environment: process.env,
      readContext: () => Promise.reject(new Error('Invariant: the command answers no requests')),
      askGraph: () => Promise.reject(new Error('Invariant: the command asks no questions')),
    });
    const isNew = await accounts.seedDemo(password);
    await accounts.close();
    return isNew ? 'The sample accounts have been created.' : 'There are accounts already; nothing was changed.';
  } finally {
    await jobs.stop();
  }
}

seed().then(
  (message) => process.stdout.write(`${message}\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
