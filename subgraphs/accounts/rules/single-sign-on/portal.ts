import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';

/** The page on which people sign in. */
export const SIGN_IN = '/sign-in';

/** The portal that sent somebody to sign in, and where they return to. */
export interface Portal {
  /** One of the configured addresses. */
  readonly redirectUri: string;
  /** What the portal wants back as it is. */
  readonly state: string;
  /** The SHA-256 of what only the portal in this browser has, in base64url (RFC 7636). */
  readonly codeChallenge: string;
  /** The languages in which people may be spoken to, the best first, separated by spaces (OpenID Connect Core, 3.1.2.1). */
  readonly uiLocales: string;
}

const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
const MAX_STATE_LENGTH = 512;
const LANGUAGES = /^[A-Za-z0-9 -]{1,100}$/;

/** Reads what a portal says, in the words of OAuth (RFC 6749, 4.1.1; RFC 7636, 4.3). All faults at once. */
export function readPortal(parameters: URLSearchParams, allowed: readonly string[]): Outcome<Portal> {
  const redirectUri = parameters.get('redirect_uri') ?? '';
  const state = parameters.get('state') ?? '';
  const codeChallenge = parameters.get('code_challenge') ?? '';
  const method = parameters.get('code_challenge_method');
  const faults = [
    ...(allowed.includes(redirectUri)
      ? []
      : [fault('redirect_uri', 'Nobody is sent to this address after signing in.', 'Use one of SIGN_IN_RETURN_URLS.')]),
    ...(CHALLENGE.test(codeChallenge) && method === 'S256'
      ? []
      : [fault('code_challenge', 'The challenge is missing, or not one by S256.', 'Send one as RFC 7636 describes.')]),
    ...(state.length <= MAX_STATE_LENGTH
      ? []
      : [fault('state', 'The state is too long.', `Send at most ${MAX_STATE_LENGTH} characters.`)]),
  ];
  if (faults.length > 0) return refused(...faults);
  const uiLocales = parameters.get('ui_locales') ?? '';
  // A wish for a language is no reason to turn anybody away.
  return done({ redirectUri, state, codeChallenge, uiLocales: LANGUAGES.test(uiLocales) ? uiLocales : '' });
}

/** The same as parameters of a request. */
export function portalParameters(portal: Portal): Readonly<Record<string, string>> {
  const { redirectUri, state, codeChallenge, uiLocales } = portal;
  return {
    redirect_uri: redirectUri,
    state,
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
    ...(uiLocales === '' ? {} : { ui_locales: uiLocales }),
  };
}

/** The address at the portal to which the browser returns with a code. */
export function returnAddress({ redirectUri, state }: Portal, code: string): string {
  const url = new URL(redirectUri);
  url.searchParams.set('code', code);
  if (state !== '') url.searchParams.set('state', state);
  return url.href;
}

function fault(parameter: string, message: string, cure: string) {
  return refusal('INVALID', message, { path: [parameter], remedies: [{ description: cure }] });
}
