import identityProvidersOperation from '../../../../schema/operations/identity-providers.graphql?raw';
import { isObject, requestGraph, stringAt } from '../graph/graph-request.ts';

const STORAGE_KEY = 'tiergraph.single-sign-on';

/** What a page that returns from signing in has to prove that it began it. */
export interface ReturnedSignIn {
  readonly code: string;
  readonly codeVerifier: string;
}

/**
 * Where the browser goes for single sign-on: to the only identity provider, or to the page that lists them. Null when there is
 * none, the server does not answer, or the page is on a connection that gives it no cryptography.
 */
export async function findSignInUrl(): Promise<string | null> {
  if (!isSecureContext) return null;
  const answer = await requestGraph({ query: identityProvidersOperation, accessToken: null }).catch(() => null);
  const providers: unknown = answer?.data?.['identityProviders'];
  if (!Array.isArray(providers)) return null;
  const [first] = providers.flatMap((provider: unknown) => stringAt(provider, 'signInUrl') ?? []);
  if (first === undefined) return null;
  const url = new URL(first);
  if (providers.length > 1) url.search = '';
  return url.href;
}

/** Leaves this page to sign in, and returns to it. What proves that it began here stays in the tab. */
export async function leaveToSignIn(signInUrl: string, storage: Storage): Promise<void> {
  const [state, codeVerifier] = [randomText(), randomText()];
  storage.setItem(STORAGE_KEY, JSON.stringify({ state, codeVerifier }));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier));
  const url = new URL(signInUrl);
  url.searchParams.set('redirect_uri', `${location.origin}/`);
  url.searchParams.set('state', state);
  url.searchParams.set('code_challenge', base64url(new Uint8Array(digest)));
  url.searchParams.set('code_challenge_method', 'S256');
  location.assign(url);
}

/** Reads, and takes out of the address, what the browser has returned with; null when this tab has not begun it. */
export function takeReturned(storage: Storage): ReturnedSignIn | null {
  const parameters = new URLSearchParams(location.search);
  const code = parameters.get('code');
  if (code === null) return null;
  history.replaceState(null, '', location.pathname);
  const kept = readKept(storage.getItem(STORAGE_KEY));
  storage.removeItem(STORAGE_KEY);
  const codeVerifier = stringAt(kept, 'codeVerifier');
  return codeVerifier !== null && stringAt(kept, 'state') === parameters.get('state') ? { code, codeVerifier } : null;
}

function readKept(text: string | null): unknown {
  try {
    const kept: unknown = JSON.parse(text ?? 'null');
    return isObject(kept) ? kept : null;
  } catch {
    return null;
  }
}

function randomText(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
