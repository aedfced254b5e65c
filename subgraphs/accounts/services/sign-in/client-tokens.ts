import { leaveUnrecorded } from '../../../shared/database/record-change.ts';
import type { AccountsContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { ApiClientEntity, ApiClientSecretEntity, type ApiClientRow } from '../../entities/api-client.ts';
import { isClientUsable } from '../../rules/users/api-client.ts';
import { refusalOfSignIn } from '../hierarchy/account-holds.ts';
import { hashOfSecret } from './secrets.ts';
import { startClientSession } from './sessions.ts';

/** What a program proves itself with. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A token of a client, which is not refreshed: the client asks for the next one. */
export interface ClientToken {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
}

/** Issues a token to an API client. Undefined when id and secret do not match, or the client or its account are over. */
export async function issueClientToken(
  { read, write, deps, principal: { clientAddress } }: AccountsContext,
  { clientId, clientSecret }: ClientCredentials,
): Promise<ClientToken | undefined> {
  const secret = await read.findOne(ApiClientSecretEntity, { secretHash: hashOfSecret(clientSecret) });
  if (secret === null || secret.clientId !== clientId) return undefined;
  const now = deps.now();
  if ((secret.expiresAt ?? null) !== null && now >= (secret.expiresAt ?? now)) return undefined;
  return await write(async (tx) => {
    leaveUnrecorded(tx, 'session');
    // Whoever revokes the client ends the sessions that are there by then, and this one is not yet.
    const client = await tx.lock(ApiClientEntity, { id: secret.clientId });
    const account = client && (await tx.findOne(AccountEntity, { id: client.accountId }));
    if (client === null || account === null || !isUsable(client, now)) return undefined;
    if ((await refusalOfSignIn(tx, account)) !== undefined) return undefined;
    await tx.execute(
      `update accounts.api_client set last_used_at = ?
       where id = ? and (last_used_at is null or last_used_at < ?::timestamptz - interval '1 minute')`,
      [now, client.id, now],
    );
    const { accessToken, expiresAt } = await startClientSession(tx, deps, { client, account, clientAddress });
    const expiresInSeconds = Math.floor((expiresAt.getTime() - now.getTime()) / 1_000);
    return { accessToken, expiresInSeconds };
  });
}

function isUsable({ expiresAt, revokedAt }: ApiClientRow, now: Date): boolean {
  return isClientUsable({ expiresAt: expiresAt ?? null, revokedAt: revokedAt ?? null }, now);
}
