import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { CustomerSegment } from '../../shared/domain/trade.ts';
import type { Branding } from '../rules/branding/branding.ts';
import type { Address, Contact } from '../rules/hierarchy/account-details.ts';
import type { AccountStatus } from '../rules/hierarchy/account-status.ts';
import type { AccountType } from '../rules/hierarchy/account-types.ts';
import type { TermsRequestStatus } from '../rules/terms/terms-request.ts';

/** Provider, resellers and customers in one table; `path` is the hierarchy. */
export const AccountEntity = defineEntity({
  name: 'Account',
  tableName: 'account',
  properties: {
    id: p.text().$type<Id<'acc'>>().primary(),
    type: p.text().$type<AccountType>(),
    name: p.text(),
    status: p.text().$type<AccountStatus>(),
    path: p.text().columnType('ltree'),
    parentId: p.text().$type<Id<'acc'>>().nullable(),
    externalId: p.text().nullable(),
    address: p.json<Address>().nullable(),
    contact: p.json<Contact>().nullable(),
    billingContact: p.json<Contact>().nullable(),
    technicalContact: p.json<Contact>().nullable(),
    taxId: p.text().nullable(),
    /** Of its mail, BCP 47. */
    language: p.text().default('en'),
    currency: p.text(),
    /** Customers only. */
    segment: p.text().$type<CustomerSegment>().nullable(),
    tenantDomain: p.text().nullable(),
    /** When an order claimed the tenant; null when it was known before. */
    tenantAssignedAt: p.datetime().nullable(),
    branding: p.json<Branding>(),
    /** Whether its administrators need a second factor. */
    requiresSecondFactor: p.boolean().default(false),
    /** Whether it is told by mail of prices that rise. Resellers only. */
    priceChangeMails: p.boolean().default(true),
    locationMpnId: p.text().nullable(),
    indirectResellerDomain: p.text().nullable(),
    partnerVerifiedAt: p.datetime().nullable(),
    termsStatus: p.text().$type<TermsRequestStatus>().nullable(),
    termsCreditLimitMinor: p.bigint('bigint').nullable(),
    termsRequestedAt: p.datetime().nullable(),
    termsDecidedAt: p.datetime().nullable(),
    /** Names the call that created this customer, so that the same call sent again finds it. */
    placementId: p.text().nullable(),
    /** A hash of that call's input: the same idempotency key with another input is refused. */
    placementInputHash: p.text().nullable(),
    /** Customers only. From the first order on the currency is fixed. */
    firstOrderedAt: p.datetime().nullable(),
    /** The last move that changed the path; 0 when none has. */
    movedIn: p.integer().default(0),
    /** Grows with every change that other subgraphs are told of. */
    version: p.integer(),
    createdAt: p.datetime(),
  },
});

export type AccountRow = InferEntity<typeof AccountEntity>;
