import type { Refusal } from '../../shared/domain/refusal.ts';
import { fill } from '../../shared/mail/texts.ts';
import type { Page, PageField, PageLink } from '../../shared/pages/page.ts';
import type { EndpointResponse } from '../../shared/process/endpoint.ts';
import type { AccountsContext } from '../context.ts';
import type { Identity } from '../rules/single-sign-on/identity.ts';
import { portalParameters, returnAddress, SIGN_IN, type Portal } from '../rules/single-sign-on/portal.ts';
import type { Departure } from '../connectors/openid-providers.ts';
import { firstPageLanguage, showPage, type PageLanguage } from './texts/page-texts.ts';

/** Where identity providers send the browser back to. */
export const SIGN_IN_CALLBACK = `${SIGN_IN}/callback`;

/** What the browser keeps while somebody is at a provider. */
export interface DepartedSignIn {
  readonly providerId: string;
  readonly departure: Departure;
  readonly portal: Portal;
}

/** What the form for a second factor holds: whom the provider has recognised, and where they go on. */
export interface RecognisedSignIn {
  readonly providerId: string;
  readonly identity: Identity;
  readonly portal: Portal;
}

/** A page about signing in, in the name of the platform: nobody knows yet whose customer its reader is. */
export function signInPage(
  page: Omit<Page, 'title'>,
  language: PageLanguage,
  values: Readonly<Record<string, string>> = {},
): EndpointResponse {
  return showPage({ title: language.texts.signIn.title, ...page }, language, { values });
}

/** The form with login and password, and the providers. */
export function askForLogin(
  { deps: { openId } }: AccountsContext,
  {
    portal,
    errors = [],
    login = '',
  }: { readonly portal: Portal; readonly errors?: readonly Refusal[]; readonly login?: string },
): EndpointResponse {
  const language = firstPageLanguage(portal.uiLocales);
  const { signIn } = language.texts;
  return signInPage(
    {
      heading: signIn.heading,
      paragraphs: errors.length > 0 ? [] : signIn.paragraphs,
      errors,
      form: {
        action: SIGN_IN,
        hidden: portalParameters(portal),
        fields: loginFields(login, language),
        button: signIn.button,
      },
      choices: openId.listed.map((provider) => ({
        label: fill(signIn.withProvider, { provider: provider.name }),
        href: signInAddress(portal, { provider: provider.id }),
      })),
      links: [{ label: signIn.forgotten, href: `/reset-password?language=${language.tag}` }],
    },
    language,
    { host: hostOf(portal) },
  );
}

function loginFields(login: string, { texts }: PageLanguage): readonly PageField[] {
  const { signIn } = texts;
  return [
    { name: 'login', label: texts.login, type: 'text', autocomplete: 'username', value: login },
    { name: 'password', label: signIn.password, type: 'password', autocomplete: 'current-password' },
    { ...CODE_FIELD, label: signIn.codeOptional, hint: signIn.codeOptionalHint, isOptional: true },
  ];
}

const CODE_FIELD = { name: 'code', type: 'text', autocomplete: 'one-time-code' } as const;

/** The form for the code of somebody who has a second factor here. */
export function askForCode(portal: Portal, sealed: string, errors: readonly Refusal[] = []): EndpointResponse {
  const language = firstPageLanguage(portal.uiLocales);
  const { heading, paragraphs, code, hint, button } = language.texts.secondFactor;
  return signInPage(
    {
      heading,
      paragraphs: errors.length > 0 ? [] : paragraphs,
      errors,
      form: { action: SIGN_IN, hidden: { identity: sealed }, fields: [{ ...CODE_FIELD, label: code, hint }], button },
    },
    language,
  );
}

/**
 * Sends the browser back to the portal. A page does that, because a form must not be answered by an address of another site:
 * browsers take that for a form which is sent there.
 */
export function goOn(portal: Portal, code: string): EndpointResponse {
  const language = firstPageLanguage(portal.uiLocales);
  const { heading, goOn: label } = language.texts.signedIn;
  const href = returnAddress(portal, code);
  const links = [{ label: fill(label, { host: hostOf(portal) }), href }];
  return signInPage({ heading, paragraphs: [], links, goesTo: href }, language);
}

/** A page that says why somebody is not signed in, with the way back. In English where no portal says in which language. */
export function notSignedIn(errors: readonly Refusal[], portal?: Portal): EndpointResponse {
  const language = firstPageLanguage(portal?.uiLocales ?? '');
  const { heading, otherWay } = language.texts.notSignedIn;
  const links: PageLink[] = portal === undefined ? [] : [{ label: otherWay, href: signInAddress(portal) }];
  return signInPage({ heading, paragraphs: [], errors, links }, language);
}

function signInAddress(portal: Portal, more: Readonly<Record<string, string>> = {}): string {
  return `${SIGN_IN}?${new URLSearchParams({ ...portalParameters(portal), ...more }).toString()}`;
}

function hostOf({ redirectUri }: Portal): string {
  return new URL(redirectUri).host;
}

/** The cookie that has the sign-in of this state. There is one for each, so that two windows do not hinder each other. */
export function cookieOf(state: string): string {
  return `tiergraph-sign-in-${state.slice(0, 12)}`;
}
