import { createRemoteJWKSet, customFetch } from 'jose';
import { pino, type Logger } from 'pino';
import { ConfigError, readEnvironment } from './config.ts';
import { Clock } from '../database/clock.ts';
import { createHttpGraph } from '../graphql/ask-graph.ts';
import { openJobs } from '../messaging/jobs.ts';
import { createNatsBus } from '../messaging/nats-bus.ts';
import { createSealer } from '../database/sealing.ts';
import { callsAt, checkFailpoint } from './failpoint.ts';
import { readConnectionLimits } from '../database/server-address.ts';
import { Health } from './health.ts';
import { checkBus } from './health-checks.ts';
import { createFetch } from './outbound-fetch.ts';
import { serveSubgraph } from './serve.ts';
import { serveHealth, type HealthServer, type ListenAddress } from './serve-health.ts';
import { createContextReader } from './signed-context.ts';
import { isSubgraphName, SUBGRAPH_PORTS, type SubgraphModule, type SubgraphName } from './subgraph.ts';

/** Where a worker answers questions for its health. */
const WORKER_PORT = 4_004;
/** While one request has the connection, another one works with what it has read. */
const REQUESTS_FOR_EACH_CONNECTION = 2;
/** Long enough for those who send requests here to hear that they should not. */
const SHUTDOWN_GRACE_MS = 2_000;

const NAMES = Object.keys(SUBGRAPH_PORTS) as SubgraphName[];

/** What a process of the distributed form is: one subgraph that answers, or a worker for some of them. */
interface Role {
  readonly names: readonly SubgraphName[];
  readonly worker: boolean;
}

function readRole(args: readonly string[]): Role {
  const [first, ...rest] = args;
  const worker = first === '--worker';
  const given = worker ? rest : [first];
  const names = given.filter(isSubgraphName);
  if (worker && given.length === 0) return { names: NAMES, worker };
  if (names.length === 0 || names.length < given.length) {
    throw new ConfigError(`Name ${worker ? 'subgraphs' : 'one subgraph'} to start: ${NAMES.join(', ')}.`);
  }
  return { names, worker };
}

function readAddresses(names: readonly SubgraphName[]) {
  const read = readEnvironment(process.env);
  const natsUrl = read.url('NATS_URL', ['nats:', 'tls:']);
  const gatewayUrl = read.url('GATEWAY_URL', ['http:', 'https:'], 'http://127.0.0.1:4000');
  const host = read.text('HOST', '127.0.0.1');
  const sealingKeys = read.text('SEALING_KEYS');
  const databaseVariable = (name: SubgraphName): string => {
    const own = `${name.toUpperCase()}_DATABASE_URL`;
    return read.optional(own) === undefined ? 'DATABASE_URL' : own;
  };
  // Each variable is read once, because each reading of a missing one would be a fault.
  const databaseUrls = new Map(
    [...new Set(names.map(databaseVariable))].map((variable) => [
      variable,
      read.url(variable, ['postgres:', 'postgresql:']),
    ]),
  );
  const subgraphs = names.map((name) => ({
    name,
    databaseUrl: databaseUrls.get(databaseVariable(name)) ?? '',
    port: read.integer(`${name.toUpperCase()}_PORT`, SUBGRAPH_PORTS[name], { min: 0, max: 65_535 }),
  }));
  const workerPort = read.integer('WORKER_PORT', WORKER_PORT, { min: 0, max: 65_535 });
  const limits = readConnectionLimits(read);
  const graceMs = read.integer('SHUTDOWN_GRACE_MS', SHUTDOWN_GRACE_MS, { min: 0, max: 8_000 });
  read.check();
  const requestsAtOnce = limits.poolSize * REQUESTS_FOR_EACH_CONNECTION;
  const natsPrefix = readNatsPrefix(read.optional('NATS_PREFIX'));
  return { natsUrl, natsPrefix, sealingKeys, gatewayUrl, host, graceMs, requestsAtOnce, workerPort, limits, subgraphs };
}

