import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

/** What the provider says of a person whom it knows. */
export interface Person {
  readonly email?: string;
  readonly email_verified?: boolean;
}

/** A real OpenID Connect provider on loopback, at which people sign in by their subject alone. */
export interface RunningIdentityProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whom it knows, by subject; a test may change it at any time. */
  readonly people: Map<string, Person>;
}

interface ProviderOptions {
  /** To which it sends browsers back. */
  readonly redirectUri: string;
  /** Whether addresses are in the ID token, or told only to who asks for them. */
  readonly tellsInToken?: boolean;
}

const FORM = `<!doctype html><html lang="en"><title>The other place</title><link rel="icon" href="data:,"><form method="post">
<label>Subject <input name="subject"></label> <button>Sign in there</button> <button name="refuse" value="1">Refuse</button></form></html>`;

/** Starts a provider, which the caller disposes of. */
export async function startIdentityProvider({
  redirectUri,
  tellsInToken = false,
}: ProviderOptions): Promise<RunningIdentityProvider> {
  const people = new Map<string, Person>();
  const [clientId, clientSecret] = ['tiergraph', randomBytes(16).toString('hex')];
  let answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: !tellsInToken,
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'first' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, ...people.get(accountId) }),
    }),
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    // Whoever signs in there agrees to tell us.
    async loadExistingGrant({ oidc }: { readonly oidc: GrantRequest }) {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const main = provider.callback();
  const interact = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') return void response.setHeader('content-type', 'text/html').end(FORM);
    const form = new URLSearchParams(await text(request));
    const result = form.has('refuse') ? { error: 'access_denied' } : { login: { accountId: form.get('subject') } };
    await provider.interactionFinished(request, response, result);
  };
  answer = (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return main(request, response);
    interact(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  };
  return {
    issuer,
    clientId,
    clientSecret,
    people,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface GrantRequest {
  readonly client: { readonly clientId: string };
  readonly session: { readonly accountId: string };
}
