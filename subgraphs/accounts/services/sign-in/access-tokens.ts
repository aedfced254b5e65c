import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { sealPath } from '../../../shared/database/sealed-path.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { Permission } from '../../../shared/domain/permission.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import type { AccountsDeps } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';

/** A token, and who acts with it. */
export interface SignedToken {
  readonly accessToken: string;
  readonly expiresAt: Date;
  readonly principal: SignedInPrincipal;
}

/** Who a token is for, and what it permits. */
export type TokenHolder = (
  | {
      readonly kind: 'user';
      readonly subject: Id<'usr'>;
      /** The user's own account, when they act for another. */
      readonly actingFrom: Id<'acc'> | undefined;
    }
  | { readonly kind: 'client'; readonly subject: Id<'cli'> }
) & {
  readonly sessionId: Id<'ses'>;
  readonly account: AccountRow;
  readonly permissions: readonly Permission[];
  readonly clientAddress: string;
};

/** Signs the token with which its holder acts. It ends within minutes: sessions continue, tokens do not. */
export async function signAccessToken(
  tx: Writer,
  { config, keys, now }: AccountsDeps,
  holder: TokenHolder,
): Promise<SignedToken> {
  const { account, sessionId, permissions, clientAddress } = holder;
  const actingFrom = holder.kind === 'user' ? holder.actingFrom : undefined;
  const { kid, privateKey } = await keys.signing(tx);
  const issuedAt = Math.floor(now().getTime() / 1_000);
  const expires = issuedAt + config.accessTokenSeconds;
  const accessToken = await new SignJWT({
    acc: account.id,
    path: sealPath(config.sealer, account.path),
    atype: account.type,
    perms: permissions,
    kind: holder.kind,
    sid: sessionId,
    // Who really acts, as RFC 8693 has it.
    ...(actingFrom === undefined ? {} : { act: { sub: holder.subject, acc: actingFrom } }),
  })
    .setProtectedHeader({ alg: 'EdDSA', kid })
    .setSubject(holder.subject)
    .setIssuer('tiergraph')
    .setAudience('tiergraph')
    .setIssuedAt(issuedAt)
    .setExpirationTime(expires)
    .setJti(randomUUID())
    .sign(privateKey);
  const acting = {
    sessionId,
    accountId: account.id,
    accountType: account.type,
    path: account.path,
    permissions: new Set(permissions),
    actingFrom,
    clientAddress,
    tokenExpiresAt: expires,
  };
  const principal: SignedInPrincipal =
    holder.kind === 'user'
      ? { ...acting, kind: 'user', subject: holder.subject }
      : { ...acting, kind: 'client', subject: holder.subject };
  return { accessToken, expiresAt: new Date(expires * 1_000), principal };
}
