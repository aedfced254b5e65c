import { done, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { checkNewAccount, checkParent, parentOnHold, type NewAccount } from '../../rules/onboarding/new-account.ts';
import { isHeld } from '../hierarchy/account-holds.ts';
import { checkLogin } from '../users/check-login.ts';

/** A new account that nothing refuses: the request in the form in which it is stored, and the parent. */
export interface AcceptedAccount {
  readonly request: NewAccount;
  readonly parent: AccountRow;
}

/** How an account is created besides what is asked for. */
export interface Creation {
  /** Whether the parent is activated by the order that creates the account. */
  readonly parentActivates: boolean;
}

/** Accepts a new account, or refuses it with every reason at once. Only reads. */
export async function acceptAccount(
  context: SignedInContext,
  request: NewAccount,
  { parentActivates }: Creation,
): Promise<Outcome<AcceptedAccount>> {
  const { read } = context;
  const parent = await read.findOne(AccountEntity, { id: request.parentId });
  const { value, errors } = checkNewAccount(request);
  const refusals = [
    ...errors,
    ...(await checkLogin(read, request.login)),
    ...(await checkSeller(context, parent, { type: request.type, activates: parentActivates })),
  ];
  return parent === null || refusals.length > 0 ? refused(...refusals) : done({ request: value, parent });
}

async function checkSeller(
  { read, viewer }: SignedInContext,
  parent: AccountRow | null,
  child: { readonly type: NewAccount['type']; readonly activates: boolean },
): Promise<readonly Refusal[]> {
  const refusals = checkParent(viewer, parent, child);
  if (parent === null || refusals.length > 0) return refusals;
  return (await isHeld(read, parent.path)) ? [parentOnHold(parent)] : [];
}
