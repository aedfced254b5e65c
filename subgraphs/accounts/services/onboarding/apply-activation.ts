import { isGiven } from '../../../shared/domain/given.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { recordChange } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { AccountsDeps, WorkContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { ActivationEntity, type ActivationRow } from '../../entities/activation.ts';
import { accountBefore, accountChanges } from '../../rules/audit/shown-changes.ts';
import { nextAccountStatus } from '../../rules/hierarchy/account-status.ts';
import { announceAccount } from '../hierarchy/announce-account.ts';
import { enqueueAccessMail } from '../passwords/access-mails.ts';
import { keepSecurityQuestion } from '../sign-in/security-questions.ts';
import { signAgreement } from './agreements.ts';

/** Told by orders: there is an order for an activation, so it takes effect. */
export interface ActivationOrdered {
  readonly activationId: string;
  readonly accountId: Id<'acc'>;
}

/**
 * Lets an activation take effect: what the reseller has said, its signature and its new status, in one transaction, and a mail
 * with the user name. An account that is active already, by another order, stays as it is. Tells orders how it ended, each time
 * that it asks.
 */
export async function applyActivation(
  { write, deps }: WorkContext,
  { activationId, accountId }: ActivationOrdered,
): Promise<void> {
  await write(async (tx) => {
    const account = await tx.lock(AccountEntity, { id: accountId });
    const activation = await tx.lock(ActivationEntity, { id: activationId, accountId });
    if (account !== null && activation !== null && !isGiven(activation.endedAt)) {
      activation.endedAt = deps.now();
      const status = nextAccountStatus(account.status, 'activate');
      if (status !== undefined) await activate(tx, deps, { account, activation, status });
      await tx.flush();
    }
    const isActive = account !== null && account.status !== 'PENDING' && account.status !== 'CANCELLED';
    await deps.outbox.append(tx, 'activation-ended', { activationId, isActive });
  });
}

interface Activating {
  readonly account: AccountRow;
  readonly activation: ActivationRow;
  readonly status: AccountRow['status'];
}

async function activate(tx: Writer, deps: AccountsDeps, { account, activation, status }: Activating): Promise<void> {
  const { name, address, contact, question, answerHash, userId } = activation;
  const before = accountBefore(account);
  Object.assign(account, { name, address, contact, status, version: account.version + 1 });
  await tx.flush();
  await keepSecurityQuestion(tx, deps, { accountId: account.id, question, answerHash });
  await signAgreement(tx, {
    accountId: account.id,
    version: activation.agreementVersion,
    signedBy: activation.signedBy,
    userId,
    signedAt: activation.requestedAt,
    address: activation.clientAddress,
  });
  await announceAccount(tx, deps.outbox, account);
  const { id: accountId } = account;
  const principal = { kind: 'anonymous', clientAddress: activation.clientAddress } as const;
  await recordChange(
    tx,
    { principal, deps },
    {
      action: 'applyActivation',
      accountId,
      subjectId: accountId,
      ...accountChanges(before, account),
      by: { userId, accountId },
    },
  );
  await enqueueAccessMail(tx, deps, { message: 'reseller.activated', userId });
}
