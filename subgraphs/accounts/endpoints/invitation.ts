import type { Principal } from '../../shared/domain/principal.ts';
import type { Refusal } from '../../shared/domain/refusal.ts';
import { mailSender, PLATFORM_SENDER, type MailSender } from '../../shared/mail/sender.ts';
import { renderPage, type PageField } from '../../shared/pages/page.ts';
import type { Endpoint, EndpointResponse } from '../../shared/process/endpoint.ts';
import type { AccountsContext } from '../context.ts';
import { linkRefusal, linkUnknown } from '../rules/onboarding/invitation.ts';
import { MIN_PASSWORD_LENGTH } from '../rules/passwords/new-password.ts';
import { acceptInvitation, type InvitationAcceptance } from '../services/onboarding/accept-invitation.ts';
import { findByToken, type SentInvitation } from '../services/onboarding/invitations.ts';

const PATH = '/invitation';
/** Longer texts are no token. */
const MAX_TOKEN_LENGTH = 255;

/** The page at `/invitation`: shows the agreement, and asks for everything that the account begins with. */
export function createInvitationPage(
  createContext: (request: { readonly principal: Principal }) => AccountsContext,
): Endpoint {
  return async ({ method, query, form, principal }) => {
    const context = createContext({ principal });
    const token = (method === 'POST' ? form : query).get('token')?.slice(0, MAX_TOKEN_LENGTH) ?? '';
    const sent = await findByToken(context.read, token);
    const over = sent === undefined ? [linkUnknown()] : [linkRefusal(sent.invitation, context.deps.now())];
    const errors = over.filter((one) => one !== undefined);
    if (sent === undefined || errors.length > 0) return showOver(errors, sent);
    return method === 'POST' ? await accept(context, { token, sent, form }) : showForm(context, { token, sent });
  };
}

function senderOf(sent: SentInvitation | undefined): MailSender {
  if (sent === undefined) return PLATFORM_SENDER;
  const { name, contact, branding } = sent.inviter;
  return mailSender({ name, contact: contact ?? null, branding });
}

function showOver(errors: readonly Refusal[], sent: SentInvitation | undefined): EndpointResponse {
  return renderPage(
    { title: 'Invitation', heading: 'This invitation cannot be used', paragraphs: [], errors },
    senderOf(sent),
  );
}

interface OpenPage {
  readonly token: string;
  readonly sent: SentInvitation;
  /** What was sent before. */
  readonly form?: URLSearchParams;
  readonly errors?: readonly Refusal[];
}

function showForm(
  { deps: { agreement } }: AccountsContext,
  { token, sent, form, errors = [] }: OpenPage,
): EndpointResponse {
  const sender = senderOf(sent);
  const typed = (name: string): string => form?.get(name) ?? '';
  const fields: readonly PageField[] = [
    {
      name: 'companyName',
      label: 'Legal name of your company',
      type: 'text',
      autocomplete: 'organization',
      hint: 'With its entity type, for example Falk Resale GmbH.',
      value: typed('companyName'),
    },
    { name: 'firstName', label: 'Given name', type: 'text', autocomplete: 'given-name', value: typed('firstName') },
    { name: 'lastName', label: 'Family name', type: 'text', autocomplete: 'family-name', value: typed('lastName') },
    {
      name: 'email',
      label: 'E-mail address',
      type: 'email',
      autocomplete: 'email',
      value: form === undefined ? sent.invitation.email : typed('email'),
    },
    {
      name: 'login',
      label: 'Login (optional)',
      type: 'text',
      autocomplete: 'username',
      hint: 'You sign in with your e-mail address unless you choose another name.',
      value: typed('login'),
      isOptional: true,
    },
    {
      name: 'password',
      label: 'Password',
      type: 'password',
      autocomplete: 'new-password',
      minLength: MIN_PASSWORD_LENGTH,
      hint: `At least ${MIN_PASSWORD_LENGTH} characters. A few words that have nothing to do with each other are good.`,
    },
    {
      name: 'acceptAgreement',
      label: `I accept the agreement, version ${agreement.version}, for my company.`,
      type: 'checkbox',
      autocomplete: 'off',
      value: agreement.version,
    },
  ];
  return renderPage(
    {
      title: 'Invitation',
      heading: `Become a reseller of ${sender.name}`,
      paragraphs: errors.length > 0 ? [] : ['Review the agreement, then tell us who you are. You can start at once.'],
      document: { title: agreement.title, paragraphs: agreement.body.split(/\n{2,}/) },
      errors,
      form: { action: PATH, hidden: { token }, fields, button: 'Accept and start' },
    },
    sender,
  );
}

async function accept(
  context: AccountsContext,
  page: OpenPage & { readonly form: URLSearchParams },
): Promise<EndpointResponse> {
  const { token, sent, form } = page;
  const outcome = await acceptInvitation(context, readForm(context, token, form));
  if (!outcome.ok) return showForm(context, { ...page, errors: outcome.errors });
  return renderPage(
    {
      title: 'Welcome',
      heading: `Welcome, ${outcome.value.reseller.name}`,
      paragraphs: [`Your account is active. Sign in as ${form.get('login')?.trim() || form.get('email')}.`],
    },
    senderOf(sent),
  );
}

function readForm({ deps }: AccountsContext, token: string, form: URLSearchParams): InvitationAcceptance {
  const text = (name: string): string => form.get(name)?.trim() ?? '';
  const version = text('acceptAgreement');
  return {
    token,
    acceptance: { accepted: version !== '', version: version === '' ? deps.agreement.version : version },
    email: text('email'),
    login: text('login') === '' ? undefined : text('login'),
    firstName: text('firstName'),
    lastName: text('lastName'),
    companyName: text('companyName'),
    password: form.get('password') ?? '',
    address: undefined,
  };
}
