import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { pino } from 'pino';
import { readEnvironment } from '../process/config.ts';
import { openEmbeddedDatabase } from '../database/embedded-database.ts';
import { openJobs } from './jobs.ts';
import { openParkedFacts } from './nats-bus.ts';
import { PARKED_QUEUE } from '../database/outbox.ts';
import { parkedInJobs } from './parked-in-jobs.ts';

// Usage: npm run facts                     lists the facts that could not be handled and were parked
//        npm run facts -- --redeliver <id> tells one of them anew
// With NATS_URL and SEALING_KEYS in the environment those of the distributed form, otherwise those of the embedded one
// in DATA_DIR, which must not be running.

/** A parked fact as an operator sees it, wherever it lies. */
export interface ListedFact {
  readonly id: string;
  readonly parkedAt: Date;
  readonly subject: string;
  readonly reasons: readonly string[];
}

/** Where parked facts lie. */
interface ParkedPlace {
  list(): Promise<readonly ListedFact[]>;
  redeliver(id: string): Promise<void>;
  close(): Promise<void>;
}

async function openPlace(): Promise<ParkedPlace> {
  const read = readEnvironment(process.env);
  return read.optional('NATS_URL') === undefined ? await openEmbedded(read.text('DATA_DIR', 'data')) : await openNats();
}

async function openNats(): Promise<ParkedPlace> {
  const read = readEnvironment(process.env);
  const url = read.url('NATS_URL', ['nats:', 'tls:']);
  const sealingKeys = read.text('SEALING_KEYS');
  read.check();
  const { connection, parked } = await openParkedFacts({ url, prefix: read.text('NATS_PREFIX', ''), sealingKeys });
  return {
    list: async () =>
      (await parked.list()).map(({ position, consumer, reason, ...one }) => {
        return { ...one, id: String(position), reasons: [`${consumer}: ${reason}`] };
      }),
    async redeliver(id) {
      await parked.redeliver(Number(id));
    },
    close: () => connection.drain(),
  };
}

async function openEmbedded(dataDir: string): Promise<ParkedPlace> {
  const { pglite, close } = await openEmbeddedDatabase(resolve(dataDir));
  const jobs = await openJobs({ kind: 'pglite', pglite }, pino({ level: 'warn' }, pino.destination(2)), false);
  await jobs.createQueues([PARKED_QUEUE]);
  return {
    ...parkedInJobs(jobs),
    async close() {
      await jobs.stop();
      await close();
    },
  };
}

function toLine({ id, parkedAt, subject, reasons }: ListedFact): string {
  return `${id}  ${parkedAt.toISOString()}  ${subject}  ${reasons.join('; ')}`;
}

async function main(): Promise<string> {
  const { redeliver } = parseArgs({ options: { redeliver: { type: 'string' } } }).values;
  const place = await openPlace();
  try {
    if (redeliver !== undefined) {
      await place.redeliver(redeliver);
      return `${redeliver} is told again.`;
    }
    const listed = await place.list();
    return listed.length === 0 ? 'No fact is parked.' : listed.map(toLine).join('\n');
  } finally {
    await place.close();
  }
}

main().then(
  (message) => process.stdout.write(`${message}\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
