import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { AccountKind } from '../../shared/domain/principal.ts';

/** What the catalogue keeps of an account of the accounts subgraph, to price for it and to know who sees it. */
export const AccountEntity = defineEntity({
  name: 'Account',
  tableName: 'account',
  properties: {
    id: p.text().primary(),
    type: p.text().$type<AccountKind>(),
    path: p.text().columnType('ltree'),
    status: p.text(),
    segment: p.text().nullable(),
    currency: p.text(),
    parentId: p.text().nullable(),
    /** The account's version that this is a copy of; 0 when it was read through the graph, so that any fact replaces it. */
    version: p.integer(),
  },
});

export type AccountRow = InferEntity<typeof AccountEntity>;