function readNatsPrefix(prefix = ''): string {
  if (/^[A-Za-z0-9_-]{0,32}$/.test(prefix)) return prefix;
  throw new ConfigError(`NATS_PREFIX must be at most 32 letters, digits, _ or -, got "${prefix}".`);
}

function readLogLevel(level: string | undefined): string {
  const levels = [...Object.keys(pino.levels.values), 'silent'];
  if (level === undefined || level === '') return 'info';
  if (levels.includes(level)) return level;
  throw new ConfigError(`LOG_LEVEL must be one of ${levels.join(', ')}, got "${level}".`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message !== '' ? error.message : 'code' in error ? String(error.code) : error.name;
}

async function start(role: Role, logger: Logger): Promise<() => Promise<void>> {
  const { natsUrl, natsPrefix, sealingKeys, gatewayUrl, workerPort, limits, subgraphs, ...listening } = readAddresses(
    role.names,
  );
  const sealer = createSealer(sealingKeys);
  checkFailpoint(process.env);
  const clocks = new Map(role.names.map((name) => [name, new Clock()]));
  const now = (): number => clocks.values().next().value?.nowMs() ?? Date.now();
  const nats = await createNatsBus({ url: natsUrl, prefix: natsPrefix, sealingKeys, streams: NAMES, logger, now });
  const bus = callsAt(nats, { publish: 'publish' });
  const health = new Health(logger);
  const closers: (() => Promise<unknown>)[] = [];
  for (const { name, databaseUrl, port } of subgraphs) {
    const { createSubgraph } = (await import(`../../${name}/main.js`)) as SubgraphModule;
    const database = { kind: 'postgresql' as const, url: databaseUrl, limits };
    const jobs = await openJobs(database, logger, false).catch((error: unknown) => {
      throw new ConfigError(`DATABASE_URL: ${new URL(databaseUrl).host} can't be used (${reasonOf(error)}).`);
    });
    const jwks = new URL('/.well-known/gateway-jwks.json', gatewayUrl);
    const gatewayKeys = createRemoteJWKSet(jwks, {
      cooldownDuration: 1_000,
      timeoutDuration: 3_000,
      [customFetch]: createFetch(),
    });
    const clock = clocks.get(name) ?? new Clock();
    const readContext = createContextReader(name, { gatewayKeys, sealer, clock });
    const subgraph = await createSubgraph({
      database,
      clock,
      jobs,
      bus,
      logger: logger.child({ subgraph: name }),
      environment: process.env,
      readContext,
      askGraph: createHttpGraph(gatewayUrl),
    });
    health.add(subgraph.checks, role.worker ? name : undefined);
    if (role.worker) await subgraph.work();
    const parts = { ...subgraph, readContext, logger, health };
    const server = role.worker ? undefined : await serveSubgraph(parts, { ...listening, port });
    process.stdout.write(`${name} ${server === undefined ? 'works' : `is ready at ${server.url}`}\n`);
    closers.push(async () => {
      await server?.close();
      await jobs.stop();
      await subgraph.close();
    });
  }
  health.add([checkBus(bus)]);
  const healthServer = role.worker ? await serveWorker(health, { host: listening.host, port: workerPort }) : undefined;
  return async () => {
    await health.close();
    await healthServer?.close();
    for (const close of closers) await close();
    await bus.close();
  };
}

async function serveWorker(health: Health, address: ListenAddress): Promise<HealthServer> {
  const server = await serveHealth(health, address).catch((error: unknown) => {
    throw new ConfigError(
      `WORKER_PORT: ${address.port} can't be opened (${reasonOf(error)}). Set another, or 0 for any.`,
    );
  });
  process.stdout.write(`worker is ready at ${server.url}\n`);
  return server;
}

async function main(): Promise<void> {
  const logger = pino({ level: readLogLevel(process.env['LOG_LEVEL']) }, pino.destination(2));
  const stop = await start(readRole(process.argv.slice(2)), logger);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'the process did not end as it should');
          process.exit(1);
        },
      );
    });
  }
}

main().catch((error: unknown) => {
  const expected = error instanceof Error && (error instanceof ConfigError || 'code' in error || 'cause' in error);
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
