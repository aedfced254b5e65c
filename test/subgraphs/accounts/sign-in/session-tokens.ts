import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose';
import { expect } from 'vitest';
import {
  RefreshSessionDocument,
  SignInDocument,
  type RefreshSessionMutation,
  type SignInMutation,
} from '../../../operations/generated/graphql.ts';
import { ANONYMOUS, contextToken, type ContextClaims } from '../../../support/principals.ts';
import type { DemoAccounts } from '../demo-hierarchy.ts';

/** The tokens of a session. */
export type Tokens = NonNullable<SignInMutation['signIn']['session']>;

/** Signs a user of the demo hierarchy in. */
export async function signIn(accounts: DemoAccounts, login: string): Promise<Tokens> {
  const input = { login, password: 'Tiergraph-demo-1' };
  const { data } = await accounts.ask(SignInDocument, { input }, ANONYMOUS);
  if (data.signIn.session === null) throw new Error('The sign-in was refused');
  return data.signIn.session;
}

/** Refreshes a session; the answer must come without GraphQL errors. */
export async function refresh(
  accounts: DemoAccounts,
  refreshToken: string,
): Promise<RefreshSessionMutation['refreshSession']> {
  const { data, errors } = await accounts.ask(RefreshSessionDocument, { input: { refreshToken } }, ANONYMOUS);
  expect(errors).toEqual([]);
  return data.refreshSession;
}

/** Refreshes a session that has not ended. */
export async function refreshed(accounts: DemoAccounts, refreshToken: string): Promise<Tokens> {
  const { session, userErrors } = await refresh(accounts, refreshToken);
  expect(userErrors).toEqual([]);
  if (session === null) throw new Error('The refresh answered no session');
  return session;
}

/** The answer to the refresh of a session that has ended. */
export const OVER = { session: null, viewer: null, userErrors: [{ code: 'EXPIRED' }] };

/** Lets the half minute pass in which the refresh token before the newest one can be sent again. */
export async function letGraceEnd(accounts: DemoAccounts, accessToken: string): Promise<void> {
  const { payload } = await verified(accounts, accessToken);
  await accounts.database.sql(
    `update accounts.session set refreshed_at = refreshed_at - interval '31 seconds' where id = $1`,
    [payload['sid']],
  );
}

/** A document of accounts, requested as the gateway requests it. */
export function publishedBy({ subgraph }: DemoAccounts, address: string, as = contextToken('accounts', ANONYMOUS)) {
  const { pathname, searchParams: query } = new URL(address, 'http://accounts');
  return subgraph.documents[pathname]?.({ query, contextToken: as });
}

/** The content of an access token, verified with the keys that accounts publishes. */
export async function verified(accounts: DemoAccounts, token: string) {
  const published = await publishedBy(accounts, '/.well-known/jwks.json');
  const keys = createLocalJWKSet(published as JSONWebKeySet);
  return jwtVerify(token, keys, { algorithms: ['EdDSA'], issuer: 'tiergraph', audience: 'tiergraph' });
}

/** Whom an access token signs in, as the gateway tells subgraphs. */
export async function principalOf({ database }: DemoAccounts, accessToken: string): Promise<ContextClaims> {
  const { kind, sub, sid, acc, atype, perms, act } = decodeJwt<Omit<ContextClaims, 'act'> & { act?: { acc: string } }>(
    accessToken,
  );
  const [row] = await database.sql<{ readonly path: string }>(
    'select path::text as path from accounts.account where id = $1',
    [acc],
  );
  const claims = { kind, sub, sid, acc, atype, perms, path: row?.path, rip: '192.0.2.1' } as ContextClaims;
  return act === undefined ? claims : { ...claims, act: act.acc };
}
