import { askAlone, question, type Question } from '../../../shared/database/question.ts';
import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { OrdersDeps, WorkContext } from '../../context.ts';
import type { CustomerAgreement, RecordedAgreement } from '../../rules/tenants/customer-agreement.ts';
import { enqueueStep, hastenSteps } from '../fulfilment/enqueue-step.ts';

/** An acceptance to be recorded. */
export interface NewAgreement extends CustomerAgreement {
  readonly customerId: Id<'acc'>;
  readonly version: string;
  /** The order that it came with, if any. */
  readonly orderId?: Id<'ord'>;
  /** Who told of it, if that was with an order. */
  readonly recordedBy?: Id<'usr'> | Id<'cli'>;
}

/** What accounts tells when somebody accepted the vendor's agreement for a customer. */
export type AgreementAccepted = Omit<NewAgreement, 'orderId' | 'recordedBy'>;

/** An acceptance as a row has it. */
export interface RawAgreement {
  readonly version: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly accepted_on: string;
  readonly recorded_at: string;
}

/** The beginning of a statement for the acceptances of the customer that follows. */
export const AGREEMENTS_OF = `select version, first_name, last_name, email, phone, accepted_on, recorded_at
  from orders.customer_agreement where customer_id =`;

/** A customer's newest acceptance of the vendor's agreement; null when there was none. */
export function newestAgreement(customerId: Id<'acc'>): Question<RecordedAgreement | null> {
  return question(`${AGREEMENTS_OF} ? order by id desc limit 1`, [customerId], ([row]: readonly RawAgreement[]) =>
    row === undefined ? null : toAgreement(row),
  );
}

/** Reads a customer's newest acceptance of the vendor's agreement; null when there was none. */
export function readAgreement(read: Reader, customerId: Id<'acc'>): Promise<RecordedAgreement | null> {
  return askAlone(read, newestAgreement(customerId));
}

/** The acceptance that a row holds. */
export function toAgreement(row: RawAgreement): RecordedAgreement {
  return {
    version: row.version,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    phone: row.phone ?? undefined,
    acceptedOn: row.accepted_on,
    recordedAt: new Date(row.recorded_at),
  };
}

/** Records an acceptance, and lets the customer's orders that wait for one continue. */
export async function recordAgreement(
  tx: Writer,
  deps: Pick<OrdersDeps, 'jobs' | 'now'>,
  agreement: NewAgreement,
): Promise<void> {
  const { customerId, version, firstName, lastName, email, phone = null, acceptedOn } = agreement;
  const { orderId = null, recordedBy = null } = agreement;
  await tx.execute(
    `insert into orders.customer_agreement
       (customer_id, version, first_name, last_name, email, phone, accepted_on, order_id, recorded_by, recorded_at)
     values (?, ?, ?, ?, ?, ?, ?::date, ?, ?, ?)`,
    [customerId, version, firstName, lastName, email, phone, acceptedOn, orderId, recordedBy, deps.now()],
  );
  const waiting = await tx.query<{ readonly order_id: Id<'ord'>; readonly steps_done: number }>(
    `select fulfilment.order_id, fulfilment.steps_done from orders.fulfilment
       join orders."order" as placed on placed.id = fulfilment.order_id
     where placed.customer_id = ? and fulfilment.agreement_needed_since is not null and placed.completed_at is null`,
    [customerId],
  );
  if (waiting.length === 0) return;
  const hastened = await hastenSteps(
    tx,
    deps,
    waiting.map((row) => row.order_id),
  );
  // A job that was given up does not come back by itself.
  for (const { order_id: waitingId, steps_done: stepsDone } of waiting) {
    if (!hastened.has(waitingId)) await enqueueStep(tx, deps, { orderId: waitingId, stepsDone });
  }
}

/** Records an acceptance that accounts told of, unless it is known or older than the newest one that is. */
export async function followAgreement({ write, deps }: WorkContext, accepted: AgreementAccepted): Promise<void> {
  await write(async (tx) => {
    const known = await readAgreement(tx, accepted.customerId);
    const isKnown =
      known?.version === accepted.version && known.email === accepted.email && known.acceptedOn === accepted.acceptedOn;
    const isOlder = known !== null && known.acceptedOn > accepted.acceptedOn;
    if (!isKnown && !isOlder) await recordAgreement(tx, deps, accepted);
  });
}
