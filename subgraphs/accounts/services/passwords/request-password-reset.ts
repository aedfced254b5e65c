import { unrecorded } from '../../../shared/database/record-change.ts';
import { done, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsContext } from '../../context.ts';
import { isLogin, loginKey } from '../../rules/users/login.ts';
import { enqueueAccessMail } from './access-mails.ts';
import { tooManyAttempts } from '../sign-in/busy.ts';

/**
 * Asks for a mail with a link to set a new password. The answer is the same whether or not there is such a user, and takes
 * as long, since a job finds out. It is counted for the login and the address, so that nobody is flooded with mail.
 */
export async function requestPasswordReset(
  { write, deps, principal: { clientAddress } }: AccountsContext,
  login: string,
): Promise<Outcome<object>> {
  // Every text that cannot be a login is counted as the empty one, which nobody has.
  const key = isLogin(login) ? loginKey(login) : '';
  const trying = { key, source: clientAddress };
  if (deps.resetAttempts.isLocked(trying)) return tooManyAttempts(deps, 'login');
  const isCounted = await write(
    unrecorded('tries', async (tx) => {
      const counted = await deps.resetAttempts.count(tx, trying, deps.now());
      if (counted) await enqueueAccessMail(tx, deps, { message: 'access.reset', loginKey: key });
      return counted;
    }),
  );
  return isCounted ? done({}) : tooManyAttempts(deps, 'login');
}
