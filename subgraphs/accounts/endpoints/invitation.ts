import type { Refusal } from '../../shared/domain/refusal.ts';
import { FALLBACK_LANGUAGE } from '../../shared/mail/messages.ts';
import { mailSender, PLATFORM_SENDER, type MailSender } from '../../shared/mail/sender.ts';
import type { PageField } from '../../shared/pages/page.ts';
import type { Endpoint, EndpointResponse, PageOrigin } from '../../shared/process/endpoint.ts';
import type { AccountsContext } from '../context.ts';
import { linkRefusal, linkUnknown } from '../rules/onboarding/invitation.ts';
import { MIN_PASSWORD_LENGTH } from '../rules/passwords/new-password.ts';
import { acceptInvitation, type InvitationAcceptance } from '../services/onboarding/accept-invitation.ts';
import { findByToken, type SentInvitation } from '../services/onboarding/invitations.ts';
import { pageLanguage, showPage, type PageLanguage } from './texts/page-texts.ts';

const PATH = '/invitation';
/** Longer texts are no token. */
const MAX_TOKEN_LENGTH = 255;

/** The page at `/invitation`: shows the agreement, and asks for everything that the account begins with. */
export function createInvitationPage(createContext: (request: PageOrigin) => AccountsContext): Endpoint {
  return async ({ method, query, form, principal, requestId }) => {
    const context = createContext({ principal, requestId });
    const token = (method === 'POST' ? form : query).get('token')?.slice(0, MAX_TOKEN_LENGTH) ?? '';
    const sent = await findByToken(context.read, token);
    const over = sent === undefined ? [linkUnknown()] : [linkRefusal(sent.invitation, context.deps.now())];
    const errors = over.filter((one) => one !== undefined);
    if (sent === undefined || errors.length > 0)
      return showOver(errors, sent, query.get('language') ?? FALLBACK_LANGUAGE);
    return method === 'POST' ? await accept(context, { token, sent, form }) : showForm(context, { token, sent });
  };
}

function senderOf(sent: SentInvitation | undefined): MailSender {
  if (sent === undefined) return PLATFORM_SENDER;
  const { name, contact, branding } = sent.inviter;
  return mailSender({ name, contact: contact ?? null, branding });
}

function showOver(errors: readonly Refusal[], sent: SentInvitation | undefined, tag: string): EndpointResponse {
  const language = pageLanguage(sent?.inviter.language ?? tag);
  const { title, over } = language.texts.invitation;
  return showPage({ title, heading: over, paragraphs: [], errors }, language, { sender: senderOf(sent) });
}

interface OpenPage {
  readonly token: string;
  readonly sent: SentInvitation;
  /** What was sent before. */
  readonly form?: URLSearchParams;
  readonly errors?: readonly Refusal[];
}

function showForm({ deps: { agreement } }: AccountsContext, page: OpenPage): EndpointResponse {
  const { token, sent, errors = [] } = page;
  const sender = senderOf(sent);
  const language = pageLanguage(sent.inviter.language);
  const { title, heading, paragraphs, button } = language.texts.invitation;
  return showPage(
    {
      title,
      heading,
      paragraphs: errors.length > 0 ? [] : paragraphs,
      document: { title: agreement.title, paragraphs: agreement.body.split(/\n{2,}/) },
      errors,
      form: { action: PATH, hidden: { token }, fields: fieldsOf(page, language, agreement.version), button },
    },
    language,
    {
      sender,
      values: { senderName: sender.name, version: agreement.version, minLength: String(MIN_PASSWORD_LENGTH) },
    },
  );
}

function fieldsOf({ form, sent }: OpenPage, { texts }: PageLanguage, version: string): readonly PageField[] {
  const { invitation: labels, passwordHint } = texts;
  const typed = (field: Pick<PageField, 'name' | 'label' | 'autocomplete'>): PageField => {
    return { ...field, type: 'text', value: form?.get(field.name) ?? '' };
  };
  const email = typed({ name: 'email', label: labels.email, autocomplete: 'email' });
  return [
    {
      ...typed({ name: 'companyName', label: labels.companyName, autocomplete: 'organization' }),
      hint: labels.companyHint,
    },
    typed({ name: 'firstName', label: labels.firstName, autocomplete: 'given-name' }),
    typed({ name: 'lastName', label: labels.lastName, autocomplete: 'family-name' }),
    { ...email, type: 'email', value: form === undefined ? sent.invitation.email : email.value },
    {
      ...typed({ name: 'login', label: labels.loginOptional, autocomplete: 'username' }),
      hint: labels.loginHint,
      isOptional: true,
    },
    {
      name: 'password',
      label: labels.password,
      type: 'password',
      autocomplete: 'new-password',
      minLength: MIN_PASSWORD_LENGTH,
      hint: passwordHint,
    },
    { name: 'acceptAgreement', label: labels.accept, type: 'checkbox', autocomplete: 'off', value: version },
  ];
}

async function accept(
  context: AccountsContext,
  page: OpenPage & { readonly form: URLSearchParams },
): Promise<EndpointResponse> {
  const { token, sent, form } = page;
  const outcome = await acceptInvitation(context, readForm(context, token, form));
  if (!outcome.ok) return showForm(context, { ...page, errors: outcome.errors });
  const language = pageLanguage(sent.inviter.language);
  const login = form.get('login')?.trim() || (form.get('email') ?? '');
  const values = { companyName: outcome.value.reseller.name, login };
  return showPage(language.texts.welcome, language, { sender: senderOf(sent), values });
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
