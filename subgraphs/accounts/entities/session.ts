import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

/**
 * One sign-in of a user, which refresh tokens continue, each of which has one successor; or one token of an API client, which
 * nothing continues.
 */
export const SessionEntity = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.text().$type<Id<'ses'>>().primary(),
    userId: p.text().$type<Id<'usr'>>().nullable(),
    clientId: p.text().$type<Id<'cli'>>().nullable(),
    /** SHA-256 of the part that all refresh tokens of the session share; it recognises tokens that were used before. */
    familyHash: p.text(),
    /** SHA-256 of the newest refresh token. */
    refreshHash: p.text(),
    /** SHA-256 of the refresh token before, which may be sent again for a moment: its answer may have been lost. */
    previousHash: p.text().nullable(),
    /** With the token before, and only with it, makes the newest one once more. */
    successorSalt: p.text().nullable(),
    /** When the token before was used. */
    refreshedAt: p.datetime().nullable(),
    /** The account below their own that the user acts for in this session; null in a session of their own. */
    actingFor: p.text().$type<Id<'acc'>>().nullable(),
    /** Why, as the user said. */
    actingReason: p.text().nullable(),
    /** The session of their own with which this one ends. */
    actorSessionId: p.text().$type<Id<'ses'>>().nullable(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
});

export type SessionRow = InferEntity<typeof SessionEntity>;
