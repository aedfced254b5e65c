import type { Id } from '../../../shared/domain/ids.ts';
import type { Seller } from '../../../shared/mail/sender.ts';
import type { WorkContext } from '../../context.ts';
import { OrderEntity, OrderLineEntity, type OrderLineRow, type OrderRow } from '../../entities/order.ts';

/** What a mail about an order tells of, and the accounts that it comes from and goes to. */
export interface ToldOrder {
  readonly order: OrderRow;
  readonly lines: readonly OrderLineRow[];
  readonly customer: KnownAccount | null;
  readonly reseller: KnownAccount | null;
  /** The account that sells to the reseller. */
  readonly above: KnownAccount | null;
  /** The first administrator of the order's tenant, until its temporary password is revealed. */
  readonly administrator: string | undefined;
}

/** The copy of an account, as far as mail needs it. */
export interface KnownAccount extends Omit<Seller, 'branding'> {
  readonly parentId: Id<'acc'> | null;
  /** Null until accounts has told it. */
  readonly language: string | null;
  /** Of sellers only; null until accounts has told it. */
  readonly branding: Seller['branding'] | null;
}

interface RawTold extends Pick<ToldOrder, 'customer' | 'reseller' | 'above'> {
  readonly lines: readonly object[];
  readonly administrator: string | null;
}

const KNOWN_ACCOUNT = `jsonb_build_object('name', name, 'contact', contact, 'parentId', parent_id, 'language', language,
  'branding', branding, 'texts', coalesce((select texts from orders.mail_texts where account_id = account.id), '[]'::jsonb))`;

/** Reads everything that a mail about an order may tell, at one moment; undefined when there is no such order. */
export async function readToldOrder({ read }: WorkContext, orderId: Id<'ord'>): Promise<ToldOrder | undefined> {
  const [row] = await read.query<RawTold>(
    `select placed.*,
       (select jsonb_agg(to_jsonb(line) order by line.position) from orders.order_line as line
        where line.order_id = placed.id) as lines,
       (select ${KNOWN_ACCOUNT} from orders.account where id = placed.customer_id) as customer,
       (select ${KNOWN_ACCOUNT} from orders.account where id = placed.reseller_id) as reseller,
       (select ${KNOWN_ACCOUNT} from orders.account where id =
         (select parent_id from orders.account where id = placed.reseller_id)) as above,
       (select user_id from orders.tenant_credential as credential
        where credential.customer_id = placed.customer_id and revealed_at is null
          and credential.tenant_domain = placed.vendor_parameters ->> 'tenantDomain') as administrator
     from orders."order" as placed where placed.id = ?`,
    [orderId],
  );
  if (row === undefined) return undefined;
  const { lines, customer, reseller, above, administrator, ...order } = row;
  return {
    order: read.map(OrderEntity, order),
    lines: lines.map((line) => read.map(OrderLineEntity, line)),
    customer,
    reseller,
    above,
    administrator: administrator ?? undefined,
  };
}
