import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, type Outcome } from '../../../shared/domain/refusal.ts';
import type { Optional } from '../../../shared/domain/given.ts';
import type { OwnText } from '../../../shared/mail/own-text.ts';
import type { AccountsDeps } from '../../context.ts';
import { MailTextsEntity, type MailTextsRow } from '../../entities/mail-texts.ts';
import { changeMailTexts, type MailTextChange } from '../../rules/branding/mail-texts.ts';

/** The sellers with own texts of mails, by their versions. */
export const MAIL_TEXTS_ROWS = 'select account_id as key, version::bigint as version from accounts.mail_texts';

/** The facts about sellers' own texts as they are now. */
export async function mailTextsFacts(read: Reader, ids: readonly string[]): Promise<readonly object[]> {
  return (await read.find(MailTextsEntity, { accountId: { $in: ids as Id<'acc'>[] } })).map(mailTextsFact);
}

/** What a seller says in its own words. */
export async function mailTextsOf(read: Reader, accountId: Id<'acc'>): Promise<readonly OwnText[]> {
  return (await read.findOne(MailTextsEntity, { accountId }))?.texts ?? [];
}

/** Changes a seller's own texts. The caller has locked the account, so that two changes follow each other. */
export async function writeMailTexts(
  tx: Writer,
  { outbox }: Pick<AccountsDeps, 'outbox'>,
  accountId: Id<'acc'>,
  changes: Optional<readonly MailTextChange[]>,
): Promise<Outcome<readonly OwnText[]>> {
  const known = await tx.lock(MailTextsEntity, { accountId });
  const changed = changeMailTexts(known?.texts ?? [], changes);
  if (!changed.ok || changed.value === known?.texts || (known === null && changed.value.length === 0)) return changed;
  const row = known ?? tx.create(MailTextsEntity, { accountId, texts: [], version: 0 });
  row.texts = changed.value;
  row.version += 1;
  await tx.flush();
  await outbox.append(tx, 'mail-texts-changed', mailTextsFact(row));
  return done(changed.value);
}

function mailTextsFact({ accountId, texts, version }: MailTextsRow): object {
  return { accountId, texts, version };
}
