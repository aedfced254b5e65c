import { checkAddress, checkPhone, type Checked } from '../../../shared/domain/places/addresses.ts';
import { isInPerson, type SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { Address, Contact } from '../hierarchy/account-details.ts';
import { nextAccountStatus, type AccountStatus } from '../hierarchy/account-status.ts';
import { checkAccountTexts, firstPerPath } from '../hierarchy/account-texts.ts';
import type { AccountType } from '../hierarchy/account-types.ts';
import { checkSecurityQuestion, type SecurityQuestion } from '../sign-in/security-question.ts';
import { checkAcceptance, type Agreement } from './agreement.ts';

/** Whether an activation was asked for by itself, or was prepared for an order that may still be refused. */
export type ActivationKind = 'REQUESTED' | 'PREPARED';

/** What a reseller says to be activated. */
export interface ResellerActivation {
  readonly name: string;
  readonly address: Address;
  readonly contact: Contact;
  readonly securityQuestion: SecurityQuestion;
  readonly acceptTerms: boolean;
  /** The version that was read; undefined for the present one. */
  readonly termsVersion: string | undefined;
}

/** Checks what a reseller says. The value is in the form in which it is stored. */
export function checkActivation(request: ResellerActivation, agreement: Agreement): Checked<ResellerActivation> {
  const { name, address: typed, contact: named, securityQuestion, acceptTerms, termsVersion } = request;
  const address = checkAddress(typed);
  const contact = checkPhone(named, typed.country);
  const acceptance = { accepted: acceptTerms, version: termsVersion ?? agreement.version };
  return {
    value: { ...request, address: address.value, contact: contact.value },
    errors: [
      ...firstPerPath([
        ...checkAccountTexts({ name, address: typed, contact: named }),
        ...address.errors,
        ...contact.errors,
      ]),
      ...checkSecurityQuestion(securityQuestion, ['securityQuestion']),
      ...checkAcceptance(acceptance, agreement, { accepted: 'acceptTerms', version: 'termsVersion' }),
    ],
  };
}

/** The account that is to be activated. */
export interface ActivatedAccount {
  readonly name: string;
  readonly type: AccountType;
  readonly status: AccountStatus;
}

/** Refuses whoever cannot accept the agreement in person, and an account that does not wait for its activation. */
export function checkActivatable(viewer: SignedInPrincipal, account: ActivatedAccount | null): readonly Refusal[] {
  if (account?.type !== 'RESELLER' || !isInPerson(viewer)) {
    return [
      refusal('NOT_ALLOWED', 'A reseller is activated by one of its own administrators, in person.', {
        remedies: [{ description: 'Sign in as a user of the reseller who has the permission MANAGE_ACCOUNTS.' }],
      }),
    ];
  }
  if (nextAccountStatus(account.status, 'activate') !== undefined) return [];
  const state = account.status === 'CANCELLED' ? 'cancelled' : 'active already';
  return [
    refusal('STATE_CONFLICT', `${account.name} is ${state}, so there is nothing to activate.`, {
      remedies: account.status === 'CANCELLED' ? [] : [{ description: 'Order without `activation`.' }],
    }),
  ];
}

/** The refusal of a second activation while the first one is on its way. */
export function activationUnderWay(): Refusal {
  return refusal('STATE_CONFLICT', 'The activation was asked for before and is under way.', {
    remedies: [{ description: 'Follow its order: `orders(filter: { type: ACTIVATION })`.' }],
  });
}
