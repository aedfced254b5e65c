import type { Reader } from '../../../shared/database/transaction.ts';
import type { PriceRiseMail } from '../../../shared/mail/message-data.ts';
import { renderMail } from '../../../shared/mail/render-mail.ts';
import type { MailPerson } from '../../../shared/mail/sender.ts';
import type { RunningJob } from '../../../shared/messaging/running-job.ts';
import type { AccountsDeps, WorkContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { UserEntity } from '../../entities/user.ts';
import { senderTo } from '../branding/mail-sender.ts';
import type { PricesRise } from './price-mails.ts';

/**
 * Tells the contact of a reseller which of its prices rise, in the name of its seller; an administrator where there is no
 * contact. Nothing when it has switched these mails off, is gone or cancelled, or has nobody to write to.
 */
export async function sendPriceMail(
  { read, deps }: WorkContext,
  { importId, accountId, sealedDigest }: PricesRise,
  job: RunningJob,
): Promise<void> {
  const account = await read.findOne(AccountEntity, { id: accountId });
  if (account === null || account.status === 'CANCELLED' || !account.priceChangeMails) return;
  const recipient = await readerOf(read, account);
  if (recipient === null) return;
  const sender = await senderTo(read, account);
  const data = { ...openDigest(deps, sealedDigest), accountName: account.name };
  const content = renderMail('prices.rising', data, { language: account.language, sender, recipient });
  job.assertHeld();
  await deps.mailer.send({ name: `prices-rising-${importId}-${accountId}`, sender, recipient, content });
}

/** The administrative contact; the first administrator who can sign in where there is none. */
async function readerOf(read: Reader, { id: accountId, contact }: AccountRow): Promise<MailPerson | null> {
  if (contact) return contact;
  const administrators = { accountId, kind: 'ADMINISTRATOR', enabled: true } as const;
  return await read.findOne(UserEntity, administrators, { orderBy: { id: 'asc' } });
}

/** A digest as the catalogue has sealed it: moments are texts. */
type SealedDigest = Omit<PriceRiseMail, 'accountName' | 'since' | 'rises'> & {
  readonly since: string;
  readonly rises: readonly (Omit<PriceRiseMail['rises'][number], 'effectiveAt'> & { readonly effectiveAt: string })[];
};

function openDigest({ config }: AccountsDeps, sealed: string): Omit<PriceRiseMail, 'accountName'> {
  const { vendorName, plans, since, rises } = JSON.parse(config.sealer.open(sealed)) as SealedDigest;
  return {
    vendorName,
    plans,
    since: new Date(since),
    rises: rises.map((rise) => ({ ...rise, effectiveAt: new Date(rise.effectiveAt) })),
  };
}
