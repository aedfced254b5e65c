import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProcess } from '../../support/processes.ts';
import { createLinks, type Links } from './links.ts';
import { planPlatform } from './plans.ts';
import type { ServerPrograms } from './programs.ts';
import { startBusServer, startDatabaseServer, type BusServer, type DatabaseServer } from './servers.ts';
import { createSupervisor, type Supervisor } from './supervisor.ts';

/** The whole platform as separate processes on servers of its own, with a breakable link between any two parts. */
export interface Stage extends AsyncDisposable {
  /** Where clients find the gateway, through their link. */
  readonly url: string;
  readonly password: string;
  /** The path of the vendor's log. */
  readonly vendorLog: string;
  readonly folder: string;
  /** The keys with which the platform seals, and signs what it tells on the bus. */
  readonly sealingKeys: string;
  readonly programs: ServerPrograms;
  readonly supervisor: Supervisor;
  readonly links: Links;
  readonly bus: BusServer;
  /** The database that the platform uses at the moment. */
  database(): DatabaseServer;
  /** Leads every link to a database to another server. */
  useDatabase(server: DatabaseServer): void;
}

const SEED = 'subgraphs/catalog/seed';

/** Starts servers and every process, with the sample accounts and prices. Everything ends when it is disposed of. */
export async function startStage(programs: ServerPrograms): Promise<Stage> {
  await using resources = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'tiergraph-faults-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  // The database server runs as another user, who has to get into the folder.
  await chmod(folder, 0o711);
  const first = resources.use(await startDatabaseServer(programs, folder));
  const bus = resources.use(await startBusServer(programs, folder));
  const links = resources.use(createLinks());
  const { processes, url, vendorLog, password, commands } = await planPlatform({ folder, database: first, bus, links });
  await fillWithSamples(commands);
  const supervisor = resources.use(createSupervisor(processes));
  const [simulator, ...others] = processes.map(({ name }) => name);
  if (simulator !== undefined) await supervisor.start(simulator);
  await Promise.all(others.map((name) => supervisor.start(name)));
  const owned = resources.move();
  let database = first;
  return {
    url,
    password,
    vendorLog,
    folder,
    sealingKeys: commands['SEALING_KEYS'] ?? '',
    programs,
    supervisor,
    links,
    bus,
    database: () => database,
    useDatabase(server) {
      database = server;
      owned.use(server);
      for (const link of links.between(undefined, ['database'])) link.lead(server);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Fills the database with the commands of an operator. */
async function fillWithSamples(environment: Readonly<Record<string, string>>): Promise<void> {
  const catalog = [`${SEED}/price-list.csv`, '--offer-matrix', `${SEED}/offer-matrix.csv`];
  for (const command of [
    { file: 'dist/subgraphs/accounts/seed-command.js', environment },
    { file: 'dist/subgraphs/catalog/import-command.js', args: catalog, environment },
  ]) {
    const { code, errors } = await runProcess(command);
    if (code !== 0) throw new Error(`${command.file} ended with ${code}: ${errors}`);
  }
}
