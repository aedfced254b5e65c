import type { Reader } from '../../../shared/database/transaction.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import { UserEntity } from '../../entities/user.ts';
import { loginTaken } from '../../rules/onboarding/new-account.ts';
import { isLogin, LOGIN_RULE, loginKey } from '../../rules/users/login.ts';

/** Refuses a login that breaks the rule for logins, or that another user has. */
export async function checkLogin(read: Reader, login: string): Promise<readonly Refusal[]> {
  if (!isLogin(login)) return [refusal('INVALID', LOGIN_RULE, { path: ['login'] })];
  return (await read.count(UserEntity, { loginKey: loginKey(login) })) > 0 ? [loginTaken()] : [];
}
