import { labelOf, type RunSql } from './accounts.ts';
import type { PrincipalAccount } from '../principals.ts';

/** Plans of each product: two markets, each with five ways to buy. */
export const PLANS_OF_PRODUCT = 10;

const FAMILIES = 'Atlas Beacon Cobalt Dynamo Ember Fathom Granite Harbor Indigo Juniper Kestrel Lantern'.split(' ');
const EDITIONS = 'Basic Standard Premium Enterprise Frontline Education'.split(' ');
const USES = 'Analytics Archive Backup Calling Compliance Devices Identity Mailbox Meetings Planner'.split(' ');

const accountOf = (level: number, type: PrincipalAccount['type'], path: string): PrincipalAccount => {
  const label = `01${level}${'0'.repeat(23)}`;
  return { id: `acc_${label}`, type, path: path === '' ? label : `${path}.${label}` };
};
const provider = accountOf(1, 'PROVIDER', '');
const first = accountOf(2, 'RESELLER', provider.path);
const second = accountOf(3, 'RESELLER', first.path);

/** A reseller three levels below the provider: three accounts sell to it, and it sells itself. */
export const DEEP_RESELLER = accountOf(4, 'RESELLER', second.path);

/** Searches of the made catalogue; each finds something. The total of what most products are reads them all. */
export const PRODUCT_SEARCHES = [
  // cspell:disable
  { title: 'two words of some', variables: { search: 'lantern backup' }, findsMost: false },
  { title: 'a word of few', variables: { search: 'edition-1234' }, findsMost: false },
  { title: 'a word of all', variables: { search: 'cloud' }, findsMost: true },
  { title: 'a mistyped word of some', variables: { search: 'lantren' }, findsMost: false },
  { title: 'two words, one of them mistyped', variables: { search: 'mailbax premium' }, findsMost: false },
  { title: 'a part number as a word', variables: { search: 'cfq7ttc01234' }, findsMost: false },
  {
    title: 'part numbers in other spellings',
    variables: { filter: { mpn: ['cfq7ttc01234/0001', 'CFQ7TTC00077'] } },
    findsMost: false,
  },
  { title: 'a market and a segment', variables: { filter: { market: 'DE', segment: 'EDUCATION' } }, findsMost: true },
  // cspell:enable
] as const;

/** A page of products with all their plans, and what the viewer pays and takes for them. */
export const PRODUCT_PAGE = `query ($first: Int, $search: String, $filter: ProductFilter) {
  products(first: $first, search: $search, filter: $filter) {
    nodes {
      id mpn name
      plans {
        id market currency segment term billingCycle kind available validTo
        price { amount currency } salePrice { amount currency } retailPrice { amount currency }
      }
    }
  }
}`;

/** A page of a search, with its total. */
export const PRODUCT_SEARCH = `query ($search: String, $filter: ProductFilter) {
  products(first: 20, search: $search, filter: $filter) {
    nodes { id mpn name } totalCount pageInfo { hasNextPage endCursor }
  }
}`;

/** The same with what would narrow it further. */
export const PRODUCT_FACETS = PRODUCT_SEARCH.replace(
  'totalCount',
  'totalCount facets { field values { value label count } }',
);

const list = (words: readonly string[]): string => `(array['${words.join(`', '`)}'])`;
const word = (words: readonly string[], number: string): string => `${list(words)}[1 + ${number} % ${words.length}]`;

/** How large a catalogue is made. */
export interface CatalogSize {
  readonly products: number;
  /** The first of them, which have plans; by name the others come after them. */
  readonly withPlans: number;
}

/**
 * Fills migrated tables of the catalogue with one vendor's products, of which one in twenty is not sold any more. Each plan
 * has the period of an older version, those of now, and every third plan one that is announced. The same size makes the
 * same rows.
 */
