import { compares, oneOf } from '../../../shared/database/list-conditions.ts';
import type { ListKey, OwnedList } from '../../../shared/database/list-loader.ts';
import type { KeptCounts } from '../../../shared/database/kept-counts.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { PageRequest } from '../../../shared/graphql/connection.ts';
import { ACCOUNT_STATUSES, type AccountStatus } from '../../rules/hierarchy/account-status.ts';
import { ACCOUNT_TYPES, type AccountType } from '../../rules/hierarchy/account-types.ts';
import { inTreeOfRow, type SearchedTree } from './searched-tree.ts';

/** The orders in which accounts can be listed. */
export type AccountSort = 'CREATED_AT_DESC' | 'CREATED_AT_ASC' | 'NAME_ASC' | 'NAME_DESC' | 'RELEVANCE';

/** What accounts of a list have; what is undefined excludes none. */
export interface AccountConditions {
  readonly type: AccountType | undefined;
  readonly statuses: readonly AccountStatus[] | undefined;
  readonly externalId: string | undefined;
  readonly email: string | undefined;
}

interface SortOrder {
  readonly order: string;
  readonly after: string;
  readonly keyParts: 1 | 2;
}

/**
 * Ids are made in time order, so they are the creation order; names need the id to break a tie. Among all accounts of a list
 * none is more relevant than another.
 */
const SORT_ORDERS: Readonly<Record<AccountSort, SortOrder>> = {
  CREATED_AT_DESC: byId('desc', '<'),
  CREATED_AT_ASC: byId('asc', '>'),
  NAME_ASC: byName('asc', '>'),
  NAME_DESC: byName('desc', '<'),
  RELEVANCE: byName('asc', '>'),
};

function byId(direction: string, compare: string): SortOrder {
  return {
    order: `member_id ${direction}`,
    after: `member_id ${compare} ?`,
    keyParts: 1,
  };
}

function byName(direction: string, compare: string): SortOrder {
  return {
    order: `name_key ${direction}, member_id ${direction}`,
    after: `(name_key, member_id) ${compare} (lower(?::text), ?)`,
    keyParts: 2,
  };
}

/** The order of accounts as SQL, and what the parts of a cursor are compared with. */
export function sortOrder(sort: AccountSort): SortOrder {
  return SORT_ORDERS[sort];
}

/** How many accounts each account has below it and with itself. */
export const MEMBER_COUNTS: KeptCounts = {
  table: 'accounts.member_count',
  changes: 'accounts.member_count_change',
  by: ['own', 'type', 'status'],
};

/** The accounts at and below an account, in an order. Those with an e-mail address are listed under the address. */
export function accountList<Row>(
  sort: AccountSort,
  { email }: Pick<AccountConditions, 'email'>,
  toRow: (row: object) => Row,
): OwnedList<Row> {
  const { order, after } = SORT_ORDERS[sort];
  const rows = { table: 'accounts.account', on: 'item.id = entry.member_id' };
  const list = { order, after, columns: 'item.*', rows, toRow };
  return email === undefined
    ? { ...list, table: 'accounts.member_below', owner: 'account_id', kept: MEMBER_COUNTS }
    : { ...list, table: 'accounts.account_email', owner: 'email' };
}

/** Where the accounts at and below an account that meet conditions besides an e-mail address are found. */
export function accountListKey(
  rootId: Id<'acc'>,
  { type, statuses, externalId }: Omit<AccountConditions, 'email'>,
  page: PageRequest,
): ListKey {
  const isNarrowed = [type, statuses, externalId].some((value) => value !== undefined);
  const types = type === undefined ? undefined : [type];
  return {
    owner: rootId,
    // The indexes by anything else have type and status before the order of the list.
    choices: isNarrowed ? [oneOf('type', ACCOUNT_TYPES, types), oneOf('status', ACCOUNT_STATUSES, statuses)] : [],
    conditions: compares('external_id = ?', externalId),
    page,
  };
}

/** Where the accounts of a tree that have an e-mail address and meet other conditions are found. */
export function emailListKey(
  tree: SearchedTree,
  { email, type, statuses, externalId }: AccountConditions & { readonly email: string },
  page: PageRequest,
): ListKey {
  return {
    owner: email.toLowerCase(),
    choices: [oneOf('type', ACCOUNT_TYPES, type && [type]), oneOf('status', ACCOUNT_STATUSES, statuses)],
    conditions: [...inTreeOfRow(tree), ...compares('external_id = ?', externalId)],
    page,
  };
}
