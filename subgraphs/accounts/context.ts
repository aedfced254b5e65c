import type { EntityManager } from '@mikro-orm/postgresql';
import type { UnitOfWork } from '../shared/database/transaction.ts';
import type { Principal } from '../shared/domain/principal.ts';
import type { Outbox } from '../shared/database/outbox.ts';
import type { AccountsConfig } from './config.ts';
import type { AccountLoaders } from './loaders/account-loaders.ts';
import type { Attempts } from './services/sign-in/attempts.ts';
import type { Passwords } from './services/sign-in/passwords.ts';
import type { TokenKeys } from './services/sign-in/token-keys.ts';

/** What every use case of accounts works with. */
export interface AccountsServices {
  readonly config: AccountsConfig;
  readonly outbox: Outbox;
  readonly keys: TokenKeys;
  readonly passwords: Passwords;
  readonly attempts: Attempts;
  readonly now: () => Date;
}

/** One operation: who asks, their unit of work, and the batches that belong to it. */
export interface AccountsContext extends UnitOfWork {
  /** Replaced when the operation itself signs somebody in, so that the rest of the answer is theirs. */
  principal: Principal;
  readonly em: EntityManager;
  readonly loaders: AccountLoaders;
  readonly services: AccountsServices;
  readonly deps: AccountsServices;
}
