import type { Condition } from '../../../shared/database/list-loader.ts';
import { textArray } from '../../../shared/database/sql.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';

/** An account with everything below it. An account is in there when it is the root, or its seller is in there. */
export interface SearchedTree {
  readonly rootId: Id<'acc'>;
  /** Whether the root is the provider, so that every account is in the tree. */
  readonly isWhole: boolean;
  /** The root and every reseller below it; undefined when they are too many to name. */
  readonly sellers: readonly string[] | undefined;
}

/** So many sellers can be named in a statement. */
const MOST_NAMED = 1_000;
/** So many sellers can be looked for in an index, together with words. */
const MOST_IN_INDEX = 50;

/** Reads which sellers a tree has. */
export async function readTree(read: Reader, rootId: Id<'acc'>): Promise<SearchedTree> {
  const [row] = await read.query<{ readonly is_whole: boolean; readonly sellers: readonly string[] }>(
    `select parent_id is null as is_whole, case when parent_id is null then '{}' else array(
       select member_id from accounts.member_below where account_id = root.id and type = 'RESELLER' limit ${MOST_NAMED + 1}
     ) end as sellers from accounts.account as root where id = ?`,
    [rootId],
  );
  const { is_whole: isWhole = false, sellers = [] } = row ?? {};
  const areMany = sellers.length > MOST_NAMED;
  return { rootId, isWhole, sellers: areMany ? undefined : [...new Set([rootId, ...sellers])] };
}

/** Whether the index of words finds nothing outside of the tree. */
export function isIndexed({ isWhole, sellers }: SearchedTree): boolean {
  return isWhole || (sellers !== undefined && sellers.length <= MOST_IN_INDEX);
}

/** The condition that an account is in the tree, as the index of words knows it as far as that can be. */
export function inTree(tree: SearchedTree): readonly Condition[] {
  if (tree.isWhole || !isIndexed(tree)) return inTreeOfRow(tree);
  return [['array[seller_id, member_id] && ?::text[]', textArray(tree.sellers ?? [])]];
}

/** The same of a row that is read, or of the index of a list. */
export function inTreeOfRow({ rootId, isWhole, sellers }: SearchedTree): readonly Condition[] {
  if (isWhole) return [];
  if (sellers !== undefined) return [['(seller_id = any (?::text[]) or member_id = ?)', textArray(sellers), rootId]];
  const below = `select member_id from accounts.member_below where account_id = ? and type = 'RESELLER'`;
  return [[`(seller_id = ? or seller_id in (${below}) or member_id = ?)`, rootId, rootId, rootId]];
}
