import {
  openDatabase,
  type Database,
  type DatabaseAddress,
  type DatabaseOptions,
} from '../shared/database/database.ts';
import { createMailer } from '../shared/mail/mailer.ts';
import { callsAt } from '../shared/process/failpoint.ts';
import { keepCounts } from '../shared/database/kept-counts.ts';
import { auditedUnit } from '../shared/database/record-change.ts';
import { openOutbox } from '../shared/database/outbox.ts';
import { workWith } from '../shared/database/transaction.ts';
import { assembleSubgraph } from '../shared/process/assemble-subgraph.ts';
import type { PageOrigin } from '../shared/process/endpoint.ts';
import type { ContextRequest } from '../shared/process/executor.ts';
import type { Subgraph, SubgraphResources } from '../shared/process/subgraph.ts';
import { readAccountsConfig, type AccountsConfig } from './config.ts';
import { createOpenIdProviders } from './connectors/openid-providers.ts';
import type { AccountsContext, AccountsDeps } from './context.ts';
import { ENTITIES } from './entities/entities.ts';
import { FILLINGS, INDEXES, RETENTIONS } from './entities/retention.ts';
import { createAccountLoaders } from './loaders/account-loaders.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { buildAccountsSchema } from './schema.ts';
import { AUDIT_COUNTS } from './services/audit/audit-lists.ts';
import { AUDIT_FACTS } from './services/audit/facts.ts';
import { MEMBER_COUNTS } from './services/hierarchy/account-lists.ts';
import { COPIES } from './services/hierarchy/copies.ts';
import { createForeignNodes } from './services/nodes/foreign-nodes.ts';
import { HIERARCHY_FACTS } from './services/hierarchy/facts.ts';
import { seedDemo } from './services/hierarchy/seed-demo.ts';
import { publishAgreement } from './services/onboarding/agreements.ts';
import { ONBOARDING_JOBS } from './services/onboarding/jobs.ts';
import { ONBOARDING_FACTS } from './services/onboarding/facts.ts';
import { readLeakedPasswords } from './services/passwords/leaked-passwords.ts';
import { createAttempts } from './services/sign-in/attempts.ts';
import { PASSWORD_JOBS } from './services/passwords/jobs.ts';
import { readEndedSessions } from './services/sign-in/ended-sessions.ts';
import { createInvitationPage } from './endpoints/invitation.ts';
import { createTokenEndpoint } from './endpoints/token.ts';
import { createResetPasswordPage } from './endpoints/reset-password.ts';
import { createSignInCallback } from './endpoints/sign-in-callback.ts';
import { createSignInPage } from './endpoints/sign-in.ts';
import { SIGN_IN_CALLBACK } from './endpoints/sign-in-pages.ts';
import { SIGN_IN } from './rules/single-sign-on/portal.ts';
import { createPasswords } from './services/passwords/passwords.ts';
import { PRICE_FACTS } from './services/prices/facts.ts';
import { PRICE_JOBS } from './services/prices/jobs.ts';
import { USER_JOBS } from './services/users/jobs.ts';
import { openTokenKeys } from './services/sign-in/token-keys.ts';

export { DEMO_ACCOUNTS, DEMO_PASSWORD, describeDemoAccount } from './seed/demo-accounts.ts';

/** Accounts, started. In the embedded mode it can fill a new database with the demo hierarchy. */
export interface AccountsSubgraph extends Subgraph {
  /** @param password of every demo user; returns false when there are accounts already */
  seedDemo(password: string): Promise<boolean>;
}

/** Whoever opens a page has no signed context. */
type PageRequest = PageOrigin & { readonly contextToken?: undefined };

const FOLD_COUNTS_MS = 2_000;

/** The facts that accounts follows, of the other subgraphs and those for the audit log. */
const FACTS = [...HIERARCHY_FACTS, ...ONBOARDING_FACTS, ...PRICE_FACTS, ...AUDIT_FACTS];
const JOBS = [...PASSWORD_JOBS, ...ONBOARDING_JOBS, ...PRICE_JOBS, ...USER_JOBS];

/** The SDL of accounts, for the composition. */
export function sdl(): string {
  return buildAccountsSchema().sdl;
}

