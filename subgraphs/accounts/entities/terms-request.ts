import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { Contact } from '../rules/hierarchy/account-details.ts';
import type { TermsRequestStatus } from '../rules/terms/terms-request.ts';

/** A request of an account to pay by invoice, with the decision of the account that sells to it. */
export const TermsRequestEntity = defineEntity({
  name: 'TermsRequest',
  tableName: 'terms_request',
  properties: {
    id: p.text().$type<Id<'trm'>>().primary(),
    accountId: p.text().$type<Id<'acc'>>(),
    /** The account that sold to it then, which decides; null when the release before has written it. */
    sellerId: p.text().$type<Id<'acc'>>().nullable(),
    status: p.text().$type<TermsRequestStatus>(),
    currency: p.text(),
    /** The account's number in the books of the one that sells to it. */
    businessCentreNumber: p.text().nullable(),
    contact: p.json<Contact>().nullable(),
    /** The credit limit that was asked for. */
    wantedMinor: p.bigint('bigint').nullable(),
    requestedBy: p.text().nullable(),
    requestedAt: p.datetime(),
    creditLimitMinor: p.bigint('bigint').nullable(),
    /** Days from an invoice to its due date. */
    paymentDays: p.integer().nullable(),
    /** The day of the month on which invoices are issued. */
    billingDay: p.integer().nullable(),
    reason: p.text().nullable(),
    decidedBy: p.text().nullable(),
    decidedAt: p.datetime().nullable(),
  },
});

export type TermsRequestRow = InferEntity<typeof TermsRequestEntity>;