export async function makeCatalogRows(sql: RunSql, { products, withPlans }: CatalogSize): Promise<void> {
  await sql(
    `insert into catalog.vendor (id, name, price_version, matrix_version) values ('ven_made', 'Made Corporation', 3, 1)`,
  );
  await sql(`insert into catalog.product
      (id, vendor_id, vendor_name, mpn, name, description, category, status, listed_since, listed_until)
    select 'prd_' || lpad(number::text, 26, '0'), 'ven_made', 'Made Corporation',
      'CFQ7TTC' || lpad(number::text, 5, '0') || ':000' || number % 3,
      case when number <= ${withPlans} then ${word(FAMILIES, 'number')} else 'Zephyr' end || ' ' || ${word(USES, '(number / 7)')} || ' ' || ${word(EDITIONS, '(number / 3)')} || ' ' || number,
      'A cloud service for organisations of up to ' || number % 500 || ' users, edition-' || number,
      case when number % 5 = 0 then 'Software' else 'Licences' end, 'PUBLISHED', 1, case when number % 20 = 9 then 2 end
    from generate_series(1, ${products}) as number`);
  await sql(`insert into catalog.offer (vendor_id, mpn, since_version, min_quantity, max_quantity, allowed_countries)
    select vendor_id, mpn, 1, 1, 300, '{US,DE}' from catalog.product`);
  await sql(`insert into catalog.plan (id, product_id, segment, term, billing_cycle, market, currency)
    select 'pln_' || lpad((right(product.id, 10)::bigint * 100 + way.number)::text, 26, '0'), product.id, segment, term, cycle,
      market, currency
    from catalog.product, (values ('US', 'USD', 0), ('DE', 'EUR', 5)) as sold (market, currency, offset_of), lateral (values
      (offset_of, 'COMMERCIAL', 'P1M', 'MONTHLY'), (offset_of + 1, 'COMMERCIAL', 'P1Y', 'MONTHLY'),
      (offset_of + 2, 'COMMERCIAL', 'P1Y', 'ANNUAL'), (offset_of + 3, 'COMMERCIAL', 'P3Y', 'TRIENNIAL'),
      (offset_of + 4, 'EDUCATION', 'P1Y', 'ANNUAL')) as way (number, segment, term, cycle)
    where right(product.id, 10)::int <= ${withPlans}`);
  await addWays(sql, withPlans);
  await addPeriods(sql, { from: '2025-01-01', to: `'2026-01-01'`, since: 1, until: 'null' });
  await addPeriods(sql, { from: '2026-01-01', to: 'null', since: 1, until: '3' });
  await addPeriods(sql, {
    from: '2026-01-01',
    to: `case when third then '2099-01-01'::timestamptz end`,
    since: 3,
    until: 'null',
  });
  await addPeriods(sql, { from: '2099-01-01', to: 'null', since: 3, until: 'null', where: 'third', dearer: 1 });
  await addMargins(sql);
  await sql('vacuum analyze');
}

/**
 * Sets of ways to buy, as an import writes them: those of all products with plans are alike, and are forty all the same,
 * beside two thousand that no product has any more; and ten thousand words that none has.
 */
async function addWays(sql: RunSql, withPlans: number): Promise<void> {
  await sql(`insert into catalog.sold_way (set_id, segment, market, currency, term, billing_cycle)
    select 'set-' || number, plan.segment, case when number < 40 then plan.market else 'JP' end, plan.currency, plan.term,
      plan.billing_cycle
    from generate_series(0, 2039) as number, catalog.plan where plan.product_id = (select min(id) from catalog.product)
    on conflict do nothing`);
  await sql(`insert into catalog.product_word (word)
    select translate(md5(number::text), '0123456789', 'ghijklmnop') from generate_series(1, 10000) as number`);
  await sql(`update catalog.product set ways = 'set-' || right(id, 10)::int % 40, ways_since = 1
    where right(id, 10)::int <= ${withPlans}`);
}

interface MadePeriods {
  readonly from: string;
  readonly to: string;
  readonly since: number;
  readonly until: string;
  readonly where?: string;
  /** How much more it costs than the others. */
  readonly dearer?: number;
}

async function addPeriods(
  sql: RunSql,
  { from, to, since, until, where = 'true', dearer = 0 }: MadePeriods,
): Promise<void> {
  await sql(`insert into catalog.price_period
      (plan_id, valid_from, valid_to, unit_cost, retail, since_version, until_version)
    select id, '${from}'::timestamptz, (${to})::timestamptz, 5 + number % 97 + 0.125 + ${dearer}, 8 + number % 97, ${since}, ${until}
    from (select id, right(id, 10)::bigint as number, right(id, 10)::bigint % 3 = 0 as third from catalog.plan) as plan
    where ${where}`);
}

/** Rules of the three sellers for some products, plans and buyers, among those of two thousand others. */
async function addMargins(sql: RunSql): Promise<void> {
  const sellers = [provider, first, second, DEEP_RESELLER].map(({ id }) => id);
  await sql(`insert into catalog.margin (id, seller_id, product_id, percent)
    select 'mrg_p' || seller.id || product.id, seller.id, product.id, 9.5
    from unnest(${list(sellers)}) as seller (id), (select id from catalog.product order by id limit 500) as product`);
  await sql(`insert into catalog.margin (id, seller_id, account_id, percent) values
    ('mrg_a', '${first.id}', '${second.id}', 7.25), ('mrg_b', '${second.id}', '${DEEP_RESELLER.id}', 11)`);
  await sql(`insert into catalog.margin (id, seller_id, account_id, percent)
    select 'mrg_o' || seller || '-' || buyer, 'acc_' || ${labelOf(5, 'seller')}, 'acc_' || ${labelOf(6, 'seller * 5 + buyer')}, 10
    from generate_series(1, 2000) as seller, generate_series(1, 5) as buyer`);
}
