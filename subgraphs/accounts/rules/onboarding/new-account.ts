import { maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { checkAddress, checkPhone, type Checked } from '../../../shared/domain/places/addresses.ts';
import { marketCurrency } from '../../../shared/domain/places/countries.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { notFound, refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { CustomerSegment } from '../../../shared/domain/trade.ts';
import type { Address, Contact } from '../hierarchy/account-details.ts';
import type { AccountStatus } from '../hierarchy/account-status.ts';
import { checkProfile } from '../hierarchy/account-profile.ts';
import { checkAccountTexts, firstPerPath } from '../hierarchy/account-texts.ts';
import { mayHaveChild, type AccountType } from '../hierarchy/account-types.ts';
import { checkVendorAcceptance } from './vendor-acceptance.ts';

interface NewAccountParts {
  readonly parentId: Id<'acc'>;
  readonly name: string;
  readonly address: Address;
  /** The administrative contact, who is the first administrator as well. */
  readonly contact: Contact;
  readonly login: string;
  readonly externalId: string | undefined;
  readonly taxId?: string | undefined;
  /** English unless given. */
  readonly language?: string | undefined;
  /** Undefined for the usual currency of such an account. */
  readonly currency: string | undefined;
}

/** A request to create a reseller. */
export interface NewReseller extends NewAccountParts {
  readonly type: 'RESELLER';
  /** Whether it is left to its first administrator to activate it. */
  readonly pending: boolean;
}

/** A request to create a customer. */
export interface NewCustomer extends NewAccountParts {
  readonly type: 'CUSTOMER';
  readonly segment: CustomerSegment;
  /** Whether the first administrator can only use services. */
  readonly limited: boolean;
  /** The same request with the same key returns the customer that it created before. */
  readonly idempotencyKey: string | undefined;
}

export type NewAccount = NewReseller | NewCustomer;

/** The account below which another is created. */
export interface ParentAccount {
  readonly name: string;
  readonly type: AccountType;
  readonly status: AccountStatus;
  readonly path: string;
  readonly currency: string;
}

/** Checks what was typed in. The value is in the form in which it is stored. */
export function checkNewAccount(request: NewAccount): Checked<NewAccount> {
  const address = checkAddress(request.address);
  const contact = checkPhone(request.contact, request.address.country);
  const { value: profile, errors: profileErrors } = checkProfile(request, request.address.country);
  const { taxId, language } = profile;
  return {
    value: { ...request, address: address.value, contact: contact.value, taxId: taxId ?? undefined, language },
    errors: [
      ...firstPerPath([...checkAccountTexts(request), ...address.errors, ...contact.errors]),
      ...profileErrors,
      ...(request.type === 'CUSTOMER' ? checkVendorAcceptance(request) : []),
    ],
  };
}

/**
 * Checks whether the viewer may create an account of this type below the parent; null stands for no such account.
 *
 * @param activates whether the parent is activated by the order that creates the account
 */
export function checkParent(
  viewer: SignedInPrincipal,
  parent: ParentAccount | null,
  { type, activates }: { readonly type: NewAccount['type']; readonly activates: boolean },
): readonly Refusal[] {
  const path = ['parentId'];
  if (parent === null || !maySee(viewer, parent.path)) {
    return [notFound('account', 'parentId')];
  }
  const { name, status } = parent;
  if (!mayHaveChild(parent.type, type)) {
    return [refusal('NOT_ALLOWED', `${name} is a customer, and a customer has no accounts below it.`, { path })];
  }
  if ((status === 'PENDING' && !activates) || status === 'CANCELLED') {
    return [
      refusal('ACCOUNT_NOT_ACTIVE', `${name} must be active before an account can be created below it.`, { path }),
    ];
  }
  return [];
}

/** The refusal of a parent that is on hold, itself or through an account above it. */
export function parentOnHold({ name }: ParentAccount): Refusal {
  const details = { path: ['parentId'], retryable: true };
  return refusal('ACCOUNT_ON_HOLD', `${name}, or an account above it, is on hold.`, details);
}

/** The refusal of a parent that went to another seller at the same moment. */
export function parentMoved(): Refusal {
  return refusal('CONFLICT', 'The account, or one above it, has just moved to another seller.', {
    path: ['parentId'],
    retryable: true,
    remedies: [{ description: 'Send the same call again.' }],
  });
}

/** The refusal of a login that another user has. */
export function loginTaken(): Refusal {
  return refusal('LOGIN_TAKEN', 'Another user of the platform already has this login.', {
    path: ['login'],
    remedies: [
      {
        description:
          'Choose another login, for example the company name of the customer. The contact may stay the same.',
      },
    ],
  });
}

/**
 * The currency that a new account is billed in. Unless the request names one, a customer buys in the currency of its
 * country's market, where plans are sold, and a reseller in that of its seller.
 */
export function currencyOf({ type, currency, address }: NewAccount, parent: ParentAccount): string {
  const ofMarket = type === 'CUSTOMER' ? marketCurrency(address.country) : undefined;
  return currency ?? ofMarket ?? parent.currency;
}
