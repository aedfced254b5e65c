import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

/** A version of the agreement between a reseller and its seller. It never changes. */
export const AgreementEntity = defineEntity({
  name: 'Agreement',
  tableName: 'agreement',
  properties: {
    version: p.text().primary(),
    title: p.text(),
    body: p.text(),
    publishedAt: p.datetime(),
  },
});

export type AgreementRow = InferEntity<typeof AgreementEntity>;

/** That a reseller has signed a version: who, when, and from where. */
export const SignedAgreementEntity = defineEntity({
  name: 'SignedAgreement',
  tableName: 'signed_agreement',
  properties: {
    accountId: p.text().$type<Id<'acc'>>().primary(),
    version: p.text().primary(),
    /** The name of the person, as it was then. */
    signedBy: p.text(),
    userId: p.text().$type<Id<'usr'>>(),
    signedAt: p.datetime(),
    /** The address of the client. */
    address: p.text(),
  },
});

export type SignedAgreementRow = InferEntity<typeof SignedAgreementEntity>;
