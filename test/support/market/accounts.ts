/** Runs one statement on the database that is filled. */
export type RunSql = <Row extends object>(text: string) => Promise<readonly Row[]>;

/** An account of the market, as principals and lists name it. */
export interface MarketAccount {
  readonly id: string;
  readonly path: string;
}

/** How many resellers each level below the provider has; customers are on levels three to six. */
export const RESELLERS = { 2: 10, 3: 100, 4: 400, 5: 800 } as const;

/** The reseller whose customers have bought nothing for a long time. */
export const QUIET = { level: 3, number: 99 } as const;

/** The SQL of the label of an account: its level, then its number there. Customers count as the sixth level. */
export function labelOf(level: number, number: number | string): string {
  return `('01' || '${level}' || lpad((${number})::text, 23, '0'))`;
}

/** A number from 0 to below 1 that looks random, but is the same in each run. */
export function chanceOf(number: string, salt: number): string {
  return `((((${number})::bigint * 7919 + ${salt}) * 48271 % 2147483647) / 2147483647.0)`;
}

/** Makes the tree as `market.account`: number, level, id, path, parent's id, type. Most customers belong to few resellers. */
export async function makeAccounts(sql: RunSql, count: number): Promise<void> {
  await sql('create schema if not exists market');
  await sql(`create table market.account (
    level int, number int, id text collate "C", path ltree, parent_id text collate "C", type text, primary key (level, number))`);
  await sql(`insert into market.account
    select 1, 0, 'acc_' || label, label::ltree, null, 'PROVIDER' from (select ${labelOf(1, 0)} as label) as root`);
  for (const level of [2, 3, 4, 5] as const) {
    const above = level === 2 ? 1 : RESELLERS[(level - 1) as 2 | 3 | 4];
    await addBelow(sql, {
      level,
      type: 'RESELLER',
      numbers: `select number, ${level - 1} as above_level, number % ${above} as above_number
        from generate_series(0, ${RESELLERS[level] - 1}) as number`,
    });
  }
  const sellers = Object.values(RESELLERS).reduce((sum, one) => sum + one, 1);
  const above = Object.entries(RESELLERS).map(([level, of]) => `when ${level} then ${of}`);
  await addBelow(sql, {
    level: 6,
    type: 'CUSTOMER',
    numbers: `select number, above_level,
        floor(power(${chanceOf('number', 5)}, 2) * case above_level ${above.join(' ')} end)::int as above_number
      from (select number, (array[2, 2, 3, 3, 3, 4, 4, 4, 5, 5])[number % 10 + 1] as above_level
        from generate_series(0, ${count - sellers - 1}) as number) as customer`,
  });
  await sql('create index on market.account using gist (path)');
  await sql('analyze market.account');
}

interface Level {
  readonly level: number;
  readonly type: 'RESELLER' | 'CUSTOMER';
  readonly numbers: string;
}

function addBelow(sql: RunSql, { level, type, numbers }: Level): Promise<unknown> {
  return sql(`insert into market.account
    select ${level}, made.number, 'acc_' || ${labelOf(level, 'made.number')},
      above.path || ${labelOf(level, 'made.number')}, above.id, '${type}'
    from (${numbers}) as made
    join market.account as above on above.level = above_level and above.number = above_number`);
}
