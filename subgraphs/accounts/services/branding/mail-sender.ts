import type { Reader } from '../../../shared/database/transaction.ts';
import { mailSender, type MailSender } from '../../../shared/mail/sender.ts';
import type { AccountRow } from '../../entities/account.ts';
import { mailTextsOf } from './mail-texts.ts';

/** A seller as the readers of its mail see it. */
export async function senderOf(read: Reader, { id, name, contact, branding }: AccountRow): Promise<MailSender> {
  return mailSender({ name, contact: contact ?? null, branding, texts: await mailTextsOf(read, id) });
}
