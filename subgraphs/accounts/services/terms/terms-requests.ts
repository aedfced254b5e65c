import { may, maySee } from '../../../shared/domain/access.ts';
import { isUniqueViolation } from '../../../shared/database/transaction.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import type { MoneyAmount } from '../../../shared/domain/money.ts';
import { done, notFound, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { AccountsContext, SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { TermsRequestEntity, type TermsRequestRow } from '../../entities/terms-request.ts';
import {
  checkTermsWish,
  decideTermsRequest,
  type TermsDecision,
  type TermsWish,
} from '../../rules/terms/terms-request.ts';
import { termsFact } from '../hierarchy/account-facts.ts';

/** A request for terms of an account. */
export interface TermsAsked extends TermsWish {
  readonly accountId: Id<'acc'>;
}

/**
 * Asks for terms in the name of the viewer's account or of one below it. Whoever sells to the account decides. Refuses, with
 * every reason at once, an account that cannot have terms, and a second request while one is open.
 */
export async function requestTerms(
  { viewer, write, deps }: SignedInContext,
  asked: TermsAsked,
): Promise<Outcome<TermsRequestRow>> {
  try {
    return await write(async (tx): Promise<Outcome<TermsRequestRow>> => {
      const account = await tx.lock(AccountEntity, { id: asked.accountId });
      if (account === null || !maySee(viewer, account.path)) return refused(notFound('account', 'accountId'));
      const { value, errors } = checkTermsWish({ ...account, country: account.address?.country }, asked);
      if (errors.length > 0) return refused(...errors);
      const request = tx.create(TermsRequestEntity, {
        id: newId('trm'),
        accountId: account.id,
        status: 'REQUESTED',
        currency: account.currency,
        businessCentreNumber: asked.businessCentreNumber ?? null,
        contact: value.contact,
        wantedMinor: value.wantedMinor ?? null,
        requestedBy: viewer.subject,
        requestedAt: deps.now(),
      });
      await tx.flush();
      return done(request);
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refused(openAlready());
    throw error;
  }
}

/** A decision about a request. */
export interface TermsDecided extends TermsDecision {
  readonly requestId: Id<'trm'>;
  readonly reason: string | undefined;
}

/**
 * Decides about a request of an account that buys from the viewer's. An approval holds from now on, in place of the terms
 * before, and orders is told; after a refusal, the terms before go on.
 */
export function decideTerms(
  { viewer, write, deps }: SignedInContext,
  decided: TermsDecided,
): Promise<Outcome<TermsRequestRow>> {
  return write(async (tx): Promise<Outcome<TermsRequestRow>> => {
    const found = await tx.findOne(TermsRequestEntity, { id: decided.requestId });
    const account = found && (await tx.lock(AccountEntity, { id: found.accountId }));
    const request = account && (await tx.lock(TermsRequestEntity, { id: decided.requestId }));
    if (account === null || request === null || !maySee(viewer, account.path)) {
      return refused(notFound('request', 'termsRequestId'));
    }
    if (account.parentId !== viewer.accountId) return refused(othersDecide());
    const { status, currency, wantedMinor } = request;
    const decision = decideTermsRequest({ status, currency, wantedMinor: wantedMinor ?? undefined }, decided);
    if (!decision.ok) return decision;
    const isApproved = decision.value.status === 'APPROVED';
    Object.assign(request, {
      status: decision.value.status,
      creditLimitMinor: decision.value.creditLimitMinor ?? null,
      paymentDays: isApproved ? decided.paymentDays : null,
      billingDay: isApproved ? decided.billingDay : null,
      reason: decided.reason ?? null,
      decidedBy: viewer.subject,
      decidedAt: deps.now(),
    });
    if (isApproved) {
      const { requestedAt, creditLimitMinor, decidedAt } = request;
      Object.assign(account, {
        termsStatus: 'APPROVED',
        termsCreditLimitMinor: creditLimitMinor,
        termsRequestedAt: requestedAt,
        termsDecidedAt: decidedAt,
      });
      await deps.outbox.append(tx, 'terms-approved', termsFact(account));
    }
    await tx.flush();
    return done(request);
  });
}

/** The newest request of an account; null when there is none, and for an account out of sight. */
export async function termsRequestOf(
  { principal, loaders }: AccountsContext,
  { id, path }: AccountRow,
): Promise<TermsRequestRow | null> {
  return maySee(principal, path) ? await loaders.termsRequest.load(id) : null;
}

/** The limit that a request was given: for the two sides of it alone, and those of them who may see money. */
export async function shownLimit(
  { principal, loaders }: AccountsContext,
  { accountId, creditLimitMinor, currency }: TermsRequestRow,
): Promise<MoneyAmount | null> {
  if (principal.kind === 'anonymous' || !may(principal, 'VIEW_FINANCIALS')) return null;
  const account = await loaders.account.load(accountId);
  const isParty = principal.accountId === accountId || principal.accountId === account?.parentId;
  return isParty && typeof creditLimitMinor === 'bigint' ? { amountMinor: creditLimitMinor, currency } : null;
}

function openAlready(): Refusal {
  return refusal('ALREADY_EXISTS', 'A request for terms is open, and will be decided within 48 hours.', {
    path: ['accountId'],
    remedies: [{ description: 'Wait for the decision: `termsRequest` of the account shows it.' }],
  });
}

function othersDecide(): Refusal {
  return refusal('NOT_ALLOWED', 'The account that sells to this one decides about its terms.', {
    path: ['termsRequestId'],
    remedies: [{ description: 'Decide as that account, with `actFor`, or leave it to its people.' }],
  });
}
