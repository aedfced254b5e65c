import { recordChange } from '../../../shared/database/record-change.ts';
import { maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { decideChanges, type AccountChanges } from '../../rules/hierarchy/account-changes.ts';
import { accountBefore, accountChanges } from '../../rules/audit/shown-changes.ts';
import { announceAccount } from './announce-account.ts';

/** A request to change an account. */
export interface AccountUpdate {
  readonly accountId: Id<'acc'>;
  readonly changes: AccountChanges;
}

/**
 * Changes an account and tells the other subgraphs. Refuses, with every reason at once, an account that the viewer may
 * not see, malformed texts and addresses, and another currency once the customer has ordered.
 */
export function updateAccount(
  context: SignedInContext,
  { accountId, changes }: AccountUpdate,
): Promise<Outcome<AccountRow>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<AccountRow>> => {
    const account = await tx.lock(AccountEntity, { id: accountId });
    if (account === null || !maySee(viewer, account.path)) return refused(notFound('account', 'accountId'));
    const decision = decideChanges(account, changes);
    if (!decision.ok) return decision;
    const before = accountBefore(account);
    apply(decision.value, account);
    account.version += 1;
    await tx.flush();
    await announceAccount(tx, deps.outbox, account);
    await recordChange(tx, context, {
      action: 'updateAccount',
      accountId,
      subjectId: accountId,
      ...accountChanges(before, account),
    });
    return done(account);
  });
}

function apply(changes: AccountChanges, account: AccountRow): void {
  const { name, address, contact, externalId, currency, requiresSecondFactor } = changes;
  account.name = name ?? account.name;
  account.address = address ?? account.address;
  account.contact = contact ?? account.contact;
  account.currency = currency ?? account.currency;
  account.requiresSecondFactor = requiresSecondFactor ?? account.requiresSecondFactor;
  account.priceChangeMails = changes.priceChangeMails ?? account.priceChangeMails;
  account.billingContact = changes.billingContact ?? account.billingContact;
  account.technicalContact = changes.technicalContact ?? account.technicalContact;
  account.language = changes.language ?? account.language;
  if (externalId !== undefined) account.externalId = externalId;
  if (changes.taxId !== undefined) account.taxId = changes.taxId;
}
