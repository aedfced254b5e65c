import { characterCount, isStorable } from '../../../shared/domain/characters.ts';
import { isEmailAddress } from '../../../shared/domain/email-address.ts';
import { checkAddress } from '../../../shared/domain/places/addresses.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { Address } from '../hierarchy/account-details.ts';

/** As long as any text of an operation may be. */
const MAX_TEXT_LENGTH = 200;

/** What a person who was invited says about themselves and their company. */
export interface InvitedReseller {
  readonly email: string;
  /** The e-mail address unless given. */
  readonly login: string | undefined;
  readonly firstName: string;
  readonly lastName: string;
  /** The legal name with its entity type. */
  readonly companyName: string;
  /** May follow later, before the first order. */
  readonly address: Address | undefined;
}

/** A checked request: the value is in the form in which it is stored. */
export interface CheckedReseller {
  readonly value: InvitedReseller;
  readonly errors: readonly Refusal[];
}

/** Checks what was typed in: nothing required is empty, and the address is one of its country. */
export function checkInvitedReseller(request: InvitedReseller): CheckedReseller {
  const { firstName, lastName, companyName, email } = request;
  const address = request.address && checkAddress(request.address);
  const texts = Object.entries({ firstName, lastName, companyName }).flatMap(([field, text]) => checkText(field, text));
  return {
    value: { ...request, address: address?.value },
    errors: [...texts, ...checkEmail(email), ...(address?.errors ?? [])],
  };
}

/** Forms of pages are not checked like the input of operations. */
function checkText(field: string, text: string): readonly Refusal[] {
  const path = [field];
  if (text.trim() === '') return [refusal('REQUIRED', `${field} must not be empty.`, { path })];
  if (characterCount(text) > MAX_TEXT_LENGTH) {
    return [refusal('TOO_LONG', `${field} has at most ${MAX_TEXT_LENGTH} characters.`, { path })];
  }
  return isStorable(text) ? [] : [refusal('INVALID', `${field} has characters that cannot be kept.`, { path })];
}

function checkEmail(email: string): readonly Refusal[] {
  if (isEmailAddress(email)) return [];
  return [
    refusal('INVALID', 'This is not an e-mail address.', {
      path: ['email'],
      remedies: [{ description: 'Write it like jo@example.com.' }],
    }),
  ];
}
