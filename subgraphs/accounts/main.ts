import { openDatabase } from '../shared/database.ts';
import { eventsAtOnce } from '../shared/event-turns.ts';
import { createExecutor, type ContextRequest } from '../shared/executor.ts';
import { openOutbox } from '../shared/outbox.ts';
import type { Subgraph, SubgraphResources } from '../shared/subgraph.ts';
import { readAccountsConfig } from './config.ts';
import type { AccountsContext, AccountsServices } from './context.ts';
import { AccountEntity } from './entities/account.ts';
import { SessionEntity } from './entities/session.ts';
import { UserEntity } from './entities/user.ts';
import { createAccountLoaders } from './loaders/account-loaders.ts';
import { M001Accounts } from './migrations/m001-accounts.ts';
import { buildAccountsSchema } from './schema.ts';
import { seedDemoAccounts } from './services/demo-data.ts';
import {
  recordPartner,
  recordTenant,
  removeAbandoned,
  type PartnerConfirmed,
  type PlacementAbandoned,
  type TenantAssigned,
} from './services/record-order-facts.ts';
import { loadTokenKeys } from './services/token-keys.ts';

export { DEMO_ACCOUNTS, DEMO_PASSWORD } from './services/demo-data.ts';

/** Accounts, started; in the embedded mode it can fill a new database with the demo hierarchy. */
export interface AccountsSubgraph extends Subgraph {
  /** @param password of every demo user; answers false when there are accounts already */
  seedDemo(password: string): Promise<boolean>;
}

/** The SDL of accounts, for the composition. */
export function sdl(): string {
  return buildAccountsSchema().sdl;
}

/** Starts accounts on its resources. Throws a ConfigError when its configuration is not usable. */
export async function createSubgraph(resources: SubgraphResources): Promise<AccountsSubgraph> {
  const config = readAccountsConfig(resources.environment);
  const database = await openDatabase(resources.database, {
    schema: 'accounts',
    entities: [AccountEntity, UserEntity, SessionEntity],
    migrations: [M001Accounts],
    onStatement: resources.onStatement,
  });
  const now = (): Date => new Date();
  const outbox = await openOutbox('accounts', resources.jobs, resources.bus);
  const keys = await loadTokenKeys(database.fork(), config.sealer, now());
  const services: AccountsServices = { config, outbox, keys, now };
  const createContext = ({ principal }: ContextRequest): AccountsContext => {
    const em = database.fork();
    return { principal, em, loaders: createAccountLoaders(em), services };
  };
  const { schema } = buildAccountsSchema();
  const { readContext, logger, bus } = resources;
  return {
    name: 'accounts',
    schema,
    createContext,
    executor: createExecutor({
      schema,
      readContext,
      createContext,
      logger,
      eventsAtOnce: eventsAtOnce(resources.database),
    }),
    documents: { '/.well-known/jwks.json': () => Promise.resolve(keys.publicKeys()) },
    ready: async () => {
      await database.fork().execute('select 1');
    },
    async work() {
      await outbox.relay();
      await bus.consume('accounts', 'orders.tenant-assigned', ({ data }) =>
        recordTenant(database.fork(), data as TenantAssigned),
      );
      await bus.consume('accounts', 'orders.partner-confirmed', ({ data }) =>
        recordPartner(database.fork(), data as PartnerConfirmed),
      );
      await bus.consume('accounts', 'orders.placement-abandoned', ({ data }) =>
        removeAbandoned(database.fork(), data as PlacementAbandoned),
      );
    },
    seedDemo: (password) => seedDemoAccounts(services, database.fork(), password),
    close: () => database.close(),
  };
}
