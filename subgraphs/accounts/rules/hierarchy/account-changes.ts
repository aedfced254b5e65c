import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import { checkAddress, checkPhone, type Checked } from '../../../shared/domain/places/addresses.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import { checkVendorAcceptance } from '../onboarding/vendor-acceptance.ts';
import type { Address, Contact } from './account-details.ts';
import { checkProfile } from './account-profile.ts';
import type { AccountStatus } from './account-status.ts';
import { checkAccountTexts, firstPerPath } from './account-texts.ts';
import type { AccountType } from './account-types.ts';

/** The new values of an account. Undefined leaves a value as it is. */
export interface AccountChanges {
  readonly name: string | undefined;
  readonly address: Address | undefined;
  readonly contact: Contact | undefined;
  /** Null removes it. */
  readonly externalId: Optional<string>;
  readonly billingContact?: Contact | undefined;
  readonly technicalContact?: Contact | undefined;
  /** Null removes it. */
  readonly taxId?: Optional<string>;
  readonly language?: string | undefined;
  readonly currency: string | undefined;
  readonly requiresSecondFactor: boolean | undefined;
  /** Resellers only. */
  readonly priceChangeMails?: boolean | undefined;
}

/** What a decision about changes depends on. */
export interface ChangeableAccount {
  readonly type: AccountType;
  readonly status: AccountStatus;
  readonly address?: Optional<Address>;
  readonly taxId?: Optional<string>;
  readonly currency: string;
  readonly firstOrderedAt?: Optional<Date>;
}

/** Decides about changes: refuses them with every reason, or returns them in the form in which they are stored. */
export function decideChanges(account: ChangeableAccount, changes: AccountChanges): Outcome<AccountChanges> {
  if (account.status === 'CANCELLED') {
    return refused(refusal('STATE_CONFLICT', 'A cancelled account can no longer be changed.', { path: ['accountId'] }));
  }
  const country = (changes.address ?? account.address)?.country;
  const address = changes.address && checkAddress(changes.address);
  const contact = changes.contact && checkPhone(changes.contact, country);
  const billing = checkFurtherContact(changes.billingContact, country, 'billingContact');
  const technical = checkFurtherContact(changes.technicalContact, country, 'technicalContact');
  // A tax id of before must be one of the country of after, too.
  const { taxId = changes.address && account.taxId } = changes;
  const profile = checkProfile({ ...changes, taxId }, country);
  const errors = [
    ...firstPerPath([...checkAccountTexts(changes), ...(address?.errors ?? []), ...(contact?.errors ?? [])]),
    ...(account.type === 'CUSTOMER' ? checkVendorAcceptance(changes) : []),
    ...billing.errors,
    ...technical.errors,
    ...profile.errors,
    ...checkCurrency(account, changes.currency),
    ...checkPriceMails(account, changes.priceChangeMails),
  ];
  if (errors.length > 0) return refused(...errors);
  return done({
    ...changes,
    ...profile.value,
    address: address?.value,
    contact: contact?.value,
    billingContact: billing.value,
    technicalContact: technical.value,
  });
}

/** Checks a contact besides the administrative one, at its own field. */
function checkFurtherContact(
  contact: Contact | undefined,
  country: string | undefined,
  field: 'billingContact' | 'technicalContact',
): Checked<Contact | undefined> {
  if (contact === undefined) return { value: undefined, errors: [] };
  const checked = checkPhone(contact, country, [field]);
  const texts = checkAccountTexts({ contact }).map((error) => ({ ...error, path: [field, ...error.path.slice(1)] }));
  return { value: checked.value, errors: [...texts, ...checked.errors] };
}

function checkPriceMails({ type }: ChangeableAccount, priceChangeMails: boolean | undefined): readonly Refusal[] {
  if (priceChangeMails === undefined || type === 'RESELLER') return [];
  const message = 'Only resellers get mails about prices that rise, so there is nothing to switch for this account.';
  return [
    refusal('NOT_ALLOWED', message, {
      path: ['priceChangeMails'],
      remedies: [{ description: 'Leave the field out, or name a reseller.' }],
    }),
  ];
}

function checkCurrency(account: ChangeableAccount, currency: string | undefined): readonly Refusal[] {
  if (currency === undefined || currency === account.currency) return [];
  const path = ['currency'];
  if (account.type !== 'CUSTOMER') {
    const message =
      'Only the currency of a customer can be changed. Sellers agree on the currency that they use with each other.';
    return [refusal('NOT_ALLOWED', message, { path })];
  }
  const { firstOrderedAt } = account;
  if (!isGiven(firstOrderedAt)) return [];
  const day = firstOrderedAt.toISOString().slice(0, 10);
  return [
    refusal('STATE_CONFLICT', `The customer has been billed in ${account.currency} since its first order, on ${day}.`, {
      path,
      remedies: [{ description: 'Create another customer for orders in another currency.' }],
    }),
  ];
}
