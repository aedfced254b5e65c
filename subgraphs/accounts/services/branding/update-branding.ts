import { recordChange } from '../../../shared/database/record-change.ts';
import { maySee } from '../../../shared/domain/access.ts';
import { changesOfField } from '../../../shared/domain/field-changes.ts';
import type { Optional } from '../../../shared/domain/given.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { OwnText } from '../../../shared/mail/own-text.ts';
import type { SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { changeBranding, type Branding } from '../../rules/branding/branding.ts';
import type { MailTextChange } from '../../rules/branding/mail-texts.ts';
import { announceAccount } from '../hierarchy/announce-account.ts';
import { mailTextsOf, writeMailTexts } from './mail-texts.ts';

/** A request to change how a seller presents itself. */
export interface BrandingUpdate {
  readonly accountId: Id<'acc'>;
  readonly changes: Branding;
  /** Of its own texts: undefined changes none, null takes all away. */
  readonly texts: Optional<readonly MailTextChange[]>;
}

/** Changes the branding of the viewer's account, or of a seller below it. Mail has it from the next one on. */
export function updateBranding(
  context: SignedInContext,
  { accountId, changes, texts }: BrandingUpdate,
): Promise<Outcome<AccountRow>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<AccountRow>> => {
    const account = await tx.lock(AccountEntity, { id: accountId });
    if (account === null || !maySee(viewer, account.path)) return refused(notFound('account', 'accountId'));
    if (account.type === 'CUSTOMER') return refused(customersSellNothing());
    const changed = changeBranding({ branding: account.branding, country: account.address?.country }, changes);
    const wordedBefore = await mailTextsOf(tx, accountId);
    const worded = await writeMailTexts(tx, deps, accountId, texts);
    if (!changed.ok || !worded.ok) return refused(...reasonsOf(changed), ...reasonsOf(worded));
    const before = account.branding;
    account.branding = changed.value;
    account.version += 1;
    await tx.flush();
    await announceAccount(tx, deps.outbox, account);
    await recordChange(tx, context, {
      action: 'updateBranding',
      accountId,
      subjectId: accountId,
      changes: [
        ...changesOfField('branding', before, account.branding),
        ...changesOfField('texts', byMail(wordedBefore), byMail(worded.value)),
      ],
    });
    return done(account);
  });
}

/** Own texts as the parts of one value: each by its mail and language. */
function byMail(texts: readonly OwnText[]): object {
  return Object.fromEntries(texts.map(({ mail, language, ...said }) => [`${mail}.${language}`, said]));
}

function reasonsOf(outcome: Outcome<unknown>): readonly Refusal[] {
  return outcome.ok ? [] : outcome.errors;
}

function customersSellNothing() {
  return refusal('NOT_ALLOWED', 'A customer sells to nobody, so nobody receives mail in its name.', {
    path: ['accountId'],
    remedies: [{ description: 'Change the branding of the account that sells to it.' }],
  });
}
