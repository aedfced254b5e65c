import { randomUUID } from 'node:crypto';
import type { Writer } from '../../../shared/database/transaction.ts';
import { MAIL_TRIES } from '../../../shared/mail/mailer.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { AccountsDeps } from '../../context.ts';

/** The queue of mails about the access of users. They are sent by jobs, since a mail server may be away. */
export const ACCESS_MAIL_QUEUE = {
  name: 'accounts.mail',
  options: MAIL_TRIES,
};

/** A mail to a user. Its link is made when it is sent, so that no token is stored. */
export type AccessMail =
  | {
      readonly message: 'access.granted' | 'access.changed' | 'access.second-factor' | 'reseller.activated';
      readonly userId: Id<'usr'>;
    }
  | { readonly message: 'access.identity-linked'; readonly userId: Id<'usr'>; readonly providerName: string }
  /** Named by what somebody has typed: there may be no such user. */
  | { readonly message: 'access.reset'; readonly loginKey: string };

export type AccessMailJob = AccessMail & {
  /** Tells this mail from others with the same message to the same user. */
  readonly occasion: string;
};

/** Asks for a mail in the transaction of what it tells of. */
export async function enqueueAccessMail(
  tx: Writer,
  { jobs }: Pick<AccountsDeps, 'jobs'>,
  mail: AccessMail,
  { afterSeconds = 0 } = {},
): Promise<void> {
  const job: AccessMailJob = { ...mail, occasion: randomUUID() };
  await jobs.enqueue(tx, ACCESS_MAIL_QUEUE.name, job, afterSeconds > 0 ? { startAfter: afterSeconds } : {});
}
