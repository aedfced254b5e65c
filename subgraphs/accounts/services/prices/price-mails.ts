import { MAIL_TRIES } from '../../../shared/mail/mailer.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { WorkContext } from '../../context.ts';

/** The queue of mails about prices that rise. */
export const PRICE_MAIL_QUEUE = {
  name: 'accounts.price-mail',
  options: MAIL_TRIES,
};

/** Told by the catalogue: prices that an account pays rise with a price list. How they do is sealed. */
export interface PricesRise {
  readonly importId: Id<'imp'>;
  readonly accountId: Id<'acc'>;
  readonly sealedDigest: string;
}

/** Has an account told by mail of a price list, once: the same fact that comes again changes nothing. */
export async function enqueuePriceMail({ write, deps }: WorkContext, fact: PricesRise): Promise<void> {
  const { importId, accountId, sealedDigest } = fact;
  await write(async (tx) => {
    const written = await tx.execute(
      `insert into accounts.price_mail (import_id, account_id, told_at) values (?, ?, ?::timestamptz)
       on conflict do nothing returning account_id`,
      [importId, accountId, deps.now().toISOString()],
    );
    if (written.length === 0) return;
    await deps.jobs.enqueue(tx, PRICE_MAIL_QUEUE.name, { importId, accountId, sealedDigest } satisfies PricesRise);
  });
}
