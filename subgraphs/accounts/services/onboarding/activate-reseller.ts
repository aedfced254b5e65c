import { randomUUID } from 'node:crypto';
import { leaveUnrecorded, recordChange } from '../../../shared/database/record-change.ts';
import { isUniqueViolation, type Reader, type Writer } from '../../../shared/database/transaction.ts';
import { changesOfField } from '../../../shared/domain/field-changes.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { readId } from '../../../shared/domain/ids.ts';
import { done, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { ActivationEntity, type ActivationRow } from '../../entities/activation.ts';
import { UserEntity } from '../../entities/user.ts';
import {
  activationUnderWay,
  checkActivatable,
  checkActivation,
  type ActivationKind,
  type ResellerActivation,
} from '../../rules/onboarding/activation.ts';
import { normaliseAnswer } from '../../rules/sign-in/security-question.ts';
import { inTurn } from '../passwords/in-turn.ts';
import { askForOrder, type OrderStub } from './ask-for-order.ts';

/** A reseller on its way to be active. */
export interface ActivatingReseller {
  readonly reseller: AccountRow;
  /** Undefined when orders could not answer; the order comes all the same. */
  readonly activationOrder: OrderStub | undefined;
}

/**
 * Asks for the activation of the viewer's own reseller. What the reseller says takes effect with the activation order. Refuses,
 * with every reason at once, what an account cannot have, a bad security question, terms that are not accepted, and an account
 * that is not PENDING.
 */
export async function activateReseller(
  context: SignedInContext,
  request: ResellerActivation,
): Promise<Outcome<ActivatingReseller>> {
  const kept = await keepActivation(context, request, 'REQUESTED');
  if (!kept.ok) return kept;
  const { activation, account } = kept.value;
  return done({ reseller: account, activationOrder: await askForOrder(context, activation.id) });
}

/** Keeps what a reseller says with an order, so that it takes effect with that order, or never. */
export async function prepareActivation(
  context: SignedInContext,
  request: ResellerActivation,
): Promise<Outcome<{ readonly activationId: string }>> {
  const kept = await keepActivation(context, request, 'PREPARED');
  return kept.ok ? done({ activationId: kept.value.activation.id }) : kept;
}

/** Everything that would refuse an activation. Changes nothing. */
export async function findActivationObstacles(
  context: SignedInContext,
  request: ResellerActivation,
): Promise<readonly Refusal[]> {
  const { read, viewer, deps } = context;
  const account = await read.findOne(AccountEntity, { id: viewer.accountId });
  return [...(await checkWaiting(context, read, account)), ...checkActivation(request, deps.agreement).errors];
}

async function checkWaiting(
  { viewer }: SignedInContext,
  read: Reader,
  account: AccountRow | null,
): Promise<readonly Refusal[]> {
  const refusals = checkActivatable(viewer, account);
  if (account === null || refusals.length > 0) return refusals;
  const underWay = { accountId: account.id, kind: 'REQUESTED', endedAt: null } as const;
  return (await read.findOne(ActivationEntity, underWay)) === null ? [] : [activationUnderWay()];
}

interface KeptActivation {
  readonly activation: ActivationRow;
  readonly account: AccountRow;
}

async function keepActivation(
  context: SignedInContext,
  request: ResellerActivation,
  kind: ActivationKind,
): Promise<Outcome<KeptActivation>> {
  const { viewer, write, deps } = context;
  const { value } = checkActivation(request, deps.agreement);
  const obstacles = await findActivationObstacles(context, request);
  if (obstacles.length > 0) return refused(...obstacles);
  const turn = { passwords: deps.passwords, clientAddress: viewer.clientAddress, field: 'securityQuestion' };
  try {
    return await inTurn(turn, async ({ hash }) => {
      const answerHash = await hash(normaliseAnswer(value.securityQuestion.answer));
      return await write(async (tx): Promise<Outcome<KeptActivation>> => {
        const account = await tx.lock(AccountEntity, { id: viewer.accountId });
        const latest = await checkWaiting(context, tx, account);
        if (account === null || latest.length > 0) return refused(...latest);
        const activation = await insertActivation(tx, context, { value, answerHash, kind });
        if (kind === 'REQUESTED') await tellOrders(tx, context, { activation, account });
        await recordRequest(tx, context, { activation, account });
        return done({ activation, account });
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refused(activationUnderWay());
    throw error;
  }
}

interface NewActivation {
  readonly value: ResellerActivation;
  readonly answerHash: string;
  readonly kind: ActivationKind;
}

async function insertActivation(
  tx: Writer,
  { viewer, deps }: SignedInContext,
  { value, answerHash, kind }: NewActivation,
): Promise<ActivationRow> {
  const user = await tx.findOne(UserEntity, { id: readId('usr', viewer.subject) });
  invariant(user, 'only a user activates a reseller');
  const { name, address, contact, securityQuestion } = value;
  const activation = tx.create(ActivationEntity, {
    id: randomUUID(),
    accountId: user.accountId,
    kind,
    name,
    address,
    contact,
    question: securityQuestion.question,
    answerHash,
    agreementVersion: deps.agreement.version,
    userId: user.id,
    signedBy: `${user.firstName} ${user.lastName}`,
    clientAddress: viewer.clientAddress,
    requestedAt: deps.now(),
    endedAt: null,
  });
  await tx.flush();
  return activation;
}

/** What was said has no effect yet: the entry of that comes with the order. */
async function recordRequest(
  tx: Writer,
  context: SignedInContext,
  { activation, account: { id } }: KeptActivation,
): Promise<void> {
  // With an order it is a part of that, which has an entry of its own.
  if (activation.kind === 'PREPARED') return leaveUnrecorded(tx, 'part');
  await recordChange(tx, context, {
    action: 'activateReseller',
    accountId: id,
    subjectId: id,
    changes: changesOfField('agreementVersion', undefined, activation.agreementVersion),
  });
}

/** Orders hears of it whatever becomes of the question for its number. */
async function tellOrders(
  tx: Writer,
  { deps }: SignedInContext,
  { activation, account: { path, currency } }: KeptActivation,
): Promise<void> {
  const { id: activationId, accountId, userId } = activation;
  await deps.outbox.append(tx, 'activation-requested', { activationId, accountId, path, currency, userId });
}
