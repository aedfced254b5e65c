import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

/** What ties marketplaces of an account to its own commerce system. The marketplaces are in `hub_marketplace`. */
export const HubEntity = defineEntity({
  name: 'Hub',
  tableName: 'hub',
  properties: {
    id: p.text().$type<Id<'hub'>>().primary(),
    ownerId: p.text().$type<Id<'acc'>>(),
    name: p.text(),
    /** By which the system signs in; null where none was named. */
    apiClientId: p.text().$type<Id<'cli'>>().nullable(),
    createdAt: p.datetime(),
  },
});

export type HubRow = InferEntity<typeof HubEntity>;
