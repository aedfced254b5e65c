import type { Choice, Condition } from '../../../shared/database/list-loader.ts';
import { madeAt, type Id } from '../../../shared/domain/ids.ts';
import type { PageRequest } from '../../../shared/graphql/connection.ts';
import type { AccountPlace } from '../hierarchy/account-places.ts';

/** Whose rows a list has, below which account. */
export interface ListScope {
  readonly customerId: Id<'acc'> | undefined;
  readonly includeDescendants: boolean;
}

/** An account whose rows are listed. */
export type ListedAccount = Pick<AccountPlace, 'id' | 'path'>;

/** The account under which the rows of a list are found, and what narrows them to the list. */
export interface ListOwner {
  readonly owner: Id<'acc'>;
  readonly own: Choice;
  readonly conditions: readonly Condition[];
}

/**
 * Finds where a list of rows of an account and those below it begins: a customer's rows are listed under the customer itself.
 * Null when the list can have none.
 *
 * @param table the table of the rows, which has an index by customer
 */
export function listOwner(
  { id, path }: ListedAccount,
  table: 'orders."order"' | 'orders.subscription',
  { customerId, includeDescendants }: ListScope,
): ListOwner | null {
  if (customerId === undefined || customerId === id) {
    const isAlsoBelow = customerId === undefined && includeDescendants;
    return { owner: id, own: ownRows(isAlsoBelow ? ['true', 'false'] : ['true']), conditions: [] };
  }
  if (!includeDescendants) return null;
  // All rows of a customer have the same place, which one of them tells.
  const place = `(select path from ${table} where customer_id = ? order by id desc limit 1) <@ ?::ltree`;
  return { owner: customerId, own: ownRows(['true']), conditions: [[place, customerId, path]] };
}

function ownRows(values: readonly ('true' | 'false')[]): Choice {
  return { column: 'own', type: 'boolean', values };
}

/**
 * The page behind a row. Its place in the order of the list is its time, which is looked up by its id, and its id. A row of
 * others is not looked up, nor is one that has left the list since: like a row that never was, it has the time of its id.
 *
 * @param path of the account whose list it is
 */
export function behindRow({ first, after }: PageRequest, path: string, prefix: 'ord' | 'sub'): PageRequest {
  if (after === undefined) return { first, after };
  const [id = ''] = after;
  const time = madeAt(prefix, id) ?? LONG_AGO;
  return { first, after: [id, path, time.toISOString(), id] };
}

/** The time of what is no id: nothing is behind it. */
const LONG_AGO = new Date(0);
