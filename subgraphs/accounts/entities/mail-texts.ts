import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { OwnText } from '../../shared/mail/own-text.ts';

/** The mails that a seller has worded itself. */
export const MailTextsEntity = defineEntity({
  name: 'MailTexts',
  tableName: 'mail_texts',
  properties: {
    accountId: p.text().$type<Id<'acc'>>().primary(),
    texts: p.json<readonly OwnText[]>(),
    /** Grows with every change. */
    version: p.integer(),
  },
});

export type MailTextsRow = InferEntity<typeof MailTextsEntity>;
