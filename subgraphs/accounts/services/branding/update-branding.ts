import { maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { changeBranding, type Branding } from '../../rules/branding/branding.ts';
import { announceAccount } from '../hierarchy/announce-account.ts';

/** A request to change how a seller presents itself. */
export interface BrandingUpdate {
  readonly accountId: Id<'acc'>;
  readonly changes: Branding;
}

/** Changes the branding of the viewer's account, or of a seller below it. Mail has it from the next one on. */
export function updateBranding(
  { viewer, write, deps }: SignedInContext,
  { accountId, changes }: BrandingUpdate,
): Promise<Outcome<AccountRow>> {
  return write(async (tx): Promise<Outcome<AccountRow>> => {
    const account = await tx.lock(AccountEntity, { id: accountId });
    if (account === null || !maySee(viewer, account.path)) return refused(notFound('account', 'accountId'));
    if (account.type === 'CUSTOMER') return refused(customersSellNothing());
    const changed = changeBranding({ branding: account.branding, country: account.address?.country }, changes);
    if (!changed.ok) return changed;
    account.branding = changed.value;
    account.version += 1;
    await tx.flush();
    await announceAccount(tx, deps.outbox, account);
    return done(account);
  });
}

function customersSellNothing() {
  return refusal('NOT_ALLOWED', 'A customer sells to nobody, so nobody receives mail in its name.', {
    path: ['accountId'],
    remedies: [{ description: 'Change the branding of the account that sells to it.' }],
  });
}
