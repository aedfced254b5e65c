import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** One sign-in, continued by refresh tokens that each work once. */
export const SessionEntity = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.text().primary(),
    userId: p.text(),
    /** SHA-256 of the part that all refresh tokens of the session have in common, by which a used one is known. */
    familyHash: p.text(),
    /** SHA-256 of the refresh token that is valid now. */
    refreshHash: p.text(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
});

export type SessionRow = InferEntity<typeof SessionEntity>;
