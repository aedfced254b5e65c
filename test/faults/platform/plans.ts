import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort } from '../../support/free-port.ts';
import type { LinkEnd, Links } from './links.ts';
import type { BusServer, DatabaseServer } from './servers.ts';
import type { ProcessName, ProcessPlan } from './supervisor.ts';

/** The servers and the folder that the processes use. */
export interface Surroundings {
  readonly folder: string;
  readonly database: DatabaseServer;
  readonly bus: BusServer;
  readonly links: Links;
}

/** How every process of the platform is started, and where the clients find it. */
export interface PlatformPlan {
  readonly processes: readonly ProcessPlan[];
  /** The gateway, through the clients' link. */
  readonly url: string;
  readonly vendorLog: string;
  readonly password: string;
  /** The environment of an operator's commands, which goes around the links. */
  readonly commands: Readonly<Record<string, string>>;
}

const SUBGRAPHS = ['accounts', 'catalog', 'orders'] as const;
const START = 'dist/subgraphs/shared/process/start.js';
const LOOPBACK = '127.0.0.1';

/** How the vendor works here: an order takes two seconds, and one that is applied late is so after three. */
const VENDOR = {
  SIMULATOR_SPEED: '300',
  SIMULATOR_PROVISIONING_SECONDS: '600',
  SIMULATOR_LATE_SECONDS: '900',
  SIMULATOR_REQUESTS_PER_MINUTE: '100000',
};

/** Opens a link for every way between two parts, and plans the processes at their ends. */
export async function planPlatform(around: Surroundings): Promise<PlatformPlan> {
  const { folder, links } = around;
  const ports = await choosePorts();
  const vendorLog = join(folder, 'vendor.jsonl');
  const password = randomBytes(12).toString('base64url');
  const shared = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'warn',
    DATA_DIR: folder,
    WORKER_PORT: '0',
    SEALING_KEYS: `test:${randomBytes(32).toString('base64')}`,
    GATEWAY_SIGNING_KEY: JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })),
    SEED_PASSWORD: password,
    ACCESS_TOKEN_SECONDS: '3600',
    MICROSOFT_FOLLOW_MS: '500',
    MICROSOFT_LOOKUP_MS: '4000',
    MICROSOFT_EXPECTED_MS: '10000',
  };
  const to = async (from: LinkEnd, name: LinkEnd, port: number): Promise<number> =>
    await links.open(from, name, { host: LOOPBACK, port });
  const linked = async (from: LinkEnd): Promise<Record<string, string>> => ({
    DATABASE_URL: around.database.url(await to(from, 'database', around.database.port)),
    NATS_URL: `nats://${LOOPBACK}:${await to(from, 'bus', around.bus.port)}`,
    GATEWAY_URL: at(await to(from, 'gateway', ports.gateway)),
    MICROSOFT_API_URL: at(await to(from, 'vendor', ports.simulator)),
  });
  const processes: ProcessPlan[] = [
    {
      name: 'simulator',
      file: 'dist/subgraphs/simulator/main.js',
      args: [],
      environment: { SIMULATOR_LOG: vendorLog, SIMULATOR_PORT: String(ports.simulator), ...VENDOR },
      ready: [/^vendor simulator ready at /],
    },
  ];
  const addresses: Record<string, string> = {};
  for (const name of SUBGRAPHS) {
    const environment = { ...shared, ...(await linked(name)), [`${name.toUpperCase()}_PORT`]: String(ports[name]) };
    processes.push({ name, file: START, args: [name], environment, ready: [/ is ready at /] });
    addresses[`${name.toUpperCase()}_URL`] = at(await to('gateway', name, ports[name]));
  }
  processes.push({
    name: 'gateway',
    file: 'dist/gateway/main.js',
    args: [],
    environment: { ...shared, ...addresses, PORT: String(ports.gateway) },
    ready: [/^Tiergraph is ready at /m],
  });
  for (const name of ['worker1', 'worker2'] as const) {
    const ready = SUBGRAPHS.map((subgraph) => new RegExp(`^${subgraph} works$`, 'm'));
    processes.push({
      name,
      file: START,
      args: ['--worker'],
      environment: { ...shared, ...(await linked(name)) },
      ready,
    });
  }
  return {
    processes,
    url: at(await to('clients', 'gateway', ports.gateway)),
    vendorLog,
    password,
    commands: { ...shared, DATABASE_URL: around.database.url(), NATS_URL: `nats://${LOOPBACK}:${around.bus.port}` },
  };
}

async function choosePorts() {
  const port = async (): Promise<number> => await freePort();
  return {
    gateway: await port(),
    accounts: await port(),
    catalog: await port(),
    orders: await port(),
    simulator: await port(),
  } satisfies Partial<Record<ProcessName, number>>;
}

function at(port: number): string {
  return `http://${LOOPBACK}:${port}`;
}
