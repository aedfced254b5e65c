import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { AccountType } from '../rules/hierarchy/account-types.ts';
import type { AccountStatus } from '../rules/hierarchy/account-status.ts';

export interface Address {
  readonly line1: string;
  readonly line2?: string | null | undefined;
  readonly city: string;
  readonly region?: string | null | undefined;
  readonly postalCode?: string | null | undefined;
  readonly country: string;
}

export interface Contact {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone?: string | null | undefined;
}

export interface BrandingValues {
  readonly displayName?: string | null | undefined;
  readonly logoUrl?: string | null | undefined;
  readonly primaryColor?: string | null | undefined;
  readonly supportEmail?: string | null | undefined;
  readonly supportPhone?: string | null | undefined;
  readonly welcomeMessage?: string | null | undefined;
  readonly senderName?: string | null | undefined;
}

/** Provider, resellers and customers in one table; `path` is the hierarchy. */
export const AccountEntity = defineEntity({
  name: 'Account',
  tableName: 'account',
  properties: {
    id: p.text().primary(),
    type: p.text().$type<AccountType>(),
    name: p.text(),
    status: p.text().$type<AccountStatus>(),
    path: p.text().columnType('ltree'),
    parentId: p.text().nullable(),
    externalId: p.text().nullable(),
    address: p.json<Address>().nullable(),
    contact: p.json<Contact>().nullable(),
    currency: p.text(),
    /** Customers only. */
    segment: p.text().$type<'COMMERCIAL' | 'EDUCATION' | 'NONPROFIT' | 'GOVERNMENT'>().nullable(),
    tenantDomain: p.text().nullable(),
    branding: p.json<BrandingValues>(),
    locationMpnId: p.text().nullable(),
    indirectResellerDomain: p.text().nullable(),
    partnerVerifiedAt: p.datetime().nullable(),
    termsStatus: p.text().$type<'REQUESTED' | 'APPROVED' | 'DECLINED'>().nullable(),
    termsCreditLimitMinor: p.bigint('bigint').nullable(),
    termsRequestedAt: p.datetime().nullable(),
    termsDecidedAt: p.datetime().nullable(),
    /** The placement that made this customer: the same placement finds it again instead of making a second one. */
    placementId: p.text().nullable(),
    /** Of the input of that placement: the same key with another input is refused. */
    placementInputHash: p.text().nullable(),
    /** Customers only; from then on the currency is fixed. */
    firstOrderedAt: p.datetime().nullable(),
    version: p.integer(),
    createdAt: p.datetime(),
  },
});

export type AccountRow = InferEntity<typeof AccountEntity>;
