import type { Logger } from 'pino';
import type { Outbox } from '../shared/database/outbox.ts';
import type { UnitOfWork } from '../shared/database/transaction.ts';
import type { Principal } from '../shared/domain/principal.ts';
import type { AskGraph } from '../shared/graphql/ask-graph.ts';
import type { SignedIn } from '../shared/graphql/signed-in.ts';
import type { Mailer } from '../shared/mail/mailer.ts';
import type { Jobs } from '../shared/messaging/jobs.ts';
import type { AccountsConfig } from './config.ts';
import type { OpenIdProviders } from './connectors/openid-providers.ts';
import type { Agreement } from './rules/onboarding/agreement.ts';
import type { AccountLoaders } from './loaders/account-loaders.ts';
import type { Attempts } from './services/sign-in/attempts.ts';
import type { IsLeaked } from './services/passwords/leaked-passwords.ts';
import type { Passwords } from './services/passwords/passwords.ts';
import type { TokenKeys } from './services/sign-in/token-keys.ts';

/** What the use cases of accounts need besides their tables. */
export interface AccountsDeps {
  readonly config: AccountsConfig;
  readonly outbox: Outbox;
  readonly askGraph: AskGraph;
  readonly jobs: Jobs;
  readonly mailer: Mailer;
  readonly keys: TokenKeys;
  readonly openId: OpenIdProviders;
  readonly passwords: Passwords;
  readonly isLeakedPassword: IsLeaked;
  /** What resellers sign at this time. */
  readonly agreement: Agreement;
  readonly attempts: Attempts;
  /** Of asking for a link to set a new password. */
  readonly resetAttempts: Attempts;
  /** Of answering a security question; by account instead of login. */
  readonly answerAttempts: Attempts;
  /** Of sending an invitation; by the address it is sent to, and by the account that sends it. */
  readonly invitationAttempts: Attempts;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** The context of one operation: who sent it, its unit of work, and its loaders. */
export interface AccountsContext extends UnitOfWork {
  /** Replaced by a mutation that signs somebody in, so that the rest of the answer is theirs. */
  principal: Principal;
  /** The signed context, for asking the graph on behalf of the caller; undefined for a page. */
  readonly contextToken: string | undefined;
  /** Of the request that is answered, for the audit log; undefined where it is not known. */
  readonly requestId?: string | undefined;
  readonly loaders: AccountLoaders;
  readonly deps: AccountsDeps;
}

/** The context of an operation that somebody sent who is signed in. */
export type SignedInContext = SignedIn<AccountsContext>;

/** The context in which facts of other subgraphs are handled, and the demo hierarchy is written. */
export interface WorkContext extends UnitOfWork {
  readonly deps: AccountsDeps;
}
