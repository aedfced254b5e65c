import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { openTestDatabase, type TestDatabase } from '../support/databases.ts';
import { freePort } from '../support/free-port.ts';
import { runProcess, startProcess, type RunningProcess } from '../support/processes.ts';
import { makeDataFolder, READY } from './embedded-process.ts';
import type { Platform } from './platform.ts';

export const SUBGRAPHS = ['accounts', 'catalog', 'orders'] as const;
const START = 'dist/subgraphs/shared/process/start.js';
const SEED = 'subgraphs/catalog/seed';

/** The graph as separate processes on PostgreSQL and NATS. */
export interface DistributedProcesses extends AsyncDisposable {
  readonly platform: Platform;
  readonly environment: Readonly<Record<string, string>>;
  readonly database: TestDatabase;
  readonly gateway: RunningProcess;
  readonly subgraphs: readonly RunningProcess[];
  /** Starts one more worker and waits until it works for all subgraphs. */
  startWorker(): Promise<RunningProcess>;
  /** Starts one more gateway on another port; a free one unless given. */
  startGateway(port?: string): Promise<{ readonly url: string; readonly process: RunningProcess }>;
}

/** What else a process has in its environment; `given` is what all of them have. */
export type VariablesOf = (
  process: 'gateway' | 'worker' | 'simulator' | (typeof SUBGRAPHS)[number],
  given: Readonly<Record<string, string>>,
) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;

/** Starts every process on a free port, with its own database, streams and sample data. */
export async function startDistributedProcesses(
  natsUrl: string,
  variablesOf: VariablesOf = () => ({}),
): Promise<DistributedProcesses> {
  await using resources = new AsyncDisposableStack();
  const folder = resources.use(await makeDataFolder());
  const database = await openTestDatabase('postgresql');
  resources.defer(() => database.close());
  const natsPrefix = `test-${randomBytes(6).toString('hex')}-`;
  resources.defer(() => removeStreams(natsUrl, natsPrefix));
  const vendorLog = join(folder.path, 'vendor.jsonl');
  const password = randomBytes(12).toString('base64url');
  const own = await addresses();
  const environment = {
    ...own,
    DATABASE_URL: database.address.kind === 'postgresql' ? database.address.url : '',
    NATS_URL: natsUrl,
    NATS_PREFIX: natsPrefix,
    DATA_DIR: folder.path,
    SEALING_KEYS: `test:${randomBytes(32).toString('base64')}`,
    GATEWAY_SIGNING_KEY: JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })),
    MICROSOFT_FOLLOW_MS: '500',
    MICROSOFT_LOOKUP_MS: '3000',
    SIMULATOR_LOG: vendorLog,
    SEED_PASSWORD: password,
    LOG_LEVEL: 'warn',
    SHUTDOWN_GRACE_MS: '500',
  };
  await fillWithSamples(environment);
  const of = async (process: Parameters<VariablesOf>[0]) => ({
    ...environment,
    ...(await variablesOf(process, environment)),
  });
  const start = async (process: Parameters<VariablesOf>[0], file: string, args: readonly string[], ready: RegExp) => {
    const started = resources.use(startProcess({ file, args, environment: await of(process) }));
    await started.says(ready);
    return started;
  };
  const [simulator] = SIMULATOR;
  await start('simulator', simulator, [], SIMULATOR[1]);
  const subgraphs = await Promise.all(SUBGRAPHS.map((name) => start(name, START, [name], / is ready at /)));
  const gateway = await start('gateway', 'dist/gateway/main.js', [], READY);
  const owned = resources.move();
  return {
    platform: { url: own.GATEWAY_URL, password, mailDirectory: join(folder.path, 'mail'), vendorLog },
    environment,
    database,
    gateway,
    subgraphs,
    async startWorker() {
      const worker = owned.use(startProcess({ file: START, args: ['--worker'], environment: await of('worker') }));
      for (const name of SUBGRAPHS) await worker.says(new RegExp(`^${name} works$`, 'm'));
      await worker.says(WORKER_READY);
      return worker;
    },
    async startGateway(port = '0') {
      const file = 'dist/gateway/main.js';
      const process = owned.use(startProcess({ file, environment: { ...(await of('gateway')), PORT: port } }));
      return { url: await process.says(READY), process };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The line in which a worker tells where its health can be asked for. */
export const WORKER_READY = /^worker is ready at (\S+)$/m;

const SIMULATOR = ['dist/subgraphs/simulator/main.js', /^vendor simulator ready at /] as const;

/** The environment in which each process listens and finds the others, on ports that are free at this moment. */
async function addresses() {
  const [gateway, accounts, catalog, orders, vendor] = await Promise.all(
    Array.from({ length: 5 }, async () => String(await freePort())),
  );
  const at = (port = '0'): string => `http://127.0.0.1:${port}`;
  return {
    PORT: gateway ?? '0',
    GATEWAY_URL: at(gateway),
    ACCOUNTS_PORT: accounts ?? '0',
    ACCOUNTS_URL: at(accounts),
    CATALOG_PORT: catalog ?? '0',
    CATALOG_URL: at(catalog),
    ORDERS_PORT: orders ?? '0',
    ORDERS_URL: at(orders),
    WORKER_PORT: '0',
    SIMULATOR_PORT: vendor ?? '0',
    SIMULATOR_TENANTS: [
      'contosobakery.onmicrosoft.com:championcloud.onmicrosoft.com',
      'lakesideschool.onmicrosoft.com:education:championcloud.onmicrosoft.com',
      'brighthands.onmicrosoft.com:nonprofit:harborit.onmicrosoft.com',
    ].join(', '),
    MICROSOFT_API_URL: at(vendor),
    VENDOR_APIS: JSON.stringify({
      'Fernhill Software': {
        url: `${at(vendor)}/fernhill/v1`,
        token: 'simulator-secret',
        followMs: 500,
        lookUpMs: 3_000,
      },
    }),
  };
}

/** Fills the database with the commands of an operator. */
async function fillWithSamples(environment: Readonly<Record<string, string>>): Promise<void> {
  for (const command of [
    { file: 'dist/subgraphs/accounts/seed-command.js' },
    {
      file: 'dist/subgraphs/catalog/import-command.js',
      args: [`${SEED}/price-list.csv`, '--offer-matrix', `${SEED}/offer-matrix.csv`],
    },
    {
      file: 'dist/subgraphs/catalog/import-command.js',
      args: [`${SEED}/fernhill-software.csv`, '--vendor', 'Fernhill Software'],
    },
  ]) {
    const { code, errors } = await runProcess({
      ...command,
      environment: { ...environment, VENDOR_MAPPINGS_DIR: SEED },
    });
    if (code !== 0) throw new Error(`${command.file} ended with ${code}: ${errors}`);
  }
}

async function removeStreams(url: string, prefix: string): Promise<void> {
  const connection = await connect({ servers: url });
  const { streams } = await jetstreamManager(connection);
  for await (const { config } of streams.list()) {
    if (config.name.startsWith(prefix)) await streams.delete(config.name);
  }
  await connection.close();
}
