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
} from '../../rules/onboarding/new-account.ts';
import { isLogin, LOGIN_RULE, loginKey } from '../../rules/users/login.ts';
import { isHeld } from '../hierarchy/account-holds.ts';

/** A new account that nothing refuses: the request in the form in which it is stored, and the parent. */
export interface AcceptedAccount {
  readonly request: NewAccount;
  readonly parent: AccountRow;
}

/** Accepts a new account, or refuses it with every reason at once. Only reads. */
export async function acceptAccount(context: SignedInContext, request: NewAccount): Promise<Outcome<AcceptedAccount>> {
  const { read } = context;
  const parent = await read.findOne(AccountEntity, { id: request.parentId });
  const { value, errors } = checkNewAccount(request);
  const refusals = [
    ...errors,
    ...(await checkLogin(read, request.login)),
    ...(await checkSeller(context, parent, request.type)),
  ];
  return parent === null || refusals.length > 0 ? refused(...refusals) : done({ request: value, parent });
}

async function checkLogin(read: Reader, login: string): Promise<readonly Refusal[]> {
  if (!isLogin(login)) return [refusal('INVALID', LOGIN_RULE, { path: ['login'] })];
  return (await read.count(UserEntity, { loginKey: loginKey(login) })) > 0 ? [loginTaken()] : [];
}

async function checkSeller(
  { read, viewer }: SignedInContext,
  parent: AccountRow | null,
  type: NewAccount['type'],
): Promise<readonly Refusal[]> {
  const refusals = checkParent(viewer, parent, type);
  if (parent === null || refusals.length > 0) return refusals;
  return (await isHeld(read, parent.path)) ? [parentOnHold(parent)] : [];
}
