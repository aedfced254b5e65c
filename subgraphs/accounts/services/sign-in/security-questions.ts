import { may, maySee } from '../../../shared/domain/access.ts';
import { recordChange, unrecorded } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsContext, AccountsDeps, SignedInContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import { SecurityQuestionEntity } from '../../entities/security-question.ts';
import {
  checkSecurityQuestion,
  normaliseAnswer,
  type SecurityQuestion,
} from '../../rules/sign-in/security-question.ts';
import { tooManyAttempts } from './busy.ts';
import { inTurn } from '../passwords/in-turn.ts';

/** Sets the question by which the service desk recognises who calls for the viewer's reseller. The answer is hashed. */
export async function setSecurityQuestion(
  context: SignedInContext,
  request: SecurityQuestion,
): Promise<Outcome<object>> {
  const { viewer, write, deps } = context;
  // Whoever asks the question must not be the one who has chosen it.
  if (viewer.accountType !== 'RESELLER' || viewer.actingFrom !== undefined) return refused(resellersOnly());
  const errors = checkSecurityQuestion(request);
  if (errors.length > 0) return refused(...errors);
  return await inTurn(
    { passwords: deps.passwords, clientAddress: viewer.clientAddress, field: 'answer' },
    async (turn) => {
      const answerHash = await turn.hash(normaliseAnswer(request.answer));
      return await write(async (tx) => {
        const { accountId } = viewer;
        await keepSecurityQuestion(tx, deps, { accountId, question: request.question, answerHash });
        await recordChange(tx, context, { action: 'setSecurityQuestion', accountId, subjectId: accountId });
        return done({});
      });
    },
  );
}

/** Keeps a question with its hashed answer, in place of the one before. */
export async function keepSecurityQuestion(
  tx: Writer,
  { now }: Pick<AccountsDeps, 'now'>,
  kept: { readonly accountId: Id<'acc'>; readonly question: string; readonly answerHash: string },
): Promise<void> {
  await tx.execute(
    `insert into accounts.security_question (account_id, question, answer_hash, set_at) values (?, ?, ?, ?)
     on conflict (account_id) do update
       set question = excluded.question, answer_hash = excluded.answer_hash, set_at = excluded.set_at`,
    [kept.accountId, kept.question, kept.answerHash, now()],
  );
}

/** Who calls the service desk, as they say. */
export interface Caller {
  readonly accountId: Id<'acc'>;
  readonly answer: string;
}

/**
 * Checks the answer of a caller, for an account below the viewer's. It is counted for the account before it is checked: five
 * wrong answers lock the question for a quarter of an hour. An account without a question is never verified.
 */
export async function verifySecurityQuestion(
  context: SignedInContext,
  { accountId, answer }: Caller,
): Promise<Outcome<{ readonly verified: boolean }>> {
  const { viewer, read, write, loaders, deps } = context;
  const account = await loaders.account.load(accountId);
  if (account === null || !maySee(viewer, account.path) || account.id === viewer.accountId) {
    return refused(notFound('account below yours', 'accountId'));
  }
  const trying = { key: account.id, source: viewer.clientAddress };
  if (deps.answerAttempts.isLocked(trying)) return tooManyAttempts(deps, 'answer');
  return await inTurn(
    { passwords: deps.passwords, clientAddress: viewer.clientAddress, field: 'answer' },
    async (turn) => {
      if (!(await write(unrecorded('tries', (tx) => deps.answerAttempts.count(tx, trying, deps.now())))))
        return tooManyAttempts(deps, 'answer');
      const kept = await read.findOne(SecurityQuestionEntity, { accountId });
      const verified = await turn.verify(normaliseAnswer(answer), kept?.answerHash);
      if (verified) await write(unrecorded('tries', (tx) => deps.answerAttempts.forget(tx, trying)));
      return done({ verified });
    },
  );
}

/** The question of a reseller, for those who manage it or an account above; null for others, and where none is set. */
export async function securityQuestionOf(
  { principal, loaders }: AccountsContext,
  { id, path }: AccountRow,
): Promise<string | null> {
  if (!maySee(principal, path) || !may(principal, 'MANAGE_ACCOUNTS')) return null;
  return (await loaders.securityQuestion.load(id))?.question ?? null;
}

function resellersOnly() {
  return refusal('NOT_ALLOWED', 'Only a reseller has a security question, and sets it in person.', {
    remedies: [{ description: 'Sign in as an administrator of the reseller.' }],
  });
}