/** Opens the tables of accounts and brings them up to date. */
export function openAccountsDatabase(
  address: DatabaseAddress,
  given: Pick<DatabaseOptions, 'clock' | 'onStatement'> = {},
): Promise<Database> {
  return openDatabase(address, {
    schema: 'accounts',
    entities: ENTITIES,
    migrations: MIGRATIONS,
    fillings: FILLINGS,
    indexes: INDEXES,
    ...given,
  });
}

/** Starts accounts on its resources. Throws a ConfigError when its configuration is not usable. */
export async function createSubgraph(resources: SubgraphResources): Promise<AccountsSubgraph> {
  const { clock, onStatement } = resources;
  const config = readAccountsConfig(resources.environment);
  const database = await openAccountsDatabase(resources.database, { clock, onStatement });
  const deps = await openDeps(resources, config, database);
  const context = workWith(database.fresh, deps);
  const counts = keepCounts({
    tables: database.fresh,
    counts: [MEMBER_COUNTS, AUDIT_COUNTS],
    logger: resources.logger,
    everyMs: FOLD_COUNTS_MS,
  });
  const createContext = ({ principal, contextToken, requestId }: PageRequest | ContextRequest): AccountsContext => {
    const unit = auditedUnit(database.begin());
    const loaders = createAccountLoaders(unit.read, createForeignNodes(deps.askGraph, contextToken));
    return { ...unit, principal, contextToken, requestId, loaders, deps };
  };
  const subgraph = assembleSubgraph(resources, {
    name: 'accounts',
    schema: buildAccountsSchema().schema,
    database,
    createContext,
    work: { context, facts: FACTS, jobs: JOBS },
    outbox: deps.outbox,
    copies: COPIES,
    retentions: RETENTIONS,
    documents: documentsOf(resources, database, deps),
    endpoints: {
      '/invitation': createInvitationPage(createContext),
      '/oauth/token': createTokenEndpoint(createContext),
      '/reset-password': createResetPasswordPage(createContext),
      [SIGN_IN]: createSignInPage(createContext),
      [SIGN_IN_CALLBACK]: createSignInCallback(createContext),
    },
    close: () => counts.close(),
  });
  return { ...subgraph, seedDemo: (password) => seedDemo(context, password) };
}

async function openDeps(
  resources: SubgraphResources,
  config: AccountsConfig,
  database: Database,
): Promise<AccountsDeps> {
  await resources.jobs.createQueues(JOBS.map(({ queue }) => queue));
  return {
    config,
    outbox: await openOutbox('accounts', resources),
    askGraph: resources.askGraph,
    jobs: resources.jobs,
    mailer: callsAt(createMailer(config.mail), { send: 'mail' }),
    openId: createOpenIdProviders(config.identityProviders, {
      redirectUri: new URL(SIGN_IN_CALLBACK, config.publicUrl).href,
      nowMs: database.clock.nowMs,
    }),
    keys: await openTokenKeys(database.fresh, config.sealer),
    passwords: createPasswords(),
    agreement: await publishAgreement(database.fresh, config.agreementFile, database.clock.now),
    isLeakedPassword: await readLeakedPasswords(config.leakedPasswords),
    attempts: createAttempts('sign-in', config.attempts),
    resetAttempts: createAttempts('password-reset', config.attempts),
    answerAttempts: createAttempts('security-question', config.attempts),
    invitationAttempts: createAttempts('invitation', config.attempts),
    logger: resources.logger,
    now: database.clock.now,
  };
}

/** The keys of access tokens and the time, for everybody; the sessions that have ended, for the gateways. */
function documentsOf(
  { readContext }: SubgraphResources,
  database: Database,
  { keys, config }: AccountsDeps,
): Subgraph['documents'] {
  return {
    '/.well-known/jwks.json': () => keys.published(database.fresh.read),
    '/.well-known/time.json': () => Promise.resolve({ ms: database.clock.nowMs() }),
    '/sessions/ended.json': async ({ query, contextToken }) => {
      await readContext(contextToken);
      return await readEndedSessions(database.fresh.read, config.accessTokenSeconds, query.get('after'));
    },
  };
}
