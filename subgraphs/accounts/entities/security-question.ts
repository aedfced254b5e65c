import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

/** The question by which the service desk recognises who calls for an account. */
export const SecurityQuestionEntity = defineEntity({
  name: 'SecurityQuestion',
  tableName: 'security_question',
  properties: {
    accountId: p.text().$type<Id<'acc'>>().primary(),
    question: p.text(),
    /** Made by scrypt from the normalised answer. */
    answerHash: p.text(),
    setAt: p.datetime(),
  },
});

export type SecurityQuestionRow = InferEntity<typeof SecurityQuestionEntity>;
