import { labelOf, makeAccounts, QUIET, type MarketAccount, type RunSql } from './accounts.ts';

/** An external id and an e-mail address that a tenth of all accounts have, of every seller. */
export const SHARED_EXTERNAL = 'EXT-SHARED';
export const SHARED_EMAIL = 'office@shared.example';

/** Accounts that see very different parts of the tree. */
export interface AccountViewers {
  /** Sees everything. */
  readonly provider: MarketAccount;
  /** The reseller with the most accounts below it. */
  readonly large: MarketAccount;
  /** A reseller of the fifth level with few accounts. */
  readonly small: MarketAccount;
  /** A reseller below whom no name has the word that half of its neighbours have. */
  readonly quiet: MarketAccount;
  readonly leaf: MarketAccount;
}

/** Fills migrated tables of accounts with a tree of six levels. The same count makes the same rows. */
export async function makeAccountRows(sql: RunSql, count: number): Promise<AccountViewers> {
  await makeAccounts(sql, count);
  await sql('alter table accounts.account disable trigger user');
  await sql('alter table accounts."user" disable trigger user');
  await sql(`insert into accounts.account
      (id, type, name, status, path, parent_id, external_id, contact, tax_id, currency, segment, created_at)
    select id, type,
      case when path <@ quiet.below then 'Quiet' when number % 2 = 0 then 'Contoso' when number % 100 = 1 then 'meadow'
        else 'Alpine' end || ' ' || case when number % 997 = 1 then 'Lantern' else 'Works' end || ' ' || number,
      case when level = 6 and number < 400 and number % 40 = 3 then 'CREDIT_HOLD' when number % 50 = 7 then 'PENDING'
        when number % 100 = 9 then 'CANCELLED' else 'ACTIVE' end,
      path, parent_id, case when number % 10 = 3 then '${SHARED_EXTERNAL}' when number % 3 = 1 then 'EXT-' || level || number end,
      jsonb_build_object('firstName', 'Rosa', 'lastName', 'Falk', 'email', case when number % 10 = 4
        then '${SHARED_EMAIL}' else 'Contact' || level || '.' || number || '@example.com' end),
      case when number % 4 = 1 then 'DE ' || level || lpad(number::text, 8, '0') end, 'USD', case type when 'CUSTOMER' then 'COMMERCIAL' end, '2025-01-01'::timestamptz + number * interval '1 minute'
    from market.account,
      (select path as below from market.account where level = ${QUIET.level} and number = ${QUIET.number}) as quiet
    order by level, number`);
  await sql(`insert into accounts."user" (id, account_id, kind, login, login_key, email, first_name, last_name, permissions, created_at)
    select 'usr_' || substr(id, 5), id, 'ADMINISTRATOR', 'login' || substr(id, 5), 'login' || substr(id, 5),
      'user' || substr(id, 5) || '@example.com', 'Rosa', 'Falk', '{}', created_at
    from accounts.account`);
  await sql('alter table accounts.account enable trigger user');
  await sql('alter table accounts."user" enable trigger user');
  await sql(`insert into accounts.member_below (account_id, own, created_at, member_id, type, status, external_id, name_key)
    select 'acc_' || label, place = cardinality(labels), created_at, id, type, status, external_id, lower(name)
    from (select *, string_to_array(path::text, '.') as labels from accounts.account) as member,
      unnest(labels) with ordinality as level (label, place) order by 1, 2, 3, 4`);
  await sql(`insert into accounts.member_count (account_id, own, type, status, count)
    select account_id, own, type, status, count(*) from accounts.member_below group by 1, 2, 3, 4`);
  // A mark of the filling says which accounts are from before it: here all of them.
  for (const list of ['account_email', 'account_search']) {
    await sql(
      `update accounts.filling set last_id = '', until_id = (select max(id) from accounts.account) where name = '${list}'`,
    );
    await sql(`select accounts.fill_${list}(${count})`);
  }
  await sql('vacuum analyze');
  return readViewers(sql);
}

