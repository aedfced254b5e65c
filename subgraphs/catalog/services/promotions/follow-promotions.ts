import { newId, type Id } from '../../../shared/domain/ids.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { WorkContext } from '../../context.ts';

/** A promotion as orders has read it from the vendor. */
interface ReadPromotion {
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly segment: string;
  readonly from: string;
  readonly to: string;
  readonly minQuantity: number | null;
  readonly maxQuantity: number | null;
  readonly products: readonly {
    readonly mpn: string;
    readonly term: string | null;
    readonly billingCycle: string;
    readonly percentOff: string;
  }[];
}

/** The data of the fact `orders.promotions-read`: everything that a vendor has for a market. */
export interface PromotionsRead {
  readonly vendor: string;
  readonly market: string;
  /** RFC 3339. */
  readonly readAt: string;
  readonly promotions: readonly ReadPromotion[];
}

/** Whose list it is. */
interface ListOf {
  readonly vendorId: Id<'ven'>;
  readonly market: string;
}

/**
 * Keeps a vendor's promotions for a market. What is not in the list any more stays as withdrawn, since orders name it. A list
 * that is older than the one that is kept, or comes twice, changes nothing, as does one of a vendor without a price list.
 */
export async function followPromotions({ write }: WorkContext, fact: PromotionsRead): Promise<void> {
  await write(async (tx) => {
    const [vendor] = await tx.query<{ readonly id: Id<'ven'> }>(
      'select id from catalog.vendor where name_key = lower(?)',
      [fact.vendor],
    );
    if (vendor === undefined) return;
    const list: ListOf = { vendorId: vendor.id, market: fact.market };
    if (await isNewest(tx, list, fact.readAt)) await replaceList(tx, list, fact);
  });
}

/** Notes when the list was read, which lets others wait for this one. */
async function isNewest(tx: Writer, { vendorId, market }: ListOf, readAt: string): Promise<boolean> {
  const rows = await tx.execute(
    `insert into catalog.promotion_list as kept (vendor_id, market, read_at) values (?, ?, ?::timestamptz)
     on conflict (vendor_id, market) do update set read_at = excluded.read_at where kept.read_at < excluded.read_at
     returning market`,
    [vendorId, market, readAt],
  );
  return rows.length > 0;
}

async function replaceList(
  tx: Writer,
  { vendorId, market }: ListOf,
  { readAt, promotions }: PromotionsRead,
): Promise<void> {
  const rows = promotions.map((promotion) => ({ id: newId('pro'), ...promotion }));
  const written = await tx.execute<{ readonly id: string; readonly key: string }>(
    `insert into catalog.promotion
       (id, vendor_id, market, vendor_key, name, description, segment, valid_from, valid_to, min_quantity, max_quantity)
     select id, ?, ?, key, name, description, segment, "from", "to", "minQuantity", "maxQuantity"
     from jsonb_to_recordset(?::jsonb) as listed (id text, key text, name text, description text, segment text,
       "from" timestamptz, "to" timestamptz, "minQuantity" int, "maxQuantity" int)
     on conflict (vendor_id, market, vendor_key) do update
       set name = excluded.name, description = excluded.description, segment = excluded.segment,
         valid_from = excluded.valid_from, valid_to = excluded.valid_to, min_quantity = excluded.min_quantity,
         max_quantity = excluded.max_quantity, withdrawn_at = null
     returning id, vendor_key as key`,
    [vendorId, market, JSON.stringify(rows)],
  );
  const idOf = new Map(written.map(({ id, key }) => [key, id]));
  const products = promotions.flatMap(({ key, products: each }) =>
    each.map((product) => ({ ...product, promotionId: idOf.get(key) })),
  );
  await tx.execute(
    `with listed as (select id from jsonb_array_elements_text(?::jsonb) as id),
     gone as (
       update catalog.promotion set withdrawn_at = ?::timestamptz
       where vendor_id = ? and market = ? and withdrawn_at is null and id not in (select id from listed)
     )
     delete from catalog.promotion_product where promotion_id in (select id from listed)`,
    [JSON.stringify([...idOf.values()]), readAt, vendorId, market],
  );
  await tx.execute(
    `insert into catalog.promotion_product (promotion_id, mpn, market, term, billing_cycle, percent)
     select "promotionId", mpn, ?, term, "billingCycle", "percentOff"
     from jsonb_to_recordset(?::jsonb) as product ("promotionId" text, mpn text, term text, "billingCycle" text,
       "percentOff" numeric)`,
    [market, JSON.stringify(products)],
  );
}
