import type { Reader } from '../../../shared/database/transaction.ts';
import { renderMail } from '../../../shared/mail/render-mail.ts';
import { inLanguageOf } from '../../../shared/pages/page-address.ts';
import type { RunningJob } from '../../../shared/messaging/running-job.ts';
import type { WorkContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';
import { senderTo } from '../branding/mail-sender.ts';
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
  const resetUrl = inLanguageOf(new URL('/reset-password', deps.config.publicUrl).href, account.language);
  const write = async () => {
    if (mail.message === 'access.granted' || mail.message === 'access.reset') {
      return renderMail(mail.message, { ...about, ...(await linkFor(context, user, { mail, account })) }, frame);
    }
    if (mail.message === 'access.identity-linked') {
      return renderMail(mail.message, { ...about, resetUrl, providerName: mail.providerName }, frame);
    }
    return renderMail(mail.message, { ...about, resetUrl }, frame);
  };
  const content = await write();
  job.assertHeld();
  const { sender } = frame;
  await deps.mailer.send({ name: `${message.replaceAll('.', '-')}-${mail.occasion}`, sender, recipient, content });
}

interface LinkedMail {
  readonly mail: AccessMailJob;
  readonly account: AccountRow;
}

async function linkFor({ write, deps }: WorkContext, { id: userId }: UserRow, { mail, account }: LinkedMail) {
  const purpose = mail.message === 'access.reset' ? 'RESET' : 'ACCESS';
  const link = await write((tx) => makePasswordLink(tx, deps, { userId, purpose }));
  return { ...link, url: inLanguageOf(link.url, account.language) };
}

function findReader(read: Reader, mail: AccessMailJob): Promise<UserRow | null> {
  const which = mail.message === 'access.reset' ? { loginKey: mail.loginKey } : { id: mail.userId };
  return read.findOne(UserEntity, which);
}
