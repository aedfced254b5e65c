import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { textArray } from '../../../shared/database/sql.ts';
import { PlanEntity, type PlanRow } from '../../entities/plan.ts';
import type { VendorRow } from '../../entities/vendor.ts';
import { changedPlan, newPlan, type PlanValues } from '../../rules/prices/plan-change.ts';
import type { PlanIdentity } from '../../rules/products/plan-key.ts';
import type { PriceListRow } from '../../rules/sheets/price-list-row.ts';

interface PlanBatch {
  /** Rows of different plans. */
  readonly rows: readonly PriceListRow[];
  readonly productIds: ReadonlyMap<string, Id<'prd'>>;
  readonly now: Date;
}

type StoredPlanIdentity = Omit<PlanIdentity, 'mpn'> & { readonly productId: Id<'prd'> };

/** The same text as the column `place_key` has. */
const identityKey = ({ productId, segment, term, billingCycle, market, currency }: StoredPlanIdentity): string =>
  [productId, segment, term, billingCycle, market, currency].join('|');

/** Inserts or renames products, given by MPN. Returns their ids by MPN. */
export async function writeProducts(
  tx: Writer,
  vendor: VendorRow,
  products: ReadonlyMap<string, PriceListRow['product']>,
): Promise<ReadonlyMap<string, Id<'prd'>>> {
  const rows = [...products].map(([mpn, product]) => ({ id: newId('prd'), mpn, ...product }));
  await tx.execute(
    `insert into catalog.product as known (id, vendor_id, vendor_name, mpn, name, description, category, status)
     select id, ?, ?, mpn, name, description, category, 'PUBLISHED'
     from jsonb_to_recordset(?::jsonb) as sheet (id text, mpn text, name text, description text, category text)
     on conflict (vendor_id, mpn) do update
       set name = excluded.name, description = excluded.description, category = excluded.category
       where (known.name, known.description, known.category)
         is distinct from (excluded.name, excluded.description, excluded.category)`,
    [vendor.id, vendor.name, JSON.stringify(rows)],
  );
  const ids = await tx.query<{ readonly id: Id<'prd'>; readonly mpn: string }>(
    'select id, mpn from catalog.product where vendor_id = ? and mpn = any (?::text[])',
    [vendor.id, textArray([...products.keys()])],
  );
  return new Map(ids.map(({ id, mpn }) => [mpn, id]));
}

/** Inserts new plans and updates those whose values differ; equal plans are not touched. */
export async function writePlans(
  tx: Writer,
  { rows, productIds, now }: PlanBatch,
): Promise<{ readonly added: number; readonly changed: number }> {
  if (rows.length === 0) return { added: 0, changed: 0 };
  const identified = rows.map(({ plan, values }) => ({ identity: storedIdentityOf(plan, productIds), values }));
  const known = await findPlans(
    tx,
    identified.map(({ identity }) => identity),
  );
  const added: object[] = [];
  const changed: object[] = [];
  for (const { identity, values } of identified) {
    const plan = known.get(identityKey(identity));
    if (plan === undefined) {
      added.push({ id: newId('pln'), ...identityColumnsOf(identity), ...valueColumnsOf(newPlan(values)) });
    } else {
      const wanted = changedPlan(plan, values, now);
      if (wanted !== undefined) changed.push({ id: plan.id, ...valueColumnsOf(wanted) });
    }
  }
  await insertPlans(tx, added);
  await updatePlans(tx, changed);
  return { added: added.length, changed: changed.length };
}

function storedIdentityOf(
  { mpn, ...identity }: PlanIdentity,
  productIds: ReadonlyMap<string, Id<'prd'>>,
): StoredPlanIdentity {
  const productId = productIds.get(mpn);
  invariant(productId, 'the products of a batch are written before its plans');
  return { productId, ...identity };
}

const IDENTITY_COLUMNS = 'product_id text, segment text, term text, billing_cycle text, market text, currency text';
const VALUE_COLUMNS = `cost_minor bigint, retail_minor bigint, valid_from timestamptz, valid_to timestamptz,
  next_cost_minor bigint, next_retail_minor bigint, next_valid_from timestamptz`;
const VALUE_COLUMN_NAMES = VALUE_COLUMNS.replaceAll(/ (bigint|timestamptz)/g, '');

function identityColumnsOf({ productId, segment, term, billingCycle, market, currency }: StoredPlanIdentity): object {
  return { product_id: productId, segment, term, billing_cycle: billingCycle, market, currency };
}

function valueColumnsOf(values: PlanValues): object {
  return {
    // A JSON number could lose digits.
    cost_minor: values.costMinor.toString(),
    retail_minor: values.retailMinor.toString(),
    valid_from: values.validFrom,
    valid_to: values.validTo ?? null,
    next_cost_minor: values.nextCostMinor?.toString() ?? null,
    next_retail_minor: values.nextRetailMinor?.toString() ?? null,
    next_valid_from: values.nextValidFrom ?? null,
  };
}

async function findPlans(
  read: Reader,
  identities: readonly StoredPlanIdentity[],
): Promise<ReadonlyMap<string, PlanRow>> {
  const rows = await read.query(
    // By one unique key: a first import fills the table faster than it is analysed, so that other plans would be poor.
    'select * from catalog.plan where place_key = any (?::text[])',
    [textArray(identities.map(identityKey))],
  );
  const plans = rows.map((row) => read.map(PlanEntity, row));
  return new Map(plans.map((plan) => [identityKey({ ...plan, term: plan.term ?? null }), plan]));
}

async function insertPlans(tx: Writer, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = `id, ${IDENTITY_COLUMNS.replaceAll(' text', '')}, ${VALUE_COLUMN_NAMES}`;
  await tx.execute(
    `insert into catalog.plan (${columns})
     select ${columns} from jsonb_to_recordset(?::jsonb) as sheet (id text, ${IDENTITY_COLUMNS}, ${VALUE_COLUMNS})`,
    [JSON.stringify(rows)],
  );
}

async function updatePlans(tx: Writer, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const assignments = VALUE_COLUMN_NAMES.split(',').map((name) => `${name.trim()} = sheet.${name.trim()}`);
  await tx.execute(
    `update catalog.plan set ${assignments.join(', ')}
     from jsonb_to_recordset(?::jsonb) as sheet (id text, ${VALUE_COLUMNS}) where plan.id = sheet.id`,
    [JSON.stringify(rows)],
  );
}
