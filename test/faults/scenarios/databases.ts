import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { FollowedStream } from '../oracle/evidence.ts';
import type { Link } from '../platform/links.ts';
import { startDatabaseServer } from '../platform/servers.ts';
import type { ProcessName } from '../platform/supervisor.ts';
import type { Cast } from '../workload/cast.ts';
import { awayFor, measureOrders, measureService, p99, strike } from './outage.ts';
import { PROMISES, type Recovery, type Scenario, type Scene } from './scenario.ts';

const toDatabase = ({ stage }: Scene): readonly Link[] => stage.links.between(undefined, ['database']);

/** The server is killed as by a power cut, and is back after a while. */
async function killDatabase(scene: Scene): Promise<Recovery> {
  const { stage, load, awayMs } = scene;
  await load.untilAcknowledged(2);
  await stage.database().kill();
  await sleep(awayMs);
  await stage.database().start();
  return await measureService(scene, Date.now());
}

/** The disk of what is written most is full for a while: writes are refused, and what was written before is there. */
async function fillDisk(scene: Scene): Promise<Recovery> {
  const { stage, load, awayMs } = scene;
  await load.untilAcknowledged(2);
  await using disk = await stage
    .database()
    .moveToSmallDisk(['orders."order"', 'orders.provisioning_event', 'jobs.job_common']);
  await disk.fill();
  await sleep(awayMs);
  if (load.wanted.every(({ failures }) => failures.size === 0)) throw new Error('Nobody met the full disk');
  await disk.free();
  return await measureOrders(scene, Date.now());
}

/** Cuts connections in the middle of answers, so that a client cannot know whether its statement took effect. */
async function cutAnswers(scene: Scene): Promise<Recovery> {
  const { load, random } = scene;
  await load.untilAcknowledged(1);
  for (let time = 0; time < 4; time += 1) {
    for (const link of toDatabase(scene)) {
      // New connections are made only where there are no old ones.
      link.cutAfter(random.between(600, 6_000), 3);
      link.reset();
    }
    await sleep(1_500);
  }
  await scene.stage.links.mend();
  return await measureService(scene, Date.now());
}

const ofAccounts = (cast: Cast): readonly FollowedStream[] =>
  cast.streams().filter(({ subject }) => subject === 'account');

/** A transaction that has nothing to do with us writes and stays open. Events have to come as soon as without it. */
async function openForeignTransaction({ stage, cast, load, awayMs, note }: Scene): Promise<Recovery> {
  const client = new Client({ connectionString: stage.database().url() });
  await client.connect();
  await client.query('create table if not exists public.foreign_work (id int)');
  await client.query('begin isolation level repeatable read');
  await client.query('insert into public.foreign_work values (1)');
  const before = new Map(ofAccounts(cast).map(({ of, steps }) => [of, steps.length]));
  try {
    await load.untilAcknowledged(4);
    await sleep(Math.min(awayMs, 30_000));
  } finally {
    await client.query('rollback');
    await client.end();
  }
  const delays = ofAccounts(cast).flatMap(({ of, steps }) => steps.slice(before.get(of)).map(({ delayMs }) => delayMs));
  if (delays.length === 0) throw new Error('No event came while the transaction was open');
  note(`${delays.length} deliveries, from the moment that the event tells`);
  return { of: 'delivery', tookMs: p99(delays), withinMs: PROMISES.deliveryMs };
}

const USERS_OF_DATABASE: readonly ProcessName[] = ['worker1', 'worker2', 'orders', 'catalog', 'accounts'];

/** Moves everything into another cluster, as docs/operating.md says: with the processes stopped. */
async function moveCluster(scene: Scene): Promise<Recovery> {
  const { stage, load } = scene;
  await load.untilAcknowledged(4);
  for (const name of USERS_OF_DATABASE) await stage.supervisor.stop(name);
  const folder = join(stage.folder, `cluster-${Date.now()}`);
  await mkdir(folder, { mode: 0o711 });
  const file = join(folder, 'tiergraph.dump');
  await stage.database().dump(file);
  const other = await startDatabaseServer(stage.programs, folder);
  await other.restore(file);
  await stage.database().kill();
  stage.useDatabase(other);
  for (const name of USERS_OF_DATABASE.toReversed()) await stage.supervisor.start(name);
  return await measureService(scene, Date.now());
}

/** The database away, silent, slow, killed and moved. */
export const DATABASE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'database-cut',
    title: 'the database refuses every connection for a while',
    quick: true,
    orders: 10,
    run: (scene) => awayFor(scene, toDatabase(scene), (link) => link.cut()),
  },
  {
    name: 'database-killed',
    title: 'the database server is killed with kill -9, and started again after a while',
    quick: true,
    orders: 10,
    run: killDatabase,
  },
  {
    name: 'database-full',
    title: "the database's disk is full for a while",
    quick: false,
    orders: 40,
    run: fillDisk,
  },
  {
    name: 'database-black-hole',
    title: 'the database takes connections and answers nothing for a while',
    quick: false,
    orders: 10,
    run: (scene) => awayFor(scene, toDatabase(scene), (link) => link.swallow()),
  },
  {
    name: 'database-half-open',
    title: 'existing connections to the database go silent',
    quick: true,
    orders: 10,
    run: (scene) => strike(scene, toDatabase(scene), (link) => link.silence()),
  },
  {
    name: 'database-reset',
    title: 'every connection to the database is reset',
    quick: false,
    orders: 10,
    run: (scene) => strike(scene, toDatabase(scene), (link) => link.reset()),
  },
  {
    name: 'database-answers-cut',
    title: 'connections to the database are cut in the middle of answers',
    quick: false,
    orders: 10,
    run: cutAnswers,
  },
  {
    name: 'foreign-transaction',
    title: 'a foreign transaction is open in the database',
    quick: false,
    orders: 12,
    run: openForeignTransaction,
  },
  {
    name: 'dump-and-restore',
    title: 'the database is dumped, and restored into another cluster',
    quick: false,
    orders: 12,
    run: moveCluster,
  },
];
