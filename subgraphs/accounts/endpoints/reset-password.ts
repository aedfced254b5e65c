import { refusal, type Refusal } from '../../shared/domain/refusal.ts';
import { FALLBACK_LANGUAGE } from '../../shared/mail/messages.ts';
import type { Page, PageField } from '../../shared/pages/page.ts';
import type { Endpoint, EndpointResponse, PageOrigin } from '../../shared/process/endpoint.ts';
import type { AccountsContext } from '../context.ts';
import { AccountEntity, type AccountRow } from '../entities/account.ts';
import type { UserRow } from '../entities/user.ts';
import { MIN_PASSWORD_LENGTH } from '../rules/passwords/new-password.ts';
import { findUsableLink, linkOver } from '../services/passwords/password-links.ts';
import { requestPasswordReset } from '../services/passwords/request-password-reset.ts';
import { resetPassword } from '../services/passwords/reset-password.ts';
import { senderTo } from '../services/branding/mail-sender.ts';
import { pageLanguage, showPage, type PageLanguage } from './texts/page-texts.ts';

const PATH = '/reset-password';
/** Longer texts are no token. */
const MAX_TOKEN_LENGTH = 255;

/**
 * The page at `/reset-password`. With the token of a link it asks for the new password, without one for the login of the user
 * to whom a link is sent. Opening a link changes nothing. It is in the language of the user's account; before the user is
 * known, in that of the mail that led here.
 */
export function createResetPasswordPage(createContext: (request: PageOrigin) => AccountsContext): Endpoint {
  return async ({ method, query, form, principal, requestId }) => {
    const context = createContext({ principal, requestId });
    const sent = method === 'POST' ? form : query;
    const token = sent.get('token')?.slice(0, MAX_TOKEN_LENGTH) ?? '';
    const language = pageLanguage(sent.get('language') ?? FALLBACK_LANGUAGE);
    if (token !== '')
      return method === 'POST' ? await setPassword(context, token, form) : await showForm(context, { token, language });
    return method === 'POST' ? await sendLink(context, form.get('login') ?? '', language) : askForLogin(language);
  };
}

function askForLogin(language: PageLanguage, errors: readonly Refusal[] = [], value = ''): EndpointResponse {
  const { tag, texts } = language;
  const { title, heading, paragraphs, button } = texts.forgotten;
  const field: PageField = { name: 'login', label: texts.login, type: 'text', autocomplete: 'username', value };
  const form = { action: PATH, hidden: { language: tag }, fields: [field], button };
  return showPage({ title, heading, paragraphs: errors.length > 0 ? [] : paragraphs, errors, form }, language);
}

async function sendLink(context: AccountsContext, login: string, language: PageLanguage): Promise<EndpointResponse> {
  if (login.trim() === '') {
    return askForLogin(language, [refusal('REQUIRED', 'The login is missing.', { path: ['login'] })]);
  }
  const outcome = await requestPasswordReset(context, login.trim());
  if (!outcome.ok) return askForLogin(language, outcome.errors, login);
  const { sent, forgotten } = language.texts;
  const links = [{ label: sent.again, href: `${PATH}?language=${language.tag}` }];
  return showPage({ title: forgotten.title, heading: sent.heading, paragraphs: sent.paragraphs, links }, language);
}

interface FormRequest {
  readonly token: string;
  /** Of a page that says that the link is over. */
  readonly language: PageLanguage;
  readonly errors?: readonly Refusal[];
}

async function showForm(context: AccountsContext, { token, language, errors = [] }: FormRequest) {
  const usable = await findUsableLink(context.read, token, context.deps.now());
  if (usable === undefined) return askForLogin(language, [linkOver()]);
  const account = await accountOf(context, usable.user);
  const own = pageLanguage(account.language);
  const { texts, tag } = own;
  const { heading, paragraphs, button } = texts.reset;
  const page: Page = {
    title: texts.forgotten.title,
    heading,
    paragraphs,
    errors,
    form: { action: PATH, hidden: { token, language: tag }, fields: passwordFields(own), button },
  };
  const values = { login: usable.user.login, minLength: String(MIN_PASSWORD_LENGTH) };
  return showPage(page, own, { sender: await senderTo(context.read, account), values });
}

function passwordFields({ texts }: PageLanguage): readonly PageField[] {
  const { password, repeated } = texts.reset;
  return [
    {
      name: 'password',
      label: password,
      type: 'password',
      autocomplete: 'new-password',
      minLength: MIN_PASSWORD_LENGTH,
      hint: texts.passwordHint,
    },
    { name: 'repeated', label: repeated, type: 'password', autocomplete: 'new-password' },
  ];
}

async function setPassword(context: AccountsContext, token: string, form: URLSearchParams): Promise<EndpointResponse> {
  const password = form.get('password') ?? '';
  const language = pageLanguage(form.get('language') ?? FALLBACK_LANGUAGE);
  if (password !== form.get('repeated')) {
    const remedies = [{ description: 'Type the new password twice.' }];
    const differs = refusal('INVALID', 'The two passwords are not the same.', { path: ['repeated'], remedies });
    return await showForm(context, { token, language, errors: [differs] });
  }
  const outcome = await resetPassword(context, { token, password });
  if (!outcome.ok) return await showForm(context, { token, language, errors: outcome.errors });
  const account = await accountOf(context, outcome.value);
  const own = pageLanguage(account.language);
  const sender = await senderTo(context.read, account);
  return showPage(own.texts.done, own, { sender, values: { login: outcome.value.login } });
}

function accountOf({ read }: AccountsContext, { accountId }: UserRow): Promise<AccountRow> {
  return read.findOneOrFail(AccountEntity, { id: accountId });
}
