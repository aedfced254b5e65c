import type { MailBody } from './content.ts';
import { dateText } from './date-text.ts';
import type { Language } from './language.ts';
import type { InvitationMail, LoginMail, PasswordLinkMail } from './message-data.ts';
import { fill } from './texts.ts';

/** The content of a mail with a link to set a password. */
export function composePasswordLinkMail(
  name: 'access.granted' | 'access.reset',
  { accountName, login, url, expiresAt }: PasswordLinkMail,
  language: Language,
): MailBody {
  const { access, locale } = language;
  return {
    ...textsOf(name, accountName, language),
    facts: [
      { label: access.account, value: accountName },
      { label: access.login, value: login },
      { label: access.expiresAt, value: dateText(expiresAt, locale) },
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
  const { title, text } = language.access.unexpected;
  const notes = [{ title, text: fill(text, { accountName: data.accountName }) }];
  return { ...composeLoginMail(name, data, language), notes };
}

/** The content of a mail that tells a login, and where a link to set a password can be asked for. */
export function composeLoginMail(
  name: 'access.changed' | 'access.second-factor' | 'reseller.activated',
  { accountName, login, resetUrl }: LoginMail,
  language: Language,
): MailBody {
  const { access } = language;
  return {
    ...textsOf(name, accountName, language),
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
  const values = { inviterName };
  return {
    subject: fill(subject, values),
    heading,
    opening: opening.map((text) => fill(text, values)),
    facts: [{ label: access.expiresAt, value: dateText(expiresAt, locale) }],
    action: { label: access.reviewAgreement, url },
    items: [],
    notes: [],
    hasLinks: true,
    because: fill(because, values),
  };
}

function textsOf(
  name: 'access.granted' | 'access.reset' | 'access.changed' | 'access.second-factor' | 'reseller.activated',
  accountName: string,
  { messages }: Language,
) {
  const { subject, heading, opening, because } = messages[name];
  const values = { accountName };
  return {
    subject: fill(subject, values),
    heading,
    opening: opening.map((text) => fill(text, values)),
    items: [],
    hasLinks: true,
    because: fill(because, values),
  };
}
