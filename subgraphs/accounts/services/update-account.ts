import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { maySee } from '../../shared/access.ts';
import type { SignedInPrincipal } from '../../shared/principal.ts';
import { done, refusal, refused, type Outcome } from '../../shared/refusal.ts';
import type { AccountsServices } from '../context.ts';
import { AccountEntity, type AccountRow, type Address, type Contact } from '../entities/account.ts';
import { checkAccountTexts } from '../rules/account-texts.ts';
import { announceAccount } from './account-facts.ts';

export interface AccountChanges {
  readonly accountId: string;
  readonly name?: string | null | undefined;
  readonly address?: Address | null | undefined;
  readonly contact?: Contact | null | undefined;
  readonly externalId?: string | null | undefined;
}

/** Changes what is given and leaves the rest; an external id of null is removed. Refuses what the principal can't see. */
export async function updateAccount(
  services: AccountsServices,
  em: EntityManager,
  principal: SignedInPrincipal,
  changes: AccountChanges,
): Promise<Outcome<AccountRow>> {
  const errors = checkAccountTexts(changes);
  if (errors.length > 0) return refused(...errors);
  return em.transactional(async (tx) => {
    const account = await tx.findOne(
      AccountEntity,
      { id: changes.accountId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (account === null || !maySee(principal, account.path)) {
      return refused(
        refusal('NOT_FOUND', 'There is no account with this id that you may see.', { path: ['accountId'] }),
      );
    }
    if (account.status === 'CANCELLED') {
      return refused(
        refusal('STATE_CONFLICT', 'A cancelled account can no longer be changed.', { path: ['accountId'] }),
      );
    }
    if (changes.name !== undefined && changes.name !== null) account.name = changes.name;
    if (changes.address !== undefined && changes.address !== null) account.address = changes.address;
    if (changes.contact !== undefined && changes.contact !== null) account.contact = changes.contact;
    if (changes.externalId !== undefined) account.externalId = changes.externalId;
    account.version += 1;
    await tx.flush();
    await announceAccount(services.outbox, tx, account);
    return done(account);
  });
}
