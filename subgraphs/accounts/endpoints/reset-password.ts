import type { Principal } from '../../shared/domain/principal.ts';
import { refusal, type Refusal } from '../../shared/domain/refusal.ts';
import { PLATFORM_SENDER, type MailSender } from '../../shared/mail/sender.ts';
import { renderPage, type PageField } from '../../shared/pages/page.ts';
import type { Endpoint, EndpointResponse } from '../../shared/process/endpoint.ts';
import type { AccountsContext } from '../context.ts';
import { AccountEntity } from '../entities/account.ts';
import type { UserRow } from '../entities/user.ts';
import { MIN_PASSWORD_LENGTH } from '../rules/passwords/new-password.ts';
import { findUsableLink, linkOver } from '../services/passwords/password-links.ts';
import { requestPasswordReset } from '../services/passwords/request-password-reset.ts';
import { resetPassword } from '../services/passwords/reset-password.ts';
import { senderTo } from '../services/passwords/send-access-mail.ts';

const PATH = '/reset-password';
const TITLE = 'Set a password';
/** Longer texts are no token. */
const MAX_TOKEN_LENGTH = 255;

/**
 * The page at `/reset-password`. With the token of a link it asks for the new password, without one for the login of the user
 * to whom a link is sent. Opening a link changes nothing.
 */
export function createResetPasswordPage(
  createContext: (request: { readonly principal: Principal }) => AccountsContext,
): Endpoint {
  return async ({ method, query, form, principal }) => {
    const context = createContext({ principal });
    const token = (method === 'POST' ? form : query).get('token')?.slice(0, MAX_TOKEN_LENGTH) ?? '';
    if (token !== '')
      return method === 'POST' ? await setPassword(context, token, form) : await showForm(context, token);
    return method === 'POST' ? await sendLink(context, form.get('login') ?? '') : askForLogin();
  };
}

function askForLogin(errors: readonly Refusal[] = [], login = ''): EndpointResponse {
  const field: PageField = { name: 'login', label: 'Login', type: 'text', autocomplete: 'username', value: login };
  return renderPage(
    {
      title: TITLE,
      heading: 'Forgot your password?',
      paragraphs:
        errors.length > 0 ? [] : ['Enter your login. We send a link to set a new password to your e-mail address.'],
      errors,
      form: { action: PATH, hidden: {}, fields: [field], button: 'Send the link' },
    },
    PLATFORM_SENDER,
  );
}

async function sendLink(context: AccountsContext, login: string): Promise<EndpointResponse> {
  if (login.trim() === '') return askForLogin([refusal('REQUIRED', 'The login is missing.', { path: ['login'] })]);
  const outcome = await requestPasswordReset(context, login.trim());
  if (!outcome.ok) return askForLogin(outcome.errors, login);
  return renderPage(
    {
      title: TITLE,
      heading: 'Look into your mail',
      paragraphs: [
        'If there is a user with this login, a link to set a new password is on its way. It works once, within an hour.',
        'Nothing there? Look into the spam folder, and check the login.',
      ],
      links: [{ label: 'Send it again', href: PATH }],
    },
    PLATFORM_SENDER,
  );
}

async function showForm(context: AccountsContext, token: string, errors: readonly Refusal[] = []) {
  const usable = await findUsableLink(context.read, token, context.deps.now());
  if (usable === undefined) return askForLogin([linkOver()]);
  return renderPage(
    {
      title: TITLE,
      heading: TITLE,
      paragraphs: [`For the login ${usable.user.login}.`],
      errors,
      form: { action: PATH, hidden: { token }, fields: PASSWORD_FIELDS, button: 'Set the password' },
    },
    await senderOf(context, usable.user),
  );
}

const PASSWORD_FIELDS: readonly PageField[] = [
  {
    name: 'password',
    label: 'New password',
    type: 'password',
    autocomplete: 'new-password',
    minLength: MIN_PASSWORD_LENGTH,
    hint: `At least ${MIN_PASSWORD_LENGTH} characters. A few words that have nothing to do with each other are good.`,
  },
  { name: 'repeated', label: 'The same once more', type: 'password', autocomplete: 'new-password' },
];

async function setPassword(context: AccountsContext, token: string, form: URLSearchParams): Promise<EndpointResponse> {
  const password = form.get('password') ?? '';
  if (password !== form.get('repeated')) {
    return await showForm(context, token, [
      refusal('INVALID', 'The two passwords are not the same.', {
        path: ['repeated'],
        remedies: [{ description: 'Type the new password twice.' }],
      }),
    ]);
  }
  const outcome = await resetPassword(context, { token, password });
  if (!outcome.ok) return await showForm(context, token, outcome.errors);
  return renderPage(
    {
      title: 'Password set',
      heading: 'Your password is set',
      paragraphs: [`You can now sign in as ${outcome.value.login}. You were signed out everywhere else.`],
    },
    await senderOf(context, outcome.value),
  );
}

async function senderOf({ read }: AccountsContext, { accountId }: UserRow): Promise<MailSender> {
  return await senderTo(read, await read.findOneOrFail(AccountEntity, { id: accountId }));
}
