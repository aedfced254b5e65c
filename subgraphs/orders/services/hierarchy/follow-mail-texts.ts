import type { Id } from '../../../shared/domain/ids.ts';
import type { OwnText } from '../../../shared/mail/own-text.ts';
import type { WorkContext } from '../../context.ts';

/** What accounts tells whenever a seller has changed its own texts of mails: all of them. */
export interface MailTextsChanged {
  readonly accountId: Id<'acc'>;
  readonly texts: readonly OwnText[];
  readonly version: number;
}

/** Keeps the texts of a seller up to date. A fact that arrives late does not replace a newer one. */
export async function followMailTexts(
  { write }: WorkContext,
  { accountId, texts, version }: MailTextsChanged,
): Promise<void> {
  await write((tx) =>
    tx.execute(
      `insert into orders.mail_texts as known (account_id, texts, version) values (?, ?::jsonb, ?)
       on conflict (account_id) do update set texts = excluded.texts, version = excluded.version
       where known.version < excluded.version`,
      [accountId, JSON.stringify(texts), version],
    ),
  );
}
