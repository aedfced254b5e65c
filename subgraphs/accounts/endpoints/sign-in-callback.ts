import { refusal } from '../../shared/domain/refusal.ts';
import type { Endpoint, EndpointRequest, EndpointResponse, PageOrigin } from '../../shared/process/endpoint.ts';
import type { AccountsContext } from '../context.ts';
import type { IdentityProvider } from '../rules/single-sign-on/identity-provider.ts';
import { SIGN_IN } from '../rules/single-sign-on/portal.ts';
import { openState, sealState } from '../services/single-sign-on/sealed-state.ts';
import { signInWithIdentity } from '../services/single-sign-on/sign-in-with-identity.ts';
import {
  askForCode,
  cookieOf,
  goOn,
  notSignedIn,
  type DepartedSignIn,
  type RecognisedSignIn,
} from './sign-in-pages.ts';

/** What a state of ours looks like. */
const STATE = /^[\w-]{20,64}$/;

/**
 * The address to which identity providers send the browser back. It signs in whom the provider has recognised, if it is the
 * browser that was sent there.
 */
export function createSignInCallback(createContext: (request: PageOrigin) => AccountsContext): Endpoint {
  return async (request) => {
    const context = createContext(request);
    const { deps } = context;
    const state = request.query.get('state') ?? '';
    const kept = STATE.test(state) ? readCookie(request, cookieOf(state)) : undefined;
    const departed = kept === undefined ? undefined : openState<DepartedSignIn>(deps, 'departure', kept);
    const provider = departed && deps.openId.find(departed.providerId);
    if (departed === undefined || provider === undefined) return notSignedIn([notBegunHere()]);
    const answer = await arrive(context, { request, departed, provider });
    // What was kept has served its purpose.
    const over = `${cookieOf(state)}=; Path=${SIGN_IN}; Max-Age=0; HttpOnly; SameSite=Lax`;
    return { ...answer, headers: { ...answer.headers, 'set-cookie': over } };
  };
}

interface Arrival {
  readonly request: EndpointRequest;
  readonly departed: DepartedSignIn;
  readonly provider: IdentityProvider;
}

async function arrive(
  context: AccountsContext,
  { request: { query }, departed, provider }: Arrival,
): Promise<EndpointResponse> {
  const { deps } = context;
  const { portal, departure } = departed;
  let identity;
  try {
    identity = await deps.openId.arrive(provider, query, departure);
  } catch (error) {
    deps.logger.warn({ provider: provider.id, reason: String(error) }, 'an identity provider gives no usable answer');
    return notSignedIn([noAnswer(provider)], portal);
  }
  if (identity === undefined) return notSignedIn([refusedThere(provider)], portal);
  const { codeChallenge } = portal;
  const outcome = await signInWithIdentity(context, { provider, identity, codeChallenge, code: undefined });
  if (outcome.ok) return goOn(portal, outcome.value);
  if (outcome.errors.every(({ code }) => code === 'SECOND_FACTOR_REQUIRED')) {
    const recognised: RecognisedSignIn = { providerId: provider.id, identity, portal };
    return askForCode(portal, sealState(deps, 'identity', recognised));
  }
  return notSignedIn(outcome.errors, portal);
}

function readCookie({ cookie }: EndpointRequest, name: string): string | undefined {
  const found = cookie
    ?.split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${name}=`));
  return found === undefined ? undefined : found.slice(name.length + 1);
}

function notBegunHere() {
  return refusal('EXPIRED', 'This sign-in was not begun in this browser, or more than ten minutes ago.', {
    remedies: [{ description: 'Open your portal and sign in once more.' }],
  });
}

function refusedThere({ name }: IdentityProvider) {
  return refusal('WRONG_CREDENTIALS', `${name} did not sign you in.`, {
    remedies: [{ description: 'Try it once more, or sign in in another way.' }],
  });
}

function noAnswer({ name }: IdentityProvider) {
  return refusal('VENDOR_UNAVAILABLE', `${name} did not give a usable answer.`, {
    retryable: true,
    remedies: [{ description: 'Try again in a minute, or sign in in another way.' }],
  });
}
