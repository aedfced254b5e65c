import { createUnitOfWork } from '../shared/database/transaction.ts';
import { openDatabase } from '../shared/database/database.ts';
import { eventsAtOnce } from '../shared/process/event-turns.ts';
import { createExecutor, type ContextRequest } from '../shared/process/executor.ts';
import { openOutbox } from '../shared/database/outbox.ts';
import type { Subgraph, SubgraphResources } from '../shared/process/subgraph.ts';
import { readAccountsConfig } from './config.ts';
import type { AccountsContext, AccountsServices } from './context.ts';
import { AccountEntity } from './entities/account.ts';
import { SessionEntity } from './entities/session.ts';
import { UserEntity } from './entities/user.ts';
import { createAccountLoaders } from './loaders/account-loaders.ts';
import { M001Accounts } from './migrations/m001-accounts.ts';
import { M002SessionEnds } from './migrations/m002-session-ends.ts';
import { M003CustomerIdentity } from './migrations/m003-customer-identity.ts';
import { buildAccountsSchema } from './schema.ts';
import { announceAgain, type AccountWanted } from './services/hierarchy/account-facts.ts';
import { createAttempts } from './services/sign-in/attempts.ts';
import { seedDemoAccounts } from './services/hierarchy/demo-data.ts';
import { readEndedSessions } from './services/sign-in/ended-sessions.ts';
import { createPasswords } from './services/sign-in/passwords.ts';
import {
  recordFirstOrder,
  recordPartner,
  recordTenant,
  removeAbandoned,
  type OrderPlaced,
  type PartnerConfirmed,
  type PlacementAbandoned,
  type TenantAssigned,
} from './services/hierarchy/record-order-facts.ts';
import { loadTokenKeys } from './services/sign-in/token-keys.ts';

export { DEMO_ACCOUNTS, DEMO_PASSWORD, describeDemoAccount } from './services/hierarchy/demo-data.ts';

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
    migrations: [M001Accounts, M002SessionEnds, M003CustomerIdentity],
    onStatement: resources.onStatement,
  });
  const now = (): Date => new Date();
  const outbox = await openOutbox('accounts', resources);
  const keys = await loadTokenKeys(database.fork(), config.sealer, now());
  const attempts = createAttempts(config.attempts);
  const services: AccountsServices = { config, outbox, keys, passwords: createPasswords(), attempts, now };
  const createContext = ({ principal }: ContextRequest): AccountsContext => {
    const em = database.fork();
    return { principal, em, ...createUnitOfWork(em), loaders: createAccountLoaders(em), services, deps: services };
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
    documents: {
      '/.well-known/jwks.json': () => Promise.resolve(keys.publicKeys()),
      '/sessions/ended.json': async ({ query, contextToken }) => {
        await readContext(contextToken);
        return await readEndedSessions(database.fork(), config.accessTokenSeconds, query.get('after'));
      },
    },
    ready: async () => {
      await database.fork().execute('select 1');
    },
    async work() {
      await outbox.relay();
      await bus.consume('accounts', 'orders.tenant-assigned', ({ data }) =>
        recordTenant({ outbox, logger }, database.fork(), data as TenantAssigned),
      );
      await bus.consume('accounts', 'orders.order-placed', ({ data }) =>
        recordFirstOrder(database.fork(), data as OrderPlaced),
      );
      await bus.consume('accounts', 'orders.partner-confirmed', ({ data }) =>
        recordPartner(database.fork(), data as PartnerConfirmed, now()),
      );
      await bus.consume('accounts', 'orders.placement-abandoned', ({ data }) =>
        removeAbandoned(database.fork(), data as PlacementAbandoned),
      );
      await bus.consume('accounts', 'orders.account-wanted', ({ data }) =>
        announceAgain(outbox, database.fork(), data as AccountWanted),
      );
    },
    seedDemo: (password) => seedDemoAccounts(services, database.fork(), password),
    close: () => database.close(),
  };
}
