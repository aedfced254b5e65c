import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { maySee } from '../../../shared/domain/access.ts';
import { checkAddress, checkPhone } from '../../../shared/domain/places/addresses.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import { AccountEntity, type AccountRow, type Address, type Contact } from '../../entities/account.ts';
import { UserEntity } from '../../entities/user.ts';
import { checkAccountTexts } from '../../rules/hierarchy/account-texts.ts';
import { mayHaveChild } from '../../rules/hierarchy/account-types.ts';
import { isLogin, LOGIN_RULE, loginKey } from '../../rules/users/login.ts';
import { checkVendorAcceptance } from '../../rules/onboarding/vendor-acceptance.ts';
import { isHeld } from '../hierarchy/account-holds.ts';

export interface NewAccount {
  readonly type: 'RESELLER' | 'CUSTOMER';
  readonly parentId: string;
  readonly name: string;
  readonly segment: AccountRow['segment'];
  readonly address: Address;
  readonly contact: Contact;
  readonly login: string;
  readonly externalId: string | undefined;
  readonly currency: string | undefined;
  readonly limited: boolean;
  /** Sent again with the same one, the account made the first time is answered. */
  readonly idempotencyKey: string | undefined;
}

/** The call that made an account, for as long as it may be sent again. */
export interface Placement {
  readonly id: string;
  readonly inputHash: string;
}

/** A new account that nothing refuses: with its parent, and its address and telephone number as they are kept. */
export interface AcceptedAccount {
  readonly input: NewAccount;
  readonly parent: AccountRow;
}

/** The placement of an input, or undefined when it carries no key. A key belongs to the account that sends it. */
export function placementOf(principal: SignedInPrincipal, input: NewAccount): Placement | undefined {
  const { idempotencyKey, ...content } = input;
  if (idempotencyKey === undefined) return undefined;
  const inputHash = createHash('sha256').update(canonical(content)).digest('base64url');
  return { id: `${principal.accountId}:${idempotencyKey}`, inputHash };
}

/** The same for equal content: in the order of the names, without what is left out. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== null && field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}

/**
 * What the same placement made before: undefined when nothing, and refused when it was another input. An account is
 * answered as it is now, also when it was changed meanwhile.
 */
export async function findPlaced(
  em: EntityManager,
  placement: Placement | undefined,
): Promise<Outcome<AccountRow> | undefined> {
  if (placement === undefined) return undefined;
  const known = await em.findOne(AccountEntity, { placementId: placement.id });
  if (known === null) return undefined;
  // Accounts from before inputs were remembered are taken for what they were asked to be.
  if ((known.placementInputHash ?? placement.inputHash) === placement.inputHash) return done(known);
  return refused(
    refusal('IDEMPOTENCY_CONFLICT', 'The idempotency key was used for an account with another input.', {
      path: ['idempotencyKey'],
    }),
  );
}

/** Everything that refuses a new account, all at once; reads only. Accepted, it is in the form in which it is kept. */
export async function checkNewAccount(
  em: EntityManager,
  principal: SignedInPrincipal,
  input: NewAccount,
): Promise<Outcome<AcceptedAccount>> {
  const parent = await em.findOne(AccountEntity, { id: input.parentId });
  const { value, errors: inputErrors } = checkInput(input);
  const errors = [
    ...inputErrors,
    ...(await checkLogin(em, input.login)),
    ...(await checkParent(em, principal, parent, input.type)),
  ];
  return parent === null || errors.length > 0 ? refused(...errors) : done({ input: value, parent });
}

/** What would refuse a new customer; nothing when the same call has made it already. */
export async function findCustomerObstacles(
  em: EntityManager,
  principal: SignedInPrincipal,
  input: NewAccount,
): Promise<readonly Refusal[]> {
  const placement = placementOf(principal, input);
  const outcome = (await findPlaced(em, placement)) ?? (await checkNewAccount(em, principal, input));
  if (outcome.ok) return [];
  // The same call may have made it while this one looked.
  const latest = (await findPlaced(em, placement)) ?? outcome;
  return latest.ok ? [] : latest.errors;
}

/** The refusal of a login that somebody has. */
export function loginTaken(): Refusal {
  return refusal('LOGIN_TAKEN', 'This login belongs to another user of the platform.', {
    path: ['login'],
    remedies: [
      { description: "Choose another; the customer's company name is a good one. The contact may stay the same." },
    ],
  });
}

function checkInput(input: NewAccount): { readonly value: NewAccount; readonly errors: readonly Refusal[] } {
  const address = checkAddress(input.address);
  const contact = checkPhone(input.contact, input.address.country);
  return {
    value: { ...input, address: address.value, contact: contact.value },
    errors: [
      ...oneEach([...checkAccountTexts(input), ...address.errors, ...contact.errors]),
      ...(input.type === 'CUSTOMER' ? checkVendorAcceptance(input) : []),
    ],
  };
}

/** One refusal for each place: a text that is too long is no postal code either, but one reason is enough. */
export function oneEach(errors: readonly Refusal[]): readonly Refusal[] {
  const places = new Set<string>();
  return errors.filter(({ path }) => {
    const place = path.join('.');
    if (places.has(place)) return false;
    places.add(place);
    return true;
  });
}

async function checkLogin(em: EntityManager, login: string): Promise<readonly Refusal[]> {
  if (!isLogin(login)) return [refusal('INVALID', LOGIN_RULE, { path: ['login'] })];
  return (await em.count(UserEntity, { loginKey: loginKey(login) })) > 0 ? [loginTaken()] : [];
}

async function checkParent(
  em: EntityManager,
  principal: SignedInPrincipal,
  parent: AccountRow | null,
  type: NewAccount['type'],
): Promise<readonly Refusal[]> {
  const path = ['parentId'];
  if (parent === null || !maySee(principal, parent.path)) {
    return [refusal('NOT_FOUND', 'There is no account with this id that you may see.', { path })];
  }
  if (!mayHaveChild(parent.type, type)) {
    return [refusal('NOT_ALLOWED', `${parent.name} is a customer; customers have no accounts below them.`, { path })];
  }
  if (parent.status === 'PENDING' || parent.status === 'CANCELLED') {
    return [
      refusal('ACCOUNT_NOT_ACTIVE', `${parent.name} must be active before accounts are created below it.`, { path }),
    ];
  }
  if (await isHeld(em, parent.path)) {
    return [
      refusal('ACCOUNT_ON_HOLD', `${parent.name}, or an account above it, is on hold.`, { path, retryable: true }),
    ];
  }
  return [];
}
