import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { MailPerson, SellerBranding } from '../../shared/mail/sender.ts';

/** What orders keeps of an account to filter by: a copy, fed by the facts of accounts. */
export const AccountEntity = defineEntity({
  name: 'OrdersAccount',
  tableName: 'account',
  properties: {
    id: p.text().primary(),
    type: p.text().$type<'PROVIDER' | 'RESELLER' | 'CUSTOMER'>(),
    path: p.text().columnType('ltree'),
    status: p.text(),
    segment: p.text().$type<CustomerSegment>().nullable(),
    currency: p.text(),
    parentId: p.text().nullable(),
    name: p.text(),
    /** Of sellers only; null until accounts has told it. */
    contact: p.json<MailPerson>().nullable(),
    /** Of sellers only; null until accounts has told it, and then what it has set. */
    branding: p.json<SellerBranding>().nullable(),
    version: p.integer(),
  },
});

export type CustomerSegment = 'COMMERCIAL' | 'EDUCATION' | 'NONPROFIT' | 'GOVERNMENT';
export type AccountRow = InferEntity<typeof AccountEntity>;
