import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** One sign-in, continued by refresh tokens that each work once. */
export const SessionEntity = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.text().primary(),
    userId: p.text(),
    /** SHA-256 of the refresh token that is valid now. */
    refreshHash: p.text(),
    /** SHA-256 of the one before: who brings it has a stolen or doubled token. */
    previousRefreshHash: p.text().nullable(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
});

export type SessionRow = InferEntity<typeof SessionEntity>;
