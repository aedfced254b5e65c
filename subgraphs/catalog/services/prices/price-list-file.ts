import { sellerIdOf } from '../../../shared/domain/account-path.ts';
import { textArray } from '../../../shared/database/sql.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { WorkContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { MarketplaceEntity } from '../../entities/marketplace.ts';
import { PlanEntity, type PlanRow } from '../../entities/plan.ts';
import { isListedIn } from '../../loaders/listed-products.ts';
import { createPriceLoader } from '../../loaders/prices.ts';
import { listedAt, SEEN } from '../../loaders/price-periods.ts';
import { priceListHeader, priceListLine, type ExportedPlan } from '../../rules/prices/price-list-csv.ts';
import { pricingMoment, type PricePeriod } from '../../rules/prices/price-period.ts';
import type { SheetKind } from '../../rules/sheets/plan-shape.ts';
import type { PriceListOf } from './file-links.ts';

/** So many plans are read and priced at once, in two statements. */
const PAGE = 500;
const SHEETS: readonly SheetKind[] = ['LICENCE', 'SOFTWARE'];

/** What all pages of one file have in common. */
interface Listing {
  readonly of: PriceListOf;
  readonly moment: Date;
  /** The versions of the vendors' lists that the file shows, whatever is imported while it is read. */
  readonly versions: readonly Version[];
  /** The marketplaces in which a customer buys; undefined for whoever sees everything. */
  readonly marketplaceIds: readonly Id<'mkt'>[] | undefined;
}

interface Version {
  readonly id: Id<'ven'>;
  readonly version: number;
}

/**
 * The lines of a price list, made while they are read: what the account pays in every period that is not over. Undefined when
 * the account has moved since the link was made.
 */
export async function priceListFile(context: WorkContext, of: PriceListOf): Promise<AsyncIterable<string> | undefined> {
  const { read } = context;
  const account = await read.findOne(AccountEntity, { id: of.accountId });
  if (account !== null && account.path !== of.path) return undefined;
  const versions = await read.query<Version>('select id, price_version as version from catalog.vendor');
  const listing = {
    of,
    moment: context.deps.now(),
    versions: versions.filter(({ id }) => of.vendorId === undefined || id === of.vendorId),
    marketplaceIds: account?.type === 'CUSTOMER' ? await marketplacesFor(read, of) : undefined,
  };
  return linesOf(context, listing);
}

async function marketplacesFor(read: Reader, { path, market }: PriceListOf): Promise<readonly Id<'mkt'>[] | undefined> {
  const ownerId = sellerIdOf(path);
  if (ownerId === undefined) return undefined;
  const shops = await read.find(MarketplaceEntity, { ownerId, market });
  return shops.length === 0 ? undefined : shops.map(({ id }) => id);
}

async function* linesOf(context: WorkContext, listing: Listing): AsyncGenerator<string> {
  yield priceListHeader();
  for (const sheet of SHEETS) {
    let after: string | undefined = '';
    while (after !== undefined) {
      const page = await readPage(context.read, listing, { sheet, after });
      const last = page.at(-1);
      if (last !== undefined) yield await writePage(context, listing, page);
      after = page.length < PAGE ? undefined : last?.id;
    }
  }
}

interface PageRange {
  readonly sheet: SheetKind;
  readonly after: string;
}

type ListedPlan = PlanRow & ExportedPlan;

/** The next plans of a sheet in the order of their ids, which the index of a market's sheet has. */
async function readPage(
  read: Reader,
  { of: { market, currency }, moment, versions, marketplaceIds }: Listing,
  { sheet, after }: PageRange,
): Promise<readonly ListedPlan[]> {
  const [listed, ...values] = marketplaceIds === undefined ? ['true'] : isListedIn(marketplaceIds);
  const rows = await read.query<ProductColumns>(
    `select plan.*, product.mpn, product.name, product.description, product.category, product.vendor_name
     from catalog.plan
     join catalog.product on product.id = plan.product_id
     join ${VERSIONS} on vendor.id = product.vendor_id
     where plan.market = ? and plan.sheet = ? and plan.id > ? and plan.currency = ? and ${listedAt(moment)} and ${listed}
     order by plan.id limit ${PAGE}`,
    [...versionsOf(versions), market, sheet, after, currency, ...values],
  );
  return rows.map(({ mpn, name, description, category, vendor_name: vendorName, ...plan }) => ({
    ...read.map(PlanEntity, plan),
    mpn,
    name,
    description,
    category,
    vendorName,
    sheet,
  }));
}

interface ProductColumns {
  readonly mpn: string;
  readonly name: string;
  readonly description: string | null;
  readonly category: string;
  readonly vendor_name: string;
}

/** The vendors as they were when the file was begun, in place of the vendors' own rows. */
const VERSIONS = 'unnest(?::text[], ?::int[]) as vendor (id, price_version)';

function versionsOf(versions: readonly Version[]): readonly string[] {
  return [textArray(versions.map(({ id }) => id)), textArray(versions.map(({ version }) => String(version)))];
}

interface PeriodColumns {
  readonly plan_id: Id<'pln'>;
  readonly from_ms: number;
  readonly to_ms: number | null;
  readonly end_of_sale_ms: number | null;
  readonly min_quantity: number;
  readonly max_quantity: number | null;
  readonly unit_cost: string;
  readonly retail: string | null;
}

const ms = (column: string): string => `(extract(epoch from period.${column}) * 1000)::float8`;

/** The lines of some plans: one for each period that is not over. */
async function writePage(
  { read, deps }: WorkContext,
  { of: { path }, moment, versions }: Listing,
  plans: readonly ListedPlan[],
): Promise<string> {
  const rows = await read.query<PeriodColumns>(
    `select period.plan_id, ${ms('valid_from')} as from_ms, ${ms('valid_to')} as to_ms,
       ${ms('end_of_sale')} as end_of_sale_ms, period.min_quantity, period.max_quantity,
       period.unit_cost::text as unit_cost, period.retail::text as retail
     from catalog.price_period as period
     join catalog.plan on plan.id = period.plan_id
     join catalog.product on product.id = plan.product_id
     join ${VERSIONS} on vendor.id = product.vendor_id
     where period.plan_id = any (?::text[]) and ${SEEN} and (period.valid_to is null or period.valid_to > ?::timestamptz)
     order by period.plan_id, period.valid_from, period.min_quantity`,
    [...versionsOf(versions), textArray(plans.map(({ id }) => id)), moment.toISOString()],
  );
  const byId = new Map(plans.map((plan) => [plan.id, plan] as const));
  const prices = createPriceLoader(read, deps.config.defaultMargins);
  const buyer = { kind: 'account', path } as const;
  const lines = await Promise.all(
    rows.map(async (row) => {
      const plan = byId.get(row.plan_id);
      invariant(plan, 'periods are read of these plans');
      const period = periodOf(row);
      const priced = { plan, unitCost: row.unit_cost, retail: row.retail, moment: pricingMoment(period, moment) };
      return priceListLine({ plan, period, price: await prices.load({ ...priced, buyer }), retail: row.retail });
    }),
  );
  return lines.join('');
}

function periodOf(row: PeriodColumns): PricePeriod {
  const date = (time: number | null): Date | null => (time === null ? null : new Date(time));
  return {
    validFrom: new Date(row.from_ms),
    validTo: date(row.to_ms),
    endOfSale: date(row.end_of_sale_ms),
    minQuantity: row.min_quantity,
    maxQuantity: row.max_quantity,
  };
}
