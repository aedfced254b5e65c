import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { AttentionKind } from '../rules/attention/attention-kinds.ts';
import type { Verdict } from '../rules/attention/verdict.ts';

/** How an item left the list: what it was about went on, or an operator had it done again. */
export type AttentionResolution = 'MOVED_ON' | 'RETRIED';

/** A job that an operator can have done again. */
export interface AttentionJob {
  readonly queue: string;
  readonly data: object;
}

/** Something that a person has to look at. Of each subject and kind at most one item is open. */
export const AttentionEntity = defineEntity({
  name: 'Attention',
  tableName: 'attention',
  properties: {
    id: p.text().$type<Id<'att'>>().primary(),
    /** What it is about: the id of an order or a line, or the queue and the id of a job. */
    subject: p.text(),
    kind: p.text().$type<AttentionKind>(),
    orderId: p.text().$type<Id<'ord'>>().nullable(),
    lineId: p.text().$type<Id<'lin'>>().nullable(),
    /** The customer's path; the provider's where it is about no order. */
    path: p.text().columnType('ltree'),
    message: p.text(),
    job: p.json<AttentionJob>().nullable(),
    /** What an operator found out about a line that the vendor does not mention. */
    verdict: p.json<Verdict>().nullable(),
    since: p.datetime(),
    lastSeenAt: p.datetime(),
    resolvedAt: p.datetime().nullable(),
    resolution: p.text().$type<AttentionResolution>().nullable(),
    /** The item whose mail told the operators of this one. */
    toldWith: p.text().$type<Id<'att'>>().nullable(),
    toldAt: p.datetime().nullable(),
  },
});

export type AttentionRow = InferEntity<typeof AttentionEntity>;
