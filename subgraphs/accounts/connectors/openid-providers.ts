import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
  type CustomFetch,
  type IDToken,
} from 'openid-client';
import { createFetch } from '../../shared/process/outbound-fetch.ts';
import type { Identity } from '../rules/single-sign-on/identity.ts';
import { isLoopback, type IdentityProvider } from '../rules/single-sign-on/identity-provider.ts';

/** What has to be remembered in the browser until somebody comes back from a provider. */
export interface Departure {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** The configured OpenID Connect providers. Each call may reject when a provider does not answer within seconds. */
export interface OpenIdProviders {
  readonly listed: readonly IdentityProvider[];
  find(id: string): IdentityProvider | undefined;
  /** Where the browser goes to be recognised. */
  depart(provider: IdentityProvider): Promise<{ readonly url: string; readonly departure: Departure }>;
  /**
   * Whom the provider has recognised; undefined when it says that it has not. Rejects when the answer does not fit the
   * departure.
   *
   * @param query of the request with which the browser has come back
   */
  arrive(provider: IdentityProvider, query: URLSearchParams, departure: Departure): Promise<Identity | undefined>;
}

const TIMEOUT_S = 4;
/** How long what a provider says of itself is kept. */
const KEPT_MS = 10 * 60_000;

interface Known {
  readonly configuration: Promise<Configuration>;
  readonly untilMs: number;
}

/**
 * Speaks to providers as a client with a secret, by authorisation codes with PKCE. A provider is asked about itself when
 * somebody first goes there, so one that is away hinders nobody else.
 *
 * @param redirectUri to which every provider sends the browser back
 */
export function createOpenIdProviders(
  listed: readonly IdentityProvider[],
  { redirectUri, nowMs }: { readonly redirectUri: string; readonly nowMs: () => number },
): OpenIdProviders {
  const known = new Map<string, Known>();
  const fetch = createFetch() as CustomFetch;
  const configurationOf = (provider: IdentityProvider): Promise<Configuration> => {
    const kept = known.get(provider.id);
    if (kept !== undefined && kept.untilMs > nowMs()) return kept.configuration;
    const configuration = discover(provider, fetch);
    known.set(provider.id, { configuration, untilMs: nowMs() + KEPT_MS });
    // What failed is tried again by the next one.
    configuration.catch(() => known.delete(provider.id));
    return configuration;
  };
  return {
    listed,
    find: (id) => listed.find((provider) => provider.id === id),
    async depart(provider) {
      const configuration = await configurationOf(provider);
      const departure = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state: departure.state,
        nonce: departure.nonce,
        code_challenge: await calculatePKCECodeChallenge(departure.codeVerifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, departure };
    },
    async arrive(provider, query, { state, nonce, codeVerifier }) {
      const configuration = await configurationOf(provider);
      const url = new URL(redirectUri);
      url.search = query.toString();
      const checks = {
        pkceCodeVerifier: codeVerifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      };
      const tokens = await authorizationCodeGrant(configuration, url, checks).catch(refusedAsUndefined);
      if (tokens === undefined) return undefined;
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('Invariant: an ID token is expected');
      return await identify(configuration, claims, tokens.access_token);
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: IdentityProvider, fetch: CustomFetch) {
  const url = new URL(issuer);
  const execute = [enableNonRepudiationChecks, ...(isLoopback(url) ? [allowInsecureRequests] : [])];
  const options = { timeout: TIMEOUT_S, execute, [customFetch]: fetch };
  return await discovery(url, clientId, clientSecret, undefined, options);
}

function refusedAsUndefined(error: unknown): undefined {
  if (error instanceof AuthorizationResponseError) return undefined;
  throw error;
}

/** A provider may tell an address in the token, or only when it is asked. */
async function identify(configuration: Configuration, claims: IDToken, accessToken: string): Promise<Identity> {
  const { iss: issuer, sub: subject } = claims;
  const asks = claims['email'] === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined;
  const told = asks ? await fetchUserInfo(configuration, accessToken, subject) : claims;
  const email = typeof told['email'] === 'string' ? told['email'] : undefined;
  return { issuer, subject, email, isEmailVerified: told['email_verified'] === true };
}
