import { setTimeout as sleep } from 'node:timers/promises';
import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { createFactSigner } from '../../../subgraphs/shared/messaging/fact-signature.ts';
import { SIGNATURE_HEADER } from '../../../subgraphs/shared/messaging/parked-facts.ts';
import type { Link } from '../platform/links.ts';
import type { Stage } from '../platform/stage.ts';
import type { Random } from '../random.ts';
import { RECOVERY_LIMIT_MS } from './outage.ts';
import { PROMISES, type Recovery, type Scenario, type Scene } from './scenario.ts';

const STREAMS = ['accounts', 'catalog', 'orders'];

const toBus = ({ stage }: Scene): readonly Link[] => stage.links.between(undefined, ['bus']);

/** Measures until no fact waits any more that was told by now, and every copy is current. */
async function measureBacklog({ stage }: Scene, fromMs: number): Promise<Recovery> {
  for (;;) {
    const [left] = await stage.database().sql<{ left: number }>(
      `select (select count(*)::int from jobs.job where name like '%.publish' and state in ('created', 'retry', 'active')
           and created_on < to_timestamp($1 / 1000.0))
         + (select count(*)::int from accounts.account left join orders.account copy on copy.id = account.id
           where account.created_at < to_timestamp($1 / 1000.0) and copy.version is distinct from account.version) as left`,
      [fromMs],
    );
    const tookMs = Date.now() - fromMs;
    if (left?.left === 0) return { of: 'backlog', tookMs, withinMs: PROMISES.backlogMs };
    if (tookMs > RECOVERY_LIMIT_MS) throw new Error(`${left?.left} facts had not arrived after ${tookMs / 1_000} s`);
    await sleep(100);
  }
}

/** The server is away for a while, with or without what it had stored when it comes back. */
async function bounceBus(scene: Scene, wipes: boolean): Promise<Recovery> {
  const { stage, load, awayMs } = scene;
  await load.untilAcknowledged(2);
  await stage.bus.kill();
  if (wipes) await stage.bus.wipe();
  await sleep(awayMs);
  await stage.bus.start();
  return await measureBacklog(scene, Date.now());
}

/** Connections go silent; the next account that is made has to be known elsewhere as soon as clients are served again. */
async function silenceBus(scene: Scene): Promise<Recovery> {
  const { stage, load } = scene;
  await load.untilAcknowledged(2);
  const atMs = Date.now();
  for (const link of toBus(scene)) link.silence();
  while (Date.now() - atMs < RECOVERY_LIMIT_MS) {
    const [carried] = await stage.database().sql<{ toldMs: number }>(
      `select 1000 * extract(epoch from account.created_at)::float8 as "toldMs"
       from accounts.account join orders.account as copy on copy.id = account.id
       where account.created_at > to_timestamp($1 / 1000.0) order by account.created_at limit 1`,
      [atMs],
    );
    if (carried !== undefined) {
      return { of: 'service', tookMs: Date.now() - carried.toldMs, withinMs: PROMISES.serviceMs };
    }
    await sleep(100);
  }
  throw new Error(`No fact got through within ${RECOVERY_LIMIT_MS / 1_000} s`);
}

interface OnBus {
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
}

async function onBus<Result>({ bus }: Stage, act: (reached: OnBus) => Promise<Result>): Promise<Result> {
  const connection = await connect({ servers: `nats://${bus.host}:${bus.port}` });
  try {
    return await act({ connection, manager: await jetstreamManager(connection) });
  } finally {
    await connection.close();
  }
}

/** Sends everything that the bus has stored once more, in any order, and nudges at random. */
async function repeatShuffled({ connection, manager }: OnBus, random: Random): Promise<number> {
  const stored = [];
  for (const stream of STREAMS) {
    const { state } = await manager.streams.info(stream);
    if (state.messages === 0) continue;
    for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
      const found = await manager.streams.getMessage(stream, { seq });
      if (found !== null) stored.push(found);
    }
  }
  const shuffled = stored
    .map((message) => ({ message, place: random.next() }))
    .toSorted((one, other) => one.place - other.place);
  for (const { message } of shuffled) {
    const signed = headers();
    // Without the id by which the server would know it again.
    signed.set(SIGNATURE_HEADER, message.header.get(SIGNATURE_HEADER));
    await jetstream(connection).publish(message.subject, message.data, { headers: signed });
    connection.publish('nudge.orders.events');
  }
  return shuffled.length;
}

async function repeatFacts(scene: Scene): Promise<Recovery> {
  const { stage, load, random, note } = scene;
  for (const count of [3, 6]) {
    await load.untilAcknowledged(count);
    note(`${await onBus(stage, (reached) => repeatShuffled(reached, random))} facts repeated in another order`);
  }
  return await measureBacklog(scene, Date.now());
}

/** Messages that are none of ours, and one that is signed and cannot be handled. */
async function poison(scene: Scene): Promise<Recovery> {
  const { stage, load } = scene;
  await load.untilAcknowledged(2);
  const subject = 'accounts.account-changed';
  await onBus(stage, async ({ connection }) => {
    const stream = jetstream(connection);
    await stream.publish(subject, 'no JSON');
    await stream.publish(subject, JSON.stringify({ id: 'forged', subject, data: { id: 'acc_none' } }));
    const payload = Buffer.from(JSON.stringify({ id: 'poison', subject, data: { path: 'not a path' } }));
    const signed = headers();
    signed.set(SIGNATURE_HEADER, createFactSigner(stage.sealingKeys).sign(subject, payload, Date.now()));
    await stream.publish(subject, payload, { headers: signed });
  });
  await load.untilAcknowledged(6);
  return await measureBacklog(scene, Date.now());
}

/** The bus away, wiped, silent, and full of what should not be there. */
export const BUS_SCENARIOS: readonly Scenario[] = [
  {
    name: 'bus-killed',
    title: 'the bus is killed, and started again after a while',
    quick: false,
    orders: 10,
    run: (scene) => bounceBus(scene, false),
  },
  {
    name: 'bus-wiped',
    title: 'the bus is killed and loses everything that it had stored',
    quick: true,
    orders: 10,
    run: (scene) => bounceBus(scene, true),
  },
  {
    name: 'bus-half-open',
    title: 'existing connections to the bus go silent',
    quick: false,
    orders: 10,
    run: silenceBus,
  },
  {
    name: 'bus-doubles-and-shuffles',
    title: 'the bus delivers everything again, in another order',
    quick: true,
    orders: 10,
    run: repeatFacts,
  },
  {
    name: 'poison-message',
    title: 'messages that nobody can read or handle are on the bus',
    quick: false,
    orders: 10,
    run: poison,
  },
];
