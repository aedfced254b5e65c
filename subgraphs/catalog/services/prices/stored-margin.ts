import type { Writer } from '../../../shared/database/transaction.ts';
import { newId } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { MarginEntity, type MarginRow } from '../../entities/margin.ts';
import { targetOf, type MarginChange } from '../../rules/prices/margin-faults.ts';

const SAME_RULE = `seller_id = ? and account_id is not distinct from ? and vendor_id is not distinct from ?
  and category is not distinct from ? and product_id is not distinct from ? and plan_id is not distinct from ?
  and valid_from is not distinct from ?::timestamptz and valid_to is not distinct from ?::timestamptz`;

/** What a rule is known by: seller, buyer, target and validity. */
function keyOf(change: MarginChange): readonly (string | null)[] {
  const { vendorId, category, productId, planId } = targetOf(change);
  const validity = [change.from, change.to].map((moment) => moment?.toISOString() ?? null);
  return [change.sellerId, change.accountId ?? null, vendorId, category, productId, planId, ...validity];
}

/** The rule so far, which nobody changes until the transaction ends; null when there is none. */
export async function lockMargin(tx: Writer, change: MarginChange): Promise<MarginRow | null> {
  const [row] = await tx.execute<object>(`select * from catalog.margin where ${SAME_RULE} for update`, keyOf(change));
  return row === undefined ? null : tx.map(MarginEntity, row);
}

/** Removes the rule of exactly this target and validity. */
export async function deleteMargin(tx: Writer, change: MarginChange): Promise<null> {
  await tx.execute(`delete from catalog.margin where ${SAME_RULE}`, keyOf(change));
  return null;
}

/** Writes the rule, and answers it as it is stored. */
export async function writeMargin(tx: Writer, change: MarginChange): Promise<MarginRow> {
  const { percent = null, percentOffRetail = null, fixedPrice } = change;
  const [row] = await tx.execute<object>(
    `insert into catalog.margin (id, seller_id, account_id, vendor_id, category, product_id, plan_id, valid_from, valid_to,
       percent, percent_off_retail, fixed_price)
     values (?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?::numeric, ?::numeric, ?::numeric)
     on conflict (seller_id, account_id, vendor_id, category, product_id, plan_id, valid_from, valid_to) do update
       set percent = excluded.percent, percent_off_retail = excluded.percent_off_retail, fixed_price = excluded.fixed_price
     returning *`,
    [newId('mgn'), ...keyOf(change), percent, percentOffRetail, fixedPrice?.amount ?? null],
  );
  invariant(row, 'the rule was written');
  return tx.map(MarginEntity, row);
}