async function readViewers(sql: RunSql): Promise<AccountViewers> {
  const one = async (id: string): Promise<MarketAccount> => {
    const [account] = await sql<MarketAccount>(`select id, path::text as path from market.account where id = (${id})`);
    if (account === undefined) throw new Error(`The market has no account ${id}`);
    return account;
  };
  const withMembers = (level: number, most: 'asc' | 'desc', having = 'true'): string =>
    `select account_id from accounts.member_count join market.account on id = account_id where level = ${level}
     group by account_id having ${having} order by sum(count) ${most}, account_id limit 1`;
  return {
    provider: await one(`'acc_' || ${labelOf(1, 0)}`),
    large: await one(withMembers(2, 'desc')),
    small: await one(withMembers(5, 'desc', 'sum(count) <= 60')),
    quiet: await one(`'acc_' || ${labelOf(QUIET.level, QUIET.number)}`),
    leaf: await one(withMembers(6, 'asc')),
  };
}

/** What is looked for, with the same as a condition on the table of accounts. */
export interface AccountSearchCase {
  readonly title: string;
  readonly query: {
    readonly search?: string;
    readonly type?: 'RESELLER' | 'CUSTOMER';
    readonly statuses?: readonly ('ACTIVE' | 'PENDING' | 'CREDIT_HOLD' | 'ADMIN_HOLD' | 'CANCELLED')[];
    readonly externalId?: string;
    readonly email?: string;
  };
  readonly where: string;
}

const emails = (email: string): string =>
  `(lower(contact ->> 'email') = '${email}' or exists (select from accounts."user" where account_id = account.id and lower(email) = '${email}'))`;

/** The order of a search by relevance, as SQL that looks at every account; without a search it is that of names. */
export function relevanceOrder({ search = '' }: AccountSearchCase['query']): string {
  const typed = search.toLowerCase();
  const bare = `regexp_replace('${typed}', '[^[:alnum:]]', '', 'g')`;
  const each = (end: string): string =>
    typed
      .split(' ')
      .map((word) => `search_text || ' ' || coalesce(lower(tax_id), '') ~ '\\m${word}${end}'`)
      .join(' and ');
  return `case when '${typed}' in (id, lower(external_id), lower(tax_id), lower(contact ->> 'email'))
      or ${bare} = regexp_replace(lower(tax_id), '[^[:alnum:]]', '', 'g') then 0
    when starts_with(lower(name), '${typed}') then 1 when ${each('\\M')} then 2 when ${each('')} then 3 else 4 end,
    lower(name) collate "C", id`;
}

