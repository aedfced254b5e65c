import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { Address, Contact } from '../rules/hierarchy/account-details.ts';
import type { ActivationKind } from '../rules/onboarding/activation.ts';

/** What a reseller has said to be activated. It takes effect with the activation order. */
export const ActivationEntity = defineEntity({
  name: 'Activation',
  tableName: 'activation',
  properties: {
    id: p.text().primary(),
    accountId: p.text().$type<Id<'acc'>>(),
    kind: p.text().$type<ActivationKind>(),
    name: p.text(),
    address: p.json<Address>(),
    contact: p.json<Contact>(),
    question: p.text(),
    answerHash: p.text(),
    agreementVersion: p.text(),
    /** Who asked for it, and so signed the agreement. */
    userId: p.text().$type<Id<'usr'>>(),
    signedBy: p.text(),
    /** From where it was asked for. */
    clientAddress: p.text(),
    requestedAt: p.datetime(),
    /** Null until its order takes effect. */
    endedAt: p.datetime().nullable(),
  },
});

export type ActivationRow = InferEntity<typeof ActivationEntity>;
