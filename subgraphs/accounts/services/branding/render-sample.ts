import { maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { isMessageName } from '../../../shared/mail/messages.ts';
import { renderMail, type RenderedMail } from '../../../shared/mail/render-mail.ts';
import { SAMPLE_DATA, sampleFrame } from '../../../shared/mail/sample-data.ts';
import { mailSender } from '../../../shared/mail/sender.ts';
import type { SignedInContext } from '../../context.ts';

/** Which mail is shown, and in whose name. */
export interface SampleRequest {
  readonly mail: string;
  readonly accountId: Id<'acc'>;
  readonly language: string;
}

/** A mail with sample data in the name of a seller; null for an account out of sight, and for a mail that there is not. */
export async function renderSample(
  { viewer, loaders }: SignedInContext,
  { mail, accountId, language }: SampleRequest,
): Promise<RenderedMail | null> {
  const account = await loaders.account.load(accountId);
  if (account === null || !maySee(viewer, account.path) || account.type === 'CUSTOMER' || !isMessageName(mail)) {
    return null;
  }
  const { name, branding } = account;
  const texts = await loaders.mailTexts.load(accountId);
  const sender = mailSender({ name, contact: account.contact ?? null, branding, texts: texts?.texts ?? [] });
  return renderMail(mail, SAMPLE_DATA[mail], { ...sampleFrame(mail), language, sender });
}