/** Each argument alone, with values that are common, rare, among the oldest only and nowhere, and the usual combinations. */
export const ACCOUNT_SEARCHES: readonly AccountSearchCase[] = [
  { title: 'all', query: {}, where: 'true' },
  { title: 'a common status', query: { statuses: ['ACTIVE'] }, where: `status = 'ACTIVE'` },
  { title: 'a status of old ones', query: { statuses: ['CREDIT_HOLD'] }, where: `status = 'CREDIT_HOLD'` },
  { title: 'a status of none', query: { statuses: ['ADMIN_HOLD'] }, where: 'false' },
  {
    title: 'several statuses',
    query: { statuses: ['PENDING', 'CREDIT_HOLD', 'CANCELLED'] },
    where: `status in ('PENDING', 'CREDIT_HOLD', 'CANCELLED')`,
  },
  { title: 'a common type', query: { type: 'CUSTOMER' }, where: `type = 'CUSTOMER'` },
  { title: 'a rare type', query: { type: 'RESELLER' }, where: `type = 'RESELLER'` },
  {
    title: 'a type and a status',
    query: { type: 'RESELLER', statuses: ['CANCELLED'] },
    where: `type = 'RESELLER' and status = 'CANCELLED'`,
  },
  {
    title: 'an external id of many',
    query: { externalId: SHARED_EXTERNAL },
    where: `external_id = '${SHARED_EXTERNAL}'`,
  },
  { title: 'an external id of one', query: { externalId: 'EXT-61' }, where: `external_id = 'EXT-61'` },
  {
    title: 'an external id and a status',
    query: { externalId: SHARED_EXTERNAL, statuses: ['CREDIT_HOLD'] },
    where: `external_id = '${SHARED_EXTERNAL}' and status = 'CREDIT_HOLD'`,
  },
  { title: 'an e-mail address of many', query: { email: SHARED_EMAIL }, where: emails(SHARED_EMAIL) },
  {
    title: 'an e-mail address of one',
    query: { email: 'CONTACT6.1@example.com' },
    where: emails('contact6.1@example.com'),
  },
  { title: 'an e-mail address of none', query: { email: 'nobody@example.com' }, where: 'false' },
  {
    title: 'an e-mail address and a type',
    query: { email: SHARED_EMAIL, type: 'RESELLER' },
    where: `${emails(SHARED_EMAIL)} and type = 'RESELLER'`,
  },
  { title: 'a word of many', query: { search: 'contoso' }, where: `search_text like '%contoso%'` },
  { title: 'a part of a word of many', query: { search: 'ONTO' }, where: `search_text like '%onto%'` },
  { title: 'a word of some', query: { search: 'meadow' }, where: `search_text like '%meadow%'` },
  { title: 'a word of few', query: { search: 'lantern' }, where: `search_text like '%lantern%'` },
  {
    title: 'two words of many and few',
    query: { search: 'lantern meadow' },
    where: `search_text like '%lantern%' and search_text like '%meadow%'`,
  },
  // cspell:disable
  {
    title: 'a word of many with two letters exchanged',
    query: { search: 'contsoo' },
    where: `search_text like '%contoso%'`,
  },
  { title: 'a word of few with a letter wrong', query: { search: 'lamtern' }, where: `search_text like '%lantern%'` },
  { title: 'a word of some with a letter missing', query: { search: 'medow' }, where: `search_text like '%meadow%'` },
  {
    title: 'a word of some with a letter too many',
    query: { search: 'meaddow' },
    where: `search_text like '%meadow%'`,
  },
  {
    title: 'two words, one of them mistyped',
    query: { search: 'meadow latnern' },
    where: `search_text like '%lantern%' and search_text like '%meadow%'`,
  },
  { title: 'a word of all with a letter wrong', query: { search: 'contaxt' }, where: `search_text like '%contact%'` },
  { title: 'a word with errors that begins as one of all', query: { search: 'contarx' }, where: 'false' },
  { title: 'a word with two errors', query: { search: 'comtsoo' }, where: 'false' },
  // cspell:enable
  { title: 'a short word of none', query: { search: 'labt' }, where: 'false' },
  { title: 'two letters of many', query: { search: 'co' }, where: `search_text like '% co%'` },
  { title: 'two letters of few', query: { search: 'la' }, where: `search_text like '% la%'` },
  { title: 'one letter', query: { search: 'l' }, where: `search_text like '% l%'` },
  { title: 'a tax id without its space', query: { search: 'de600000001' }, where: `tax_id = 'DE 600000001'` },
  { title: 'a tax id in groups', query: { search: 'DE 600-000.001' }, where: `tax_id = 'DE 600000001'` },
  { title: 'a part of many tax ids', query: { search: 'de6000' }, where: `tax_id like 'DE 6000%'` },
  { title: 'a tax id of none', query: { search: 'de699999999' }, where: 'false' },
  {
    title: 'words of many',
    query: { search: 'works contoso' },
    where: `search_text like '%contoso%' and search_text like '%works%'`,
  },
  {
    title: 'a word of many and a common status',
    query: { search: 'contoso', statuses: ['ACTIVE'] },
    where: `search_text like '%contoso%' and status = 'ACTIVE'`,
  },
  {
    title: 'a word of many and an external id',
    query: { search: 'works', externalId: SHARED_EXTERNAL },
    where: `search_text like '%works%' and external_id = '${SHARED_EXTERNAL}'`,
  },
  {
    title: 'a word of many and a status of old ones',
    query: { search: 'works', statuses: ['CREDIT_HOLD'] },
    where: `search_text like '%works%' and status = 'CREDIT_HOLD'`,
  },
  {
    title: 'a word and an e-mail address',
    query: { search: 'works', email: SHARED_EMAIL },
    where: `search_text like '%works%' and ${emails(SHARED_EMAIL)}`,
  },
];
