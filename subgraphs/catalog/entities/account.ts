import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { AccountKind } from '../../shared/domain/principal.ts';

/** The catalogue's copy of an account of the accounts subgraph: it decides who sells to it and who sees it. */
export const AccountEntity = defineEntity({
  name: 'Account',
  tableName: 'account',
  properties: {
    id: p.text().$type<Id<'acc'>>().primary(),
    type: p.text().$type<AccountKind>(),
    path: p.text().columnType('ltree'),
    status: p.text(),
    segment: p.text().nullable(),
    currency: p.text(),
    /** Of its address, ISO 3166. Null for others than customers, and where accounts has not told it. */
    country: p.text().nullable(),
    parentId: p.text().$type<Id<'acc'>>().nullable(),
    /** The version of the account that was copied; 0 when it was read through the graph, so that any fact replaces it. */
    version: p.integer(),
  },
});

export type AccountRow = InferEntity<typeof AccountEntity>;
