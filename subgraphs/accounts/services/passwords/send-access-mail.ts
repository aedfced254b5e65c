import type { Reader } from '../../../shared/database/transaction.ts';
import { renderMail } from '../../../shared/mail/render-mail.ts';
import { mailSender, type MailSender } from '../../../shared/mail/sender.ts';
import type { RunningJob } from '../../../shared/messaging/running-job.ts';
import type { WorkContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';
import type { AccessMailJob } from './access-mails.ts';
import { makePasswordLink } from './password-links.ts';

/** Sends one mail about a user's access; none when there is no such user, or a disabled one. */
export async function sendAccessMail(context: WorkContext, mail: AccessMailJob, job: RunningJob): Promise<void> {
  const { read, deps } = context;
  const user = await findReader(read, mail);
  if (user === null || !user.enabled) return;
  const account = await read.findOneOrFail(AccountEntity, { id: user.accountId });
  const { message } = mail;
  const recipient = message === 'reseller.activated' ? (account.contact ?? user) : user;
  const frame = { language: account.language, sender: await senderTo(read, account), recipient };
  const about = { accountName: account.name, login: user.login };
  const resetUrl = new URL('/reset-password', deps.config.publicUrl).href;
  const content =
    message === 'access.granted' || message === 'access.reset'
      ? renderMail(message, { ...about, ...(await linkFor(context, user, mail)) }, frame)
      : renderMail(message, { ...about, resetUrl }, frame);
  job.assertHeld();
  const { sender } = frame;
  await deps.mailer.send({ name: `${message.replaceAll('.', '-')}-${mail.occasion}`, sender, recipient, content });
}

function linkFor({ write, deps }: WorkContext, { id: userId }: UserRow, { message }: AccessMailJob) {
  const purpose = message === 'access.reset' ? 'RESET' : 'ACCESS';
  return write((tx) => makePasswordLink(tx, deps, { userId, purpose }));
}

function findReader(read: Reader, mail: AccessMailJob): Promise<UserRow | null> {
  const which = mail.message === 'access.reset' ? { loginKey: mail.loginKey } : { id: mail.userId };
  return read.findOne(UserEntity, which);
}

/** Mail comes in the name of the account that sells to the reader's; the provider's own in that of the provider. */
export async function senderTo(read: Reader, account: AccountRow): Promise<MailSender> {
  const parentId = account.parentId ?? null;
  const seller = parentId === null ? account : await read.findOneOrFail(AccountEntity, { id: parentId });
  return mailSender({ name: seller.name, contact: seller.contact ?? null, branding: seller.branding });
}
