import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

/** One sign-in. Refresh tokens continue it, and each of them works once. */
export const SessionEntity = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.text().$type<Id<'ses'>>().primary(),
    userId: p.text().$type<Id<'usr'>>(),
    /** SHA-256 of the part that all refresh tokens of the session share; it recognises tokens that were used before. */
    familyHash: p.text(),
    /** SHA-256 of the one refresh token that works. */
    refreshHash: p.text(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
});

export type SessionRow = InferEntity<typeof SessionEntity>;
