import type { MailBody } from './content.ts';
import { dateText } from './date-text.ts';
import type { Language } from './language.ts';
import type { InvitationMail, LinkedMail, LoginMail, MessageName, PasswordLinkMail } from './message-data.ts';
import { fill } from './texts.ts';

/** The content of a mail with a link to set a password. */
export function composePasswordLinkMail(
  name: 'access.granted' | 'access.reset',
  { accountName, login, url, expiresAt }: PasswordLinkMail,
  language: Language,
): MailBody {
  const { access, locale } = language;
  const values = { accountName, login, expiresAt: dateText(expiresAt, locale) };
  return {
    ...textsOf(name, values, language),
    facts: [
      { label: access.account, value: accountName },
      { label: access.login, value: login },
      { label: access.expiresAt, value: values.expiresAt },
    ],
    action: { label: access.setPassword, url },
    notes: [],
  };
}

/** The content of a mail that tells of a change to a login, and what to do if somebody else has made it. */
export function composeChangedMail(
  name: 'access.changed' | 'access.second-factor',
  data: LoginMail,
  language: Language,
): MailBody {
  return { ...composeLoginMail(name, data, language), notes: [unexpected(data, language)] };
}

/** The content of a mail that tells of an identity that opens a login from now on. */
export function composeLinkedMail(data: LinkedMail, language: Language): MailBody {
  const { accountName, login, providerName } = data;
  const texts = textsOf('access.identity-linked', { accountName, login, providerName }, language);
  return { ...composeLoginMail('access.changed', data, language), ...texts, notes: [unexpected(data, language)] };
}

function unexpected({ accountName }: LoginMail, { access }: Language) {
  const { title, text } = access.unexpected;
  return { title, text: fill(text, { accountName }) };
}

/** The content of a mail that tells a login, and where a link to set a password can be asked for. */
export function composeLoginMail(
  name: 'access.changed' | 'access.second-factor' | 'reseller.activated',
  { accountName, login, resetUrl }: LoginMail,
  language: Language,
): MailBody {
  const { access } = language;
  return {
    ...textsOf(name, { accountName, login }, language),
    facts: [
      { label: access.account, value: accountName },
      { label: access.login, value: login },
    ],
    action: { label: access.newLink, url: resetUrl },
    notes: [],
  };
}

/** The content of an invitation to become a reseller. */
export function composeInvitationMail({ inviterName, url, expiresAt }: InvitationMail, language: Language): MailBody {
  const { access, locale } = language;
  const { subject, heading, opening, because } = language.messages['reseller.invited'];
  const values = { inviterName, expiresAt: dateText(expiresAt, locale) };
  return {
    subject: fill(subject, values),
    values,
    heading,
    opening: opening.map((text) => fill(text, values)),
    facts: [{ label: access.expiresAt, value: values.expiresAt }],
    action: { label: access.reviewAgreement, url },
    items: [],
    notes: [],
    hasLinks: true,
    because: fill(because, values),
  };
}

/** The messages about the access of a user. */
type AccessMessage = Extract<MessageName, `access.${string}` | 'reseller.activated'>;

function textsOf(name: AccessMessage, values: Readonly<Record<string, string>>, { messages }: Language) {
  const { subject, heading, opening, because } = messages[name];
  return {
    subject: fill(subject, values),
    values,
    heading,
    opening: opening.map((text) => fill(text, values)),
    items: [],
    hasLinks: true,
    because: fill(because, values),
  };
}
