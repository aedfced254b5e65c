import { textArray } from '../../../shared/database/sql.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import { salesTo, type Sale } from '../../rules/prices/seller-chain.ts';

/**
 * By which rules some accounts buy, as a text that is the same for those whose prices are the same, whatever they buy: on the
 * way to each of them the same sellers have rules for all of their children, and none of these sellers has a rule for one alone.
 * Sellers without rules add the default of their tier, so that it does not matter which they are.
 */
export async function chainsOf(read: Reader, paths: readonly string[]): Promise<readonly string[]> {
  const chains = paths.map(salesTo);
  const sales = new Map(chains.flat().map((sale) => [keyOf(sale), sale]));
  const sellers = [...new Set([...sales.values()].map(({ sellerId }) => sellerId))];
  const ruling = await read.query<{ readonly id: string }>(
    `select seller.id from unnest(?::text[]) as seller (id)
     where exists (select 1 from catalog.margin where seller_id = seller.id and account_id is null)`,
    [textArray(sellers)],
  );
  const named = await read.query<{ readonly key: string }>(
    `select sale.key from unnest(?::text[], ?::text[], ?::text[]) as sale (key, seller_id, buyer_id)
     where exists (
       select 1 from catalog.margin where margin.seller_id = sale.seller_id and margin.account_id = sale.buyer_id
     )`,
    [
      textArray([...sales.keys()]),
      textArray([...sales.values()].map(({ sellerId }) => sellerId)),
      textArray([...sales.values()].map(({ buyerId }) => buyerId ?? '')),
    ],
  );
  const [isRuling, isNamed] = [new Set(ruling.map(({ id }) => id)), new Set(named.map(({ key }) => key))];
  const stepOf = (sale: Sale): string => {
    if (isNamed.has(keyOf(sale))) return keyOf(sale);
    return isRuling.has(sale.sellerId) ? sale.sellerId : '';
  };
  return chains.map((chain) => chain.map(stepOf).join('/'));
}

function keyOf({ sellerId, buyerId = '' }: Pick<Sale, 'sellerId'> & { readonly buyerId?: string | undefined }): string {
  return `${sellerId}>${buyerId}`;
}
