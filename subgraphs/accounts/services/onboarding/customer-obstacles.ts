import type { Reader } from '../../../shared/database/transaction.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { UserEntity } from '../../entities/user.ts';
import {
  checkNewAccount,
  checkParent,
  loginTaken,
  parentOnHold,
  type NewAccount,
  type NewCustomer,
} from '../../rules/onboarding/new-account.ts';
import { isLogin, LOGIN_RULE, loginKey } from '../../rules/users/login.ts';
import { isHeld } from '../hierarchy/account-holds.ts';
import { findPlaced, placementOf } from './placements.ts';

/** A new account that nothing refuses: the request in the form in which it is stored, and the parent. */
export interface AcceptedAccount {
  readonly request: NewAccount;
  readonly parent: AccountRow;
}

/** Accepts a new account, or refuses it with every reason at once. Only reads. */
export async function acceptNewAccount(
  { read, viewer }: SignedInContext,
  request: NewAccount,
): Promise<Outcome<AcceptedAccount>> {
  const parent = await read.findOne(AccountEntity, { id: request.parentId });
  const { value, errors: inputErrors } = checkNewAccount(request);
  const errors = [
    ...inputErrors,
    ...(await checkLogin(read, request.login)),
    ...checkParent(viewer, parent, request.type),
  ];
  const isParentFit = parent !== null && !errors.some(({ path }) => path[0] === 'parentId');
  if (isParentFit && (await isHeld(read, parent.path))) errors.push(parentOnHold(parent));
  return parent === null || errors.length > 0 ? refused(...errors) : done({ request: value, parent });
}

/** Everything that would refuse a new customer; nothing when the same call has created it already. */
export async function findCustomerObstacles(
  context: SignedInContext,
  request: NewCustomer,
): Promise<readonly Refusal[]> {
  const placement = placementOf(context.viewer, request);
  const outcome = (await findPlaced(context.read, placement)) ?? (await acceptNewAccount(context, request));
  if (outcome.ok) return [];
  // The same call may have created it in the meantime.
  const latest = (await findPlaced(context.read, placement)) ?? outcome;
  return latest.ok ? [] : latest.errors;
}

async function checkLogin(read: Reader, login: string): Promise<readonly Refusal[]> {
  if (!isLogin(login)) return [refusal('INVALID', LOGIN_RULE, { path: ['login'] })];
  return (await read.count(UserEntity, { loginKey: loginKey(login) })) > 0 ? [loginTaken()] : [];
}
