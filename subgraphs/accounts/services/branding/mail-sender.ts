import type { Reader } from '../../../shared/database/transaction.ts';
import { mailSender, type MailSender } from '../../../shared/mail/sender.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { mailTextsOf } from './mail-texts.ts';

/** A seller as the readers of its mail see it. */
export async function senderOf(read: Reader, { id, name, contact, branding }: AccountRow): Promise<MailSender> {
  return mailSender({ name, contact: contact ?? null, branding, texts: await mailTextsOf(read, id) });
}

/** Mail comes in the name of the account that sells to the reader's; the provider's own in that of the provider. */
export async function senderTo(read: Reader, account: AccountRow): Promise<MailSender> {
  const parentId = account.parentId ?? null;
  const seller = parentId === null ? account : await read.findOneOrFail(AccountEntity, { id: parentId });
  return await senderOf(read, seller);
}
