import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrdersServices } from '../../context.ts';
import type { CustomerAgreement, RecordedAgreement } from '../../rules/tenants/customer-agreement.ts';
import { enqueueStep } from '../fulfilment/enqueue-step.ts';

/** An acceptance to keep. */
export interface NewAgreement extends CustomerAgreement {
  readonly customerId: string;
  readonly version: string;
  /** The order that it came with; none for a fact of accounts. */
  readonly orderId?: string | undefined;
  /** Who told of it. */
  readonly recordedBy?: string | undefined;
}

/** What accounts tells when somebody accepted the vendor's agreement for a customer. */
export type AgreementAccepted = Omit<NewAgreement, 'orderId' | 'recordedBy'>;

interface RawAgreement {
  readonly version: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly accepted_on: string;
  readonly recorded_at: Date | string;
}

/** Reads a customer's newest acceptance of the vendor's agreement; null when there was none. */
export async function readAgreement(em: EntityManager, customerId: string): Promise<RecordedAgreement | null> {
  const [row] = await em.execute<RawAgreement[]>(
    `select version, first_name, last_name, email, phone, accepted_on::text as accepted_on, recorded_at
     from orders.customer_agreement where customer_id = ? order by id desc limit 1`,
    [customerId],
  );
  if (row === undefined) return null;
  return {
    version: row.version,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    phone: row.phone,
    acceptedOn: row.accepted_on,
    recordedAt: new Date(row.recorded_at),
  };
}

/** Keeps an acceptance, in the caller's transaction, and lets the customer's orders that wait for one look again. */
export async function recordAgreement(
  services: Pick<OrdersServices, 'jobs' | 'now'>,
  em: EntityManager,
  agreement: NewAgreement,
): Promise<void> {
  const { customerId, version, firstName, lastName, email, phone = null, acceptedOn } = agreement;
  await em.execute(
    `insert into orders.customer_agreement
       (customer_id, version, first_name, last_name, email, phone, accepted_on, order_id, recorded_by, recorded_at)
     values (?, ?, ?, ?, ?, ?, ?::date, ?, ?, ?)`,
    [
      customerId,
      version,
      firstName,
      lastName,
      email,
      phone,
      acceptedOn,
      agreement.orderId ?? null,
      agreement.recordedBy ?? null,
      services.now(),
    ],
  );
  const waiting = await em.execute<{ order_id: string; steps_done: number }[]>(
    `select fulfilment.order_id, fulfilment.steps_done from orders.fulfilment
       join orders."order" as placed on placed.id = fulfilment.order_id
     where placed.customer_id = ? and fulfilment.agreement_needed_since is not null and placed.completed_at is null`,
    [customerId],
  );
  for (const { order_id: orderId, steps_done: stepsDone } of waiting) {
    await enqueueStep(services, em, { orderId, stepsDone });
  }
}

/** Keeps an acceptance that accounts told of; a fact that comes twice is kept once. */
export async function followAgreement(
  services: Pick<OrdersServices, 'jobs' | 'now'>,
  em: EntityManager,
  accepted: AgreementAccepted,
): Promise<void> {
  await em.transactional(async (tx) => {
    const known = await readAgreement(tx, accepted.customerId);
    const isKnown =
      known?.version === accepted.version && known.email === accepted.email && known.acceptedOn === accepted.acceptedOn;
    if (!isKnown) await recordAgreement(services, tx, accepted);
  });
}
