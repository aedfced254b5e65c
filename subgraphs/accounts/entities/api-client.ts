import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { Permission } from '../../shared/domain/permission.ts';

/** A program that acts for an account. */
export const ApiClientEntity = defineEntity({
  name: 'ApiClient',
  tableName: 'api_client',
  properties: {
    id: p.text().$type<Id<'cli'>>().primary(),
    accountId: p.text().$type<Id<'acc'>>(),
    name: p.text(),
    permissions: p.array().$type<Permission[]>(),
    createdAt: p.datetime(),
    /** When it last asked for a token, to the minute. */
    lastUsedAt: p.datetime().nullable(),
    expiresAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
  },
});

export type ApiClientRow = InferEntity<typeof ApiClientEntity>;

/** A secret of a client. There are two while it is replaced. */
export const ApiClientSecretEntity = defineEntity({
  name: 'ApiClientSecret',
  tableName: 'api_client_secret',
  properties: {
    /** SHA-256 of the secret, which is random and long. */
    secretHash: p.text().primary(),
    clientId: p.text().$type<Id<'cli'>>(),
    createdAt: p.datetime(),
    /** Null for the newest one. */
    expiresAt: p.datetime().nullable(),
  },
});

export type ApiClientSecretRow = InferEntity<typeof ApiClientSecretEntity>;
