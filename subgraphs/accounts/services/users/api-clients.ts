import { may, maySee } from '../../../shared/domain/access.ts';
import { recordChange } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { changesOfField, firstValues } from '../../../shared/domain/field-changes.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsContext, SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { ApiClientEntity, ApiClientSecretEntity, type ApiClientRow } from '../../entities/api-client.ts';
import { SessionEntity } from '../../entities/session.ts';
import { checkNewApiClient, isClientUsable, oldSecretExpiry, type NewApiClient } from '../../rules/users/api-client.ts';
import { hashOfSecret, newSecret } from '../sign-in/secrets.ts';
import { lockEditor, noLongerAllowed } from './editor.ts';

/** A client with a secret that is shown once. */
export interface ClientWithSecret {
  readonly apiClient: ApiClientRow;
  readonly clientSecret: string;
}

/** Creates an API client of an account that the viewer may see, with permissions of its own, and its first secret. */
export function createApiClient(context: SignedInContext, request: NewApiClient): Promise<Outcome<ClientWithSecret>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<ClientWithSecret>> => {
    const editor = await lockEditor(tx, viewer);
    // Of two at the same time, the second counts the client of the first.
    const account = await tx.lock(AccountEntity, { id: request.accountId });
    if (account === null || !maySee(viewer, account.path)) return refused(notFound('account', 'accountId'));
    if (!editor.has('MANAGE_API_CLIENTS')) return refused(noLongerAllowed('API clients'));
    const now = deps.now();
    const count = await tx.count(ApiClientEntity, { accountId: account.id, revokedAt: null });
    const { type: accountType, status: accountStatus } = account;
    const errors = checkNewApiClient(request, { accountType, accountStatus, count, editor, now });
    if (errors.length > 0) return refused(...errors);
    const { permissions, expiresAt, ...named } = request;
    const apiClient = tx.create(ApiClientEntity, {
      ...named,
      id: newId('cli'),
      permissions: [...new Set(permissions)],
      expiresAt: expiresAt ?? null,
      createdAt: now,
    });
    await tx.flush();
    await recordChange(tx, context, {
      action: 'createApiClient',
      accountId: account.id,
      subjectId: apiClient.id,
      changes: firstValues(apiClient, ['name', 'permissions', 'expiresAt']),
    });
    return done({ apiClient, clientSecret: await addSecret(tx, apiClient.id, now) });
  });
}

/** Gives a client another secret. The one before works for seven days more, and any older one no longer. */
export function rotateApiClientSecret(context: SignedInContext, id: Id<'cli'>): Promise<Outcome<ClientWithSecret>> {
  return changeClient(context, id, async (tx, apiClient, now) => {
    await tx.nativeDelete(ApiClientSecretEntity, { clientId: id, expiresAt: { $ne: null } });
    await tx.nativeUpdate(ApiClientSecretEntity, { clientId: id }, { expiresAt: oldSecretExpiry(now) });
    await recordChange(tx, context, {
      action: 'rotateApiClientSecret',
      accountId: apiClient.accountId,
      subjectId: id,
    });
    return { apiClient, clientSecret: await addSecret(tx, id, now) };
  });
}

/** Revokes a client for good: it gets no more tokens, and those it has stop working when the gateways next ask. */
export function revokeApiClient(context: SignedInContext, id: Id<'cli'>): Promise<Outcome<ApiClientRow>> {
  return changeClient(context, id, async (tx, apiClient, now) => {
    apiClient.revokedAt = now;
    await tx.flush();
    await tx.nativeDelete(ApiClientSecretEntity, { clientId: id });
    await tx.nativeUpdate(SessionEntity, { clientId: id, endedAt: null, expiresAt: { $gt: now } }, { endedAt: now });
    await recordChange(tx, context, {
      action: 'revokeApiClient',
      accountId: apiClient.accountId,
      subjectId: id,
      changes: changesOfField('revokedAt', undefined, now),
    });
    return apiClient;
  });
}

function changeClient<Value>(
  { viewer, write, deps }: SignedInContext,
  id: Id<'cli'>,
  change: (tx: Writer, client: ApiClientRow, now: Date) => Promise<Value>,
): Promise<Outcome<Value>> {
  return write(async (tx): Promise<Outcome<Value>> => {
    const editor = await lockEditor(tx, viewer);
    const client = await tx.lock(ApiClientEntity, { id });
    const account = client && (await tx.findOne(AccountEntity, { id: client.accountId }));
    if (client === null || account === null || !maySee(viewer, account.path)) {
      return refused(notFound('API client', 'apiClientId'));
    }
    if (!editor.has('MANAGE_API_CLIENTS')) return refused(noLongerAllowed('API clients'));
    // A secret of a client that may do more would be enough to do all of that.
    const beyond = client.permissions.filter((permission) => !editor.has(permission));
    if (beyond.length > 0) return refused(mayDoMore(beyond));
    const now = deps.now();
    const state = { expiresAt: client.expiresAt ?? null, revokedAt: client.revokedAt ?? null };
    if (!isClientUsable(state, now)) return refused(isOver());
    return done(await change(tx, client, now));
  });
}

async function addSecret(tx: Writer, clientId: Id<'cli'>, createdAt: Date): Promise<string> {
  const secret = newSecret();
  tx.create(ApiClientSecretEntity, { secretHash: hashOfSecret(secret), clientId, createdAt });
  await tx.flush();
  return secret;
}

/** The clients of an account that are not revoked, newest first; none without MANAGE_API_CLIENTS, or out of sight. */
export async function visibleApiClients(
  { principal, loaders }: AccountsContext,
  { id, path }: AccountRow,
): Promise<readonly ApiClientRow[]> {
  if (!maySee(principal, path) || !may(principal, 'MANAGE_API_CLIENTS')) return [];
  return await loaders.apiClients.load(id);
}

/** A client by its id: for itself, and for who sees it in the list of its account; null for others. */
export async function visibleApiClient(
  { viewer, loaders }: SignedInContext,
  id: Id<'cli'>,
): Promise<ApiClientRow | null> {
  const client = await loaders.apiClient.load(id);
  if (client === null || client.id === viewer.subject) return client;
  const account = await loaders.account.load(client.accountId);
  return account !== null && maySee(viewer, account.path) && may(viewer, 'MANAGE_API_CLIENTS') ? client : null;
}

function mayDoMore(permissions: readonly string[]) {
  return refusal('NOT_ALLOWED', `This client may do what you may not: ${permissions.join(', ')}.`, {
    path: ['apiClientId'],
    remedies: [{ description: 'Ask an administrator who has these permissions as well.' }],
  });
}

function isOver() {
  return refusal('STATE_CONFLICT', 'This client was revoked, or has expired.', {
    path: ['apiClientId'],
    remedies: [{ description: 'Create a new one.' }],
  });
}
