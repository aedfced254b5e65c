import { recordChange } from '../../../shared/database/record-change.ts';
import { isUniqueViolation, type Writer } from '../../../shared/database/transaction.ts';
import { done, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsDeps, SignedInContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { UserRow } from '../../entities/user.ts';
import {
  currencyOf,
  loginTaken,
  parentMoved,
  parentOnHold,
  type NewAccount,
} from '../../rules/onboarding/new-account.ts';
import type { NewUser } from '../../rules/users/new-user.ts';
import { administratorPermissions } from '../../rules/users/roles.ts';
import { isHeldUntilWritten, PlaceLost } from '../hierarchy/account-holds.ts';
import { announceAccount } from '../hierarchy/announce-account.ts';
import { insertUser } from '../users/create-user.ts';
import { addAccount } from './add-account.ts';
import { acceptAccount, type AcceptedAccount, type Creation } from './accept-account.ts';
import { newAccountEntry } from './new-account-entry.ts';
import { findPlaced, placementOf, type Placement } from './placements.ts';

/**
 * Creates a reseller or a customer with its first administrator, below an account that the viewer may see. Refuses, with
 * every reason at once, malformed texts, an address or telephone number that is not one of the country, a parent that
 * cannot have such a child, and a login that is taken.
 */
export async function createAccount(
  context: SignedInContext,
  request: NewAccount,
  creation: Creation = { parentActivates: false },
): Promise<Outcome<AccountRow>> {
  const { read, write } = context;
  const placement = placementOf(context.viewer, request);
  const placed = await findPlaced(read, placement);
  if (placed !== undefined) return placed;
  const accepted = await acceptAccount(context, request, creation);
  // The same call at the same time may have been faster: then its login is the one that is taken.
  if (!accepted.ok) return (await findPlaced(read, placement)) ?? accepted;
  try {
    return await write(async (tx): Promise<Outcome<AccountRow>> => {
      const { parent } = accepted.value;
      // Whoever holds or cancels the parent waits, or has done so: there is no account below a cancelled one.
      if (await isHeldUntilWritten(tx, parent.path)) return refused(parentOnHold(parent));
      return done(await insertAccount(tx, context, { ...accepted.value, placement }));
    }, 'customer');
  } catch (error) {
    if (error instanceof PlaceLost) return refused(parentMoved());
    if (!isUniqueViolation(error)) throw error;
    return (await findPlaced(read, placement)) ?? refused(loginTaken());
  }
}

/** A customer that an order creates is removed again if the order is refused; until then nobody is told of it. */
const PLACEMENT_SECONDS = 60;

interface NewRows extends AcceptedAccount {
  readonly placement: Placement | undefined;
}

async function insertAccount(
  tx: Writer,
  context: SignedInContext,
  { request, parent, placement }: NewRows,
): Promise<AccountRow> {
  const { deps } = context;
  const account = await addAccount(tx, deps.now(), {
    type: request.type,
    status: request.type === 'RESELLER' && request.pending ? 'PENDING' : 'ACTIVE',
    name: request.name,
    parent,
    externalId: request.externalId,
    taxId: request.taxId,
    language: request.language,
    address: request.address,
    contact: request.contact,
    currency: currencyOf(request, parent),
    segment: request.type === 'CUSTOMER' ? request.segment : undefined,
    placement,
  });
  const user = await addAdministrator(tx, deps, { request, account, isPlacement: placement !== undefined });
  await announceAccount(tx, deps.outbox, account);
  await recordChange(tx, context, {
    action: request.type === 'CUSTOMER' ? 'createCustomer' : 'createReseller',
    ...newAccountEntry({ account, parent, user }),
  });
  return account;
}

/** The first administrator is the contact, who gets a mail with a link to set the password. */
async function addAdministrator(
  tx: Writer,
  deps: AccountsDeps,
  {
    request,
    account,
    isPlacement,
  }: { readonly request: NewAccount; readonly account: AccountRow; readonly isPlacement: boolean },
): Promise<UserRow> {
  const { email, firstName, lastName } = request.contact;
  const isLimited = request.type === 'CUSTOMER' && request.limited;
  const user: NewUser = {
    accountId: account.id,
    kind: 'ADMINISTRATOR',
    login: request.login,
    email,
    firstName,
    lastName,
    permissions: administratorPermissions(account.type, isLimited),
  };
  return await insertUser(tx, deps, user, { afterSeconds: isPlacement ? PLACEMENT_SECONDS : 0 });
}
