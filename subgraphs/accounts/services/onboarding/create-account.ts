import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { marketCurrency } from '../../../shared/domain/places/countries.ts';
import { idLabel, newId } from '../../../shared/domain/ids.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { done, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsServices } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { UserEntity } from '../../entities/user.ts';
import { loginKey } from '../../rules/users/login.ts';
import { administratorPermissions } from '../../rules/users/roles.ts';
import { announceAccount } from '../hierarchy/account-facts.ts';
import {
  checkNewAccount,
  findPlaced,
  loginTaken,
  placementOf,
  type AcceptedAccount,
  type NewAccount,
  type Placement,
} from './account-obstacles.ts';

/**
 * Creates a reseller or a customer with its first administrator, below an account that the principal sees.
 * Refuses, with nothing changed and every reason at once, when a text is malformed, the address or the telephone number
 * is not one of the country, the parent can't have such a child, or the login is taken.
 */
export async function createAccount(
  services: AccountsServices,
  em: EntityManager,
  principal: SignedInPrincipal,
  input: NewAccount,
): Promise<Outcome<AccountRow>> {
  const placement = placementOf(principal, input);
  const placed = await findPlaced(em, placement);
  if (placed !== undefined) return placed;
  const accepted = await checkNewAccount(em, principal, input);
  // The same call at the same time may have been faster: its login is the one that is taken.
  if (!accepted.ok) return (await findPlaced(em, placement)) ?? accepted;
  try {
    return await em.transactional(async (tx) =>
      done(await insertAccount(services, tx, { ...accepted.value, placement })),
    );
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    return (await findPlaced(em, placement)) ?? refused(loginTaken());
  }
}

async function insertAccount(
  services: AccountsServices,
  em: EntityManager,
  { input, parent, placement }: AcceptedAccount & { readonly placement: Placement | undefined },
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
    currency: input.currency ?? defaultCurrency(input, parent),
    segment: input.segment,
    branding: {},
    placementId: placement?.id ?? null,
    placementInputHash: placement?.inputHash ?? null,
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

/** A customer buys in the currency of its country's market, where plans are sold; a reseller in that of its seller. */
function defaultCurrency({ type, address }: NewAccount, parent: AccountRow): string {
  return (type === 'CUSTOMER' ? marketCurrency(address.country) : undefined) ?? parent.currency;
}
