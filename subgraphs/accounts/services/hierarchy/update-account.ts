import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { maySee } from '../../../shared/domain/access.ts';
import { checkAddress, checkPhone } from '../../../shared/domain/places/addresses.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { AccountsServices } from '../../context.ts';
import { AccountEntity, type AccountRow, type Address, type Contact } from '../../entities/account.ts';
import { checkAccountTexts } from '../../rules/hierarchy/account-texts.ts';
import { checkVendorAcceptance } from '../../rules/onboarding/vendor-acceptance.ts';
import { announceAccount } from './account-facts.ts';
import { oneEach } from '../onboarding/account-obstacles.ts';

export interface AccountChanges {
  readonly accountId: string;
  readonly name?: string | null | undefined;
  readonly address?: Address | null | undefined;
  readonly contact?: Contact | null | undefined;
  readonly externalId?: string | null | undefined;
  readonly currency?: string | null | undefined;
}

/**
 * Changes what is given and leaves the rest; an external id of null is removed. Refuses, with every reason at once, what
 * the principal can't see, malformed texts and addresses, and another currency once the customer has ordered.
 */
export async function updateAccount(
  services: AccountsServices,
  em: EntityManager,
  principal: SignedInPrincipal,
  changes: AccountChanges,
): Promise<Outcome<AccountRow>> {
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
    const { value, errors } = checkChanges(account, changes);
    if (errors.length > 0) return refused(...errors);
    account.name = value.name ?? account.name;
    account.address = value.address ?? account.address;
    account.contact = value.contact ?? account.contact;
    account.currency = value.currency ?? account.currency;
    if (value.externalId !== undefined) account.externalId = value.externalId;
    account.version += 1;
    await tx.flush();
    await announceAccount(services.outbox, tx, account);
    return done(account);
  });
}

/** What is wrong with the changes; else the changes in the form in which they are kept. */
function checkChanges(
  account: AccountRow,
  changes: AccountChanges,
): { readonly value: AccountChanges; readonly errors: readonly Refusal[] } {
  const { address, contact } = changes;
  const country = (address ?? account.address)?.country ?? '';
  const checkedAddress = address === null || address === undefined ? undefined : checkAddress(address);
  const checkedContact = contact === null || contact === undefined ? undefined : checkPhone(contact, country);
  return {
    value: { ...changes, address: checkedAddress?.value, contact: checkedContact?.value },
    errors: [
      ...oneEach([...checkAccountTexts(changes), ...(checkedAddress?.errors ?? []), ...(checkedContact?.errors ?? [])]),
      ...(account.type === 'CUSTOMER' ? checkVendorAcceptance(changes) : []),
      ...checkCurrency(account, changes.currency),
    ],
  };
}

function checkCurrency(account: AccountRow, currency: string | null | undefined): readonly Refusal[] {
  if (currency === null || currency === undefined || currency === account.currency) return [];
  const path = ['currency'];
  if (account.type !== 'CUSTOMER') {
    const message = 'Only the currency of a customer can be changed: those of its sellers are agreed between them.';
    return [refusal('NOT_ALLOWED', message, { path })];
  }
  const { firstOrderedAt } = account;
  if (firstOrderedAt === null || firstOrderedAt === undefined) return [];
  const day = firstOrderedAt.toISOString().slice(0, 10);
  return [
    refusal('STATE_CONFLICT', `The customer is billed in ${account.currency} since its first order, of ${day}.`, {
      path,
      remedies: [{ description: 'Create another customer for what is billed in another currency.' }],
    }),
  ];
}
