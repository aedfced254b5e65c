import { readId, readOptionalId, type Id } from '../../../shared/domain/ids.ts';
import type { ActivateResellerInput, CreateCustomerInput } from '../../../shared/graphql/customer-inputs.ts';
import type { ResellerActivation } from '../../rules/onboarding/activation.ts';
import type { NewCustomer, NewReseller } from '../../rules/onboarding/new-account.ts';
import { readAddress, readContact } from '../hierarchy/read-inputs.ts';
import type { InvitationAcceptance } from '../../services/onboarding/accept-invitation.ts';
import type { AcceptInvitationInput, CreateResellerInput } from './inputs.ts';

/** Reads the acceptance of an invitation. */
export function readAcceptInvitation(input: AcceptInvitationInput): InvitationAcceptance {
  const { token, email, login, firstName, lastName, password, companyName, address } = input;
  return {
    token,
    acceptance: { accepted: input.acceptAgreement, version: input.agreementVersion },
    email,
    login: login ?? undefined,
    firstName,
    lastName,
    password,
    companyName,
    address: address ? readAddress(address) : undefined,
  };
}

/** Reads what a reseller says to be activated. */
export function readActivation(input: ActivateResellerInput): ResellerActivation {
  const { name, address, contact, securityQuestion, acceptTerms, termsVersion } = input;
  return {
    name,
    address: readAddress(address),
    contact: readContact(contact),
    securityQuestion,
    acceptTerms,
    termsVersion: termsVersion ?? undefined,
  };
}

/** Reads a request for a reseller. */
export function readCreateReseller(input: CreateResellerInput): NewReseller {
  const parentId = readId('acc', input.parentId);
  return { type: 'RESELLER', parentId, pending: input.pending ?? false, ...readParts(input) };
}

/**
 * Reads a request for a customer.
 *
 * @param viewerAccountId the account that sells to the customer unless another is named
 */
export function readCreateCustomer(input: CreateCustomerInput, viewerAccountId: Id<'acc'>): NewCustomer {
  return {
    type: 'CUSTOMER',
    parentId: readOptionalId('acc', input.parentId) ?? viewerAccountId,
    ...readParts(input),
    segment: input.segment,
    limited: input.limited ?? false,
    idempotencyKey: input.idempotencyKey ?? undefined,
  };
}

function readParts(
  input: CreateResellerInput | CreateCustomerInput,
): Omit<NewReseller, 'type' | 'parentId' | 'pending'> {
  return {
    name: input.name,
    address: readAddress(input.address),
    contact: readContact(input.contact),
    login: input.login,
    externalId: input.externalId ?? undefined,
    taxId: input.taxId ?? undefined,
    language: input.language ?? undefined,
    currency: input.currency ?? undefined,
  };
}
