import { textArray } from '../../../../shared/database/sql.ts';
import type { Writer } from '../../../../shared/database/transaction.ts';
import type { Id } from '../../../../shared/domain/ids.ts';
import type { WriteStep } from '../sheet-importer.ts';
import { withdrawWays } from './list-products.ts';
import { pageOfProducts } from './product-pages.ts';

/** What was written of a version that nobody has seen. */
export interface UnseenVersion {
  readonly vendorId: Id<'ven'>;
  readonly version: number;
}

/** Takes back all that was written of a version: of a dry run, of a sheet that waits, and of an import that broke off. */
export async function withdrawVersion(write: WriteStep, unseen: UnseenVersion): Promise<void> {
  for (let last: string | undefined = ''; last !== undefined;) {
    const after: string = last;
    last = await write((tx) => withdrawPage(tx, unseen, after));
  }
}

async function withdrawPage(
  tx: Writer,
  { vendorId, version }: UnseenVersion,
  after: string,
): Promise<string | undefined> {
  const products = await tx.query<{ readonly id: string }>(
    pageOfProducts('select id from catalog.product where vendor_id = ? and id > ?'),
    [vendorId, after],
  );
  const last = products.at(-1)?.id;
  if (last === undefined) return undefined;
  const ids = textArray(products.map(({ id }) => id));
  // As an array the plans are looked up; a join would read all periods for each page.
  const plans = 'any (array(select id from catalog.plan where product_id = any (?::text[])))';
  await tx.execute(`delete from catalog.price_period where since_version = ? and plan_id = ${plans}`, [version, ids]);
  await tx.execute(
    `update catalog.price_period set until_version = null where until_version = ? and plan_id = ${plans}`,
    [version, ids],
  );
  await tx.execute(
    `delete from catalog.plan where product_id = any (?::text[])
       and not exists (select 1 from catalog.price_period where plan_id = plan.id)
       and not exists (select 1 from catalog.price_change where plan_id = plan.id)
       and not exists (select 1 from catalog.margin where plan_id = plan.id)`,
    [ids],
  );
  await withdrawWays(tx, version, ids);
  await tx.execute('update catalog.product set listed_until = null where listed_until = ? and id = any (?::text[])', [
    version,
    ids,
  ]);
  await tx.execute(
    `delete from catalog.product where listed_since = ? and id = any (?::text[])
       and not exists (select 1 from catalog.plan where product_id = product.id)`,
    [version, ids],
  );
  await tx.execute(
    'update catalog.product set listed_since = 0, listed_until = 0 where listed_since = ? and id = any (?::text[])',
    [version, ids],
  );
  return last;
}
