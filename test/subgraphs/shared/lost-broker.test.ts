import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { SessionEntity } from '../../../subgraphs/accounts/entities/session.ts';
import { openDatabase } from '../../../subgraphs/shared/database/database.ts';
import { openOutbox } from '../../../subgraphs/shared/database/outbox.ts';
import type { Bus } from '../../../subgraphs/shared/messaging/bus.ts';
import { openJobs } from '../../../subgraphs/shared/messaging/jobs.ts';
import { createNatsBus, openParkedFacts } from '../../../subgraphs/shared/messaging/nats-bus.ts';
import { openTestDatabase } from '../../support/databases.ts';
import { eventually } from '../../support/eventually.ts';
import { describeOnNats, reachNats } from '../../support/nats.ts';
import { describeWithNatsServer, startNatsServer } from '../../support/nats-server.ts';

const SUBJECT = 'accounts.account-changed';
/** What is promised from the return of the broker to the first fact that arrives. */
const HEALED_WITHIN_MS = 5_000;

interface Numbered {
  readonly number: number;
}

const newKeys = (): string => `test:${randomBytes(32).toString('base64')}`;

async function openBus(url: string, prefix = '', sealingKeys = newKeys()) {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const logger = pino({ level: 'info' }, { write });
  const address = { url, prefix, sealingKeys };
  const bus = await createNatsBus({
    ...address,
    streams: ['accounts', 'orders'],
    logger,
    retries: { maxTries: 2, firstPauseMs: 10, longestPauseMs: 20 },
  });
  onTestFinished(() => bus.close());
  return { bus, address, logger, lines };
}

/** Follows numbered facts; answers the numbers that have come so far. */
async function follow(bus: Bus, consumer = 'orders'): Promise<ReadonlySet<number>> {
  const heard = new Set<number>();
  await bus.consume(consumer, SUBJECT, ({ data }) => Promise.resolve(void heard.add((data as Numbered).number)));
  return heard;
}

const tell = (bus: Bus, number: number) => bus.publish({ id: randomUUID(), subject: SUBJECT, data: { number } });

describeWithNatsServer('a broker that comes back without its storage', () => {
  it('gets its streams and consumers again, and the outbox drains, without a restart of anything', async () => {
    const server = await startNatsServer();
    const { bus, logger, lines } = await openBus(server.url);
    const database = await openTestDatabase('pglite');
    onTestFinished(() => database.close());
    const tables = await openDatabase(database.address, {
      schema: 'accounts',
      entities: [SessionEntity],
      migrations: [],
    });
    onTestFinished(() => tables.close());
    const jobs = await openJobs(database.address, logger, true);
    onTestFinished(() => jobs.stop());
    const outbox = await openOutbox('accounts', { jobs, bus, logger });
    await outbox.relay();
    const heard = await follow(bus);
    let losses = 0;
    bus.onLoss(() => (losses += 1));
    const append = (number: number) => tables.fresh.write((tx) => outbox.append(tx, 'account-changed', { number }));

    await append(1);
    await eventually(() => expect([...heard]).toEqual([1]));
    await server.kill();
    await append(2);
    await sleep(1_500);
    await server.wipe();
    await server.start();
    const returnedAt = Date.now();
    await append(3);
    await eventually(() => expect(heard).toContain(3));
    expect(Date.now() - returnedAt).toBeLessThan(HEALED_WITHIN_MS);
    await eventually(async () => {
      const left = await database.sql(`select 1 from jobs.job where name = 'accounts.publish' and state < 'completed'`);
      expect(left).toEqual([]);
    });
    // A fact that is told has yet to arrive.
    await eventually(() => expect(heard).toEqual(new Set([1, 2, 3])));
    await eventually(() => expect(losses).toBe(1));
    expect(lines.map(({ msg }) => msg)).toContain(
      'the bus has lost what it kept; its streams are there again, and copies are compared',
    );
  });

  it('delivers again within five seconds to each of two processes that share a consumer', async () => {
    const server = await startNatsServer();
    const keys = newKeys();
    const [one, other] = [await openBus(server.url, '', keys), await openBus(server.url, '', keys)];
    const heard = [await follow(one.bus), await follow(other.bus)] as const;
    const tellMany = (from: number) =>
      Promise.all(Array.from({ length: 50 }, (_, index) => eventually(() => tell(one.bus, from + index))));
    await server.kill();
    await server.wipe();
    await server.start();
    const returnedAt = Date.now();
    // Only a process whose requests the new consumer knows gets a part of these.
    for (let from = 0; heard.some(({ size }) => size === 0); from += 50) await tellMany(from);
    expect(Date.now() - returnedAt).toBeLessThan(HEALED_WITHIN_MS);
  });
});

describeOnNats('streams that disappear while the broker goes on', (url) => {
  it('are made by the next fact, which arrives', async () => {
    const nats = await reachNats(url);
    onTestFinished(() => nats[Symbol.asyncDispose]());
    const { bus } = await openBus(url, nats.prefix);
    const heard = await follow(bus);
    let losses = 0;
    bus.onLoss(() => (losses += 1));
    for (const name of ['accounts', 'orders', 'parked']) await nats.manager.streams.delete(`${nats.prefix}${name}`);
    const lostAt = Date.now();
    await tell(bus, 7);
    await eventually(() => expect(heard).toContain(7));
    expect(Date.now() - lostAt).toBeLessThan(HEALED_WITHIN_MS);
    await eventually(() => expect(losses).toBe(1));
  });

  it('are noticed although nothing is told: a lost consumer is made again', async () => {
    const nats = await reachNats(url);
    onTestFinished(() => nats[Symbol.asyncDispose]());
    const { bus } = await openBus(url, nats.prefix);
    await follow(bus);
    let losses = 0;
    bus.onLoss(() => (losses += 1));
    await nats.manager.consumers.delete(`${nats.prefix}accounts`, 'orders-accounts-account-changed');
    await eventually(() => expect(losses).toBe(1));
    await nats.manager.consumers.info(`${nats.prefix}accounts`, 'orders-accounts-account-changed');
  });

  it('do not prevent that a fact which cannot be handled is parked', async () => {
    const nats = await reachNats(url);
    onTestFinished(() => nats[Symbol.asyncDispose]());
    const { bus, address } = await openBus(url, nats.prefix);
    await bus.consume('orders', SUBJECT, () => Promise.reject(new Error('not possible')));
    await nats.manager.streams.delete(`${nats.prefix}parked`);
    await tell(bus, 1);
    const { connection, parked } = await eventually(() => openParkedFacts(address));
    onTestFinished(() => connection.drain());
    await eventually(async () => expect(await parked.list()).toHaveLength(1));
  });
});
