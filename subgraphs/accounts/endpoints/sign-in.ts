import { refusal } from '../../shared/domain/refusal.ts';
import type { Endpoint, EndpointResponse, PageOrigin } from '../../shared/process/endpoint.ts';
import type { AccountsContext } from '../context.ts';
import type { IdentityProvider } from '../rules/single-sign-on/identity-provider.ts';
import { readPortal, SIGN_IN, type Portal } from '../rules/single-sign-on/portal.ts';
import { openState, sealState, STATE_SECONDS } from '../services/single-sign-on/sealed-state.ts';
import { issueSignInCode } from '../services/single-sign-on/sign-in-codes.ts';
import { signInWithIdentity } from '../services/single-sign-on/sign-in-with-identity.ts';
import { proveLogin } from '../services/sign-in/sign-in.ts';
import {
  askForCode,
  askForLogin,
  cookieOf,
  goOn,
  notSignedIn,
  signInPage,
  type DepartedSignIn,
  type RecognisedSignIn,
} from './sign-in-pages.ts';
import { firstPageLanguage } from './texts/page-texts.ts';

/**
 * The page at `/sign-in`, to which portals send people in the words of OAuth: `redirect_uri`, `state`, `code_challenge`. It asks
 * for login and password, and lists the identity providers; with `provider` it goes straight to that one. Whoever has signed in
 * returns to the portal with a `code` for `completeSignIn`.
 */
export function createSignInPage(createContext: (request: PageOrigin) => AccountsContext): Endpoint {
  return async ({ method, query, form, principal, requestId }) => {
    const context = createContext({ principal, requestId });
    if (method === 'POST' && form.has('identity')) return await takeCode(context, form);
    const parameters = method === 'POST' ? form : query;
    if (!parameters.has('redirect_uri')) return beginAtPortal(context);
    const portal = readPortal(parameters, context.deps.config.returnUrls);
    if (!portal.ok) return notSignedIn(portal.errors);
    if (method === 'POST') return await takeLogin(context, portal.value, form);
    const provider = context.deps.openId.find(query.get('provider') ?? '');
    return provider === undefined
      ? askForLogin(context, { portal: portal.value })
      : await depart(context, provider, portal.value);
  };
}

/** Without a portal nobody could use a session. */
function beginAtPortal({ deps: { config } }: AccountsContext): EndpointResponse {
  const links = config.returnUrls.map((href) => ({ label: new URL(href).host, href }));
  const paragraphs = ['Open the portal that you want to use. It brings you here to sign in, and you return to it.'];
  return signInPage({ heading: 'Sign in at your portal', paragraphs, links }, firstPageLanguage(''));
}

async function takeLogin(context: AccountsContext, portal: Portal, form: URLSearchParams): Promise<EndpointResponse> {
  const login = form.get('login')?.trim() ?? '';
  const code = form.get('code')?.trim();
  const credentials = { login, password: form.get('password') ?? '', code: code === '' ? undefined : code };
  const { codeChallenge } = portal;
  const outcome = await proveLogin(context, credentials, (tx, { user }) =>
    issueSignInCode(tx, context.deps, { userId: user.id, codeChallenge }),
  );
  if (!outcome.ok) return askForLogin(context, { portal, errors: outcome.errors, login });
  return goOn(portal, outcome.value);
}

async function takeCode(context: AccountsContext, form: URLSearchParams): Promise<EndpointResponse> {
  const { deps } = context;
  const sealed = form.get('identity') ?? '';
  const recognised = openState<RecognisedSignIn>(deps, 'identity', sealed);
  const provider = recognised && deps.openId.find(recognised.providerId);
  if (recognised === undefined || provider === undefined) return notSignedIn([tookTooLong()]);
  const { identity, portal } = recognised;
  const { codeChallenge } = portal;
  const code = form.get('code')?.trim() ?? '';
  const outcome = await signInWithIdentity(context, { provider, identity, codeChallenge, code });
  return outcome.ok ? goOn(portal, outcome.value) : askForCode(portal, sealed, outcome.errors);
}

/** Sends the browser to a provider. What it comes back with must fit what only this browser keeps. */
async function depart(context: AccountsContext, provider: IdentityProvider, portal: Portal): Promise<EndpointResponse> {
  const { deps } = context;
  try {
    const { url, departure } = await deps.openId.depart(provider);
    const kept: DepartedSignIn = { providerId: provider.id, departure, portal };
    const sealed = sealState(deps, 'departure', kept);
    const secure = deps.config.publicUrl.startsWith('https:') ? '; Secure' : '';
    const cookie = `${cookieOf(departure.state)}=${sealed}; Path=${SIGN_IN}; Max-Age=${STATE_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
    return { status: 303, headers: { location: url, 'set-cookie': cookie }, body: '' };
  } catch (error) {
    deps.logger.warn({ provider: provider.id, reason: String(error) }, 'an identity provider does not answer');
    return askForLogin(context, { portal, errors: [doesNotAnswer(provider)] });
  }
}

function doesNotAnswer({ name }: IdentityProvider) {
  return refusal('VENDOR_UNAVAILABLE', `${name} does not answer at the moment.`, {
    retryable: true,
    remedies: [{ description: 'Try again in a minute, or sign in with your login and password.' }],
  });
}

function tookTooLong() {
  return refusal('EXPIRED', 'Signing in took too long.', {
    remedies: [{ description: 'Open your portal and sign in once more.' }],
  });
}
