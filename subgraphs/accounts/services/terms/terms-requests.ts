import { doesMoreThanUse, may, maySee } from '../../../shared/domain/access.ts';
import { recordChange } from '../../../shared/database/record-change.ts';
import { isUniqueViolation, type Writer } from '../../../shared/database/transaction.ts';
import { isGiven } from '../../../shared/domain/given.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { MoneyAmount } from '../../../shared/domain/money.ts';
import { done, notFound, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { AccountsContext, AccountsDeps, SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { TermsRequestEntity, type TermsRequestRow } from '../../entities/terms-request.ts';
import {
  checkTermsWish,
  decideTermsRequest,
  type TermsDecision,
  type TermsWish,
} from '../../rules/terms/terms-request.ts';
import { decidedTerms, requestedTerms } from './terms-entries.ts';
import { termsFact } from '../hierarchy/account-facts.ts';
import { writeTerms } from './write-terms.ts';

/** A request for terms of an account. */
export interface TermsAsked extends TermsWish {
  readonly accountId: Id<'acc'>;
}

/**
 * Asks for terms in the name of the viewer's account or of one below it. Whoever sells to the account decides. Refuses, with
 * every reason at once, an account that cannot have terms, and a second request in a currency while one is open.
 */
export async function requestTerms(context: SignedInContext, asked: TermsAsked): Promise<Outcome<TermsRequestRow>> {
  const { viewer, write, deps } = context;
  try {
    return await write(async (tx): Promise<Outcome<TermsRequestRow>> => {
      const account = await tx.lock(AccountEntity, { id: asked.accountId });
      if (account === null || !maySee(viewer, account.path)) return refused(notFound('account', 'accountId'));
      const { value, errors } = checkTermsWish({ ...account, country: account.address?.country }, asked);
      if (errors.length > 0) return refused(...errors);
      const request = tx.create(TermsRequestEntity, {
        id: newId('trm'),
        accountId: account.id,
        sellerId: account.parentId ?? null,
        status: 'REQUESTED',
        currency: asked.currency,
        businessCentreNumber: asked.businessCentreNumber ?? null,
        contact: value.contact,
        wantedMinor: value.wantedMinor ?? null,
        requestedBy: viewer.subject,
        requestedAt: deps.now(),
      });
      await tx.flush();
      await recordChange(tx, context, { action: 'requestTerms', ...requestedTerms(account, request) });
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
export function decideTerms(context: SignedInContext, decided: TermsDecided): Promise<Outcome<TermsRequestRow>> {
  const { viewer, write, deps } = context;
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
      await approve(tx, deps, { account, request, sellerId: viewer.accountId });
    }
    await tx.flush();
    await recordChange(tx, context, { action: 'decideTerms', ...decidedTerms(account, request, status) });
    return done(request);
  });
}

interface Approval {
  readonly account: AccountRow;
  readonly request: TermsRequestRow;
  readonly sellerId: Id<'acc'>;
}

/** Lets approved terms hold, in the place of those before in the same currency, and tells orders of them. */
async function approve(tx: Writer, { outbox }: AccountsDeps, { account, request, sellerId }: Approval): Promise<void> {
  const { currency, requestedAt, creditLimitMinor, decidedAt } = request;
  invariant(isGiven(creditLimitMinor) && isGiven(decidedAt), 'what is approved has a limit and a moment');
  const terms = { accountId: account.id, sellerId, currency, creditLimitMinor, decidedAt };
  await writeTerms(tx, terms);
  await outbox.append(tx, 'terms-approved', termsFact(terms));
  if (currency !== account.currency) return;
  // The release before reads the terms of an account here.
  Object.assign(account, {
    termsStatus: 'APPROVED',
    termsCreditLimitMinor: creditLimitMinor,
    termsRequestedAt: requestedAt,
    termsDecidedAt: decidedAt,
  });
}

/**
 * The newest request of an account to its seller; null when there is none, for an account out of sight, and for who only uses
 * services.
 */
export async function termsRequestOf(
  { principal, loaders }: AccountsContext,
  { id, path }: AccountRow,
): Promise<TermsRequestRow | null> {
  return maySee(principal, path) && doesMoreThanUse(principal) ? await loaders.termsRequest.load(id) : null;
}

/** The limit that a request was given: for the two sides of it alone, and those of them who may see money. */
export function shownLimit(
  { principal }: AccountsContext,
  { accountId, sellerId, creditLimitMinor, currency }: TermsRequestRow,
): MoneyAmount | null {
  if (principal.kind === 'anonymous' || !may(principal, 'VIEW_FINANCIALS')) return null;
  const isParty = principal.accountId === accountId || principal.accountId === sellerId;
  return isParty && typeof creditLimitMinor === 'bigint' ? { amountMinor: creditLimitMinor, currency } : null;
}

function openAlready(): Refusal {
  return refusal(
    'ALREADY_EXISTS',
    'A request for terms in this currency is open, and will be decided within 48 hours.',
    {
      path: ['accountId'],
      remedies: [{ description: 'Wait for the decision: `termsRequest` of the account shows it.' }],
    },
  );
}

function othersDecide(): Refusal {
  return refusal('NOT_ALLOWED', 'The account that sells to this one decides about its terms.', {
    path: ['termsRequestId'],
    remedies: [{ description: 'Decide as that account, with `actFor`, or leave it to its people.' }],
  });
}
