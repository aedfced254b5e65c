import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { AccountKind } from '../../shared/domain/principal.ts';
import type { Id } from '../../shared/domain/ids.ts';
import type { CustomerSegment } from '../../shared/domain/trade.ts';
import type { MailPerson, SellerBranding } from '../../shared/mail/sender.ts';

/** The copy that orders keeps of an account, to filter by; the facts of accounts keep it up to date. */
export const AccountEntity = defineEntity({
  name: 'OrdersAccount',
  tableName: 'account',
  properties: {
    id: p.text().$type<Id<'acc'>>().primary(),
    type: p.text().$type<AccountKind>(),
    path: p.text().columnType('ltree'),
    status: p.text(),
    segment: p.text().$type<CustomerSegment>().nullable(),
    currency: p.text(),
    parentId: p.text().$type<Id<'acc'>>().nullable(),
    name: p.text(),
    /** Of its mail, BCP 47; null until accounts has told it. */
    language: p.text().nullable(),
    /** Of sellers only; null until accounts has told it. */
    contact: p.json<MailPerson>().nullable(),
    /** Of sellers only; null until accounts has told it, then what the seller has set. */
    branding: p.json<SellerBranding>().nullable(),
    version: p.integer(),
  },
});

export type AccountRow = InferEntity<typeof AccountEntity>;
