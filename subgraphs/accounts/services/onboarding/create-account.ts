import { isUniqueViolation, type Writer } from '../../../shared/database/transaction.ts';
import { idLabel, newId } from '../../../shared/domain/ids.ts';
import { done, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsDeps, SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { UserEntity } from '../../entities/user.ts';
import { currencyOf, loginTaken, type NewAccount } from '../../rules/onboarding/new-account.ts';
import { loginKey } from '../../rules/users/login.ts';
import { administratorPermissions } from '../../rules/users/roles.ts';
import { announceAccount } from '../hierarchy/announce-account.ts';
import { acceptAccount, type AcceptedAccount } from './accept-account.ts';
import { findPlaced, placementOf, type Placement } from './placements.ts';

/**
 * Creates a reseller or a customer with its first administrator, below an account that the viewer may see. Refuses, with
 * every reason at once, malformed texts, an address or telephone number that is not one of the country, a parent that
 * cannot have such a child, and a login that is taken.
 */
export async function createAccount(context: SignedInContext, request: NewAccount): Promise<Outcome<AccountRow>> {
  const { read, write, deps } = context;
  const placement = placementOf(context.viewer, request);
  const placed = await findPlaced(read, placement);
  if (placed !== undefined) return placed;
  const accepted = await acceptAccount(context, request);
  // The same call at the same time may have been faster: then its login is the one that is taken.
  if (!accepted.ok) return (await findPlaced(read, placement)) ?? accepted;
  try {
    return await write(async (tx) => done(await insertAccount(tx, deps, { ...accepted.value, placement })), 'customer');
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return (await findPlaced(read, placement)) ?? refused(loginTaken());
  }
}

interface NewRows extends AcceptedAccount {
  readonly placement: Placement | undefined;
}

async function insertAccount(
  tx: Writer,
  { now, outbox }: AccountsDeps,
  { request, parent, placement }: NewRows,
): Promise<AccountRow> {
  const id = newId('acc');
  const createdAt = now();
  const account = tx.create(AccountEntity, {
    id,
    type: request.type,
    name: request.name,
    status: 'ACTIVE',
    path: `${parent.path}.${idLabel(id)}`,
    parentId: parent.id,
    externalId: request.externalId ?? null,
    address: request.address,
    contact: request.contact,
    currency: currencyOf(request, parent),
    segment: request.type === 'CUSTOMER' ? request.segment : null,
    branding: {},
    placementId: placement?.id ?? null,
    placementInputHash: placement?.inputHash ?? null,
    version: 1,
    createdAt,
  });
  // The entities declare no relation, so the ORM does not know that the account has to be inserted first.
  await tx.flush();
  addAdministrator(tx, request, account);
  await tx.flush();
  await announceAccount(tx, outbox, account);
  return account;
}

function addAdministrator(tx: Writer, request: NewAccount, { id, type, createdAt }: AccountRow): void {
  const { email, firstName, lastName } = request.contact;
  const isLimited = request.type === 'CUSTOMER' && request.limited;
  tx.create(UserEntity, {
    id: newId('usr'),
    accountId: id,
    kind: 'ADMINISTRATOR',
    login: request.login,
    loginKey: loginKey(request.login),
    email,
    firstName,
    lastName,
    permissions: [...administratorPermissions(type, isLimited)],
    enabled: true,
    createdAt,
  });
}
