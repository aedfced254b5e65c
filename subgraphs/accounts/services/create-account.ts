import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { maySee } from '../../shared/access.ts';
import { idLabel, newId } from '../../shared/ids.ts';
import type { SignedInPrincipal } from '../../shared/principal.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../shared/refusal.ts';
import type { AccountsServices } from '../context.ts';
import { AccountEntity, type AccountRow, type Address, type Contact } from '../entities/account.ts';
import { UserEntity } from '../entities/user.ts';
import { mayHaveChild } from '../rules/account-types.ts';
import { isLogin, LOGIN_RULE, loginKey } from '../rules/login.ts';
import { administratorPermissions } from '../rules/roles.ts';
import { checkAccountTexts } from '../rules/account-texts.ts';
import { announceAccount } from './account-facts.ts';
import { isHeld } from './account-holds.ts';

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

/**
 * Creates a reseller or a customer with its first administrator, below an account that the principal sees.
 * Refuses, with nothing changed, when a text is malformed, the parent can't have such a child, or the login is taken.
 */
export async function createAccount(
  services: AccountsServices,
  em: EntityManager,
  principal: SignedInPrincipal,
  input: NewAccount,
): Promise<Outcome<AccountRow>> {
  const placementId = input.idempotencyKey === undefined ? null : `${principal.accountId}:${input.idempotencyKey}`;
  const findKnown = () => (placementId === null ? null : em.findOne(AccountEntity, { placementId }));
  const known = await findKnown();
  if (known !== null) return done(known);
  const parent = await em.findOne(AccountEntity, { id: input.parentId });
  const errors = [...checkInput(input), ...(await checkParent(em, principal, parent, input.type))];
  if (parent === null || errors.length > 0) return refused(...errors);
  try {
    return await em.transactional(async (tx) => {
      const account = await insertAccount(services, tx, parent, { input, placementId });
      return done(account);
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    // The same call at the same time may have been faster.
    const faster = await findKnown();
    return faster === null ? refused(loginTaken()) : done(faster);
  }
}

function checkInput(input: NewAccount): readonly Refusal[] {
  const errors = [...checkAccountTexts(input)];
  if (!isLogin(input.login)) errors.push(refusal('INVALID', LOGIN_RULE, { path: ['login'] }));
  return errors;
}

function loginTaken(): Refusal {
  return refusal('LOGIN_TAKEN', 'This login belongs to another user of the platform.', {
    path: ['login'],
    remedies: [
      { description: "Choose another; the customer's company name is a good one. The contact may stay the same." },
    ],
  });
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

async function insertAccount(
  services: AccountsServices,
  em: EntityManager,
  parent: AccountRow,
  { input, placementId }: { readonly input: NewAccount; readonly placementId: string | null },
): Promise<AccountRow> {
  const id = newId('acc');
  const createdAt = services.now();
  const account = em.create(AccountEntity, {
    id,
    type: input.type,
    name: input.name,
    status: 'ACTIVE',
    path: `${parent.path}.${idLabel(id)}`,
    parentId: parent.id,
    externalId: input.externalId ?? null,
    address: input.address,
    contact: input.contact,
    currency: input.currency ?? parent.currency,
    segment: input.segment,
    branding: {},
    placementId,
    version: 1,
    createdAt,
  });
  // The entities name no relation, so the ORM does not know that the account has to be there first.
  await em.flush();
  em.create(UserEntity, {
    id: newId('usr'),
    accountId: id,
    kind: 'ADMINISTRATOR',
    login: input.login,
    loginKey: loginKey(input.login),
    email: input.contact.email,
    firstName: input.contact.firstName,
    lastName: input.contact.lastName,
    permissions: [...administratorPermissions(input.type, input.limited)],
    enabled: true,
    createdAt,
  });
  await em.flush();
  await announceAccount(services.outbox, em, account);
  return account;
}
