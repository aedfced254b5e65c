import { createHash } from 'node:crypto';
import type { AccountRow } from '../../entities/account.ts';
import { RANKS } from './account-words.ts';

/**
 * How a search sorts by relevance: `fine` ranks every account that fits; `coarse` knows those that are exactly what was typed
 * and names that begin with it, and leaves all others in the order of their names. All pages of a list are sorted in one way.
 */
export type Relevance = 'fine' | 'coarse';

/** The position of an account in a search by relevance. */
export interface RelevantPosition {
  readonly relevance: Relevance;
  readonly rank: number;
  /** As in a cursor by name. */
  readonly key: readonly string[];
}

/** The parts of a cursor: what the search was, the rank, and those of a cursor by name. */
export const RELEVANCE_PARTS = 4;

/** Behind the spellings of typing errors there is no rank. */
const MOST_RANK = RANKS.mistyped + 100;

/** Makes the parts of the cursor of an account. */
export function relevanceKey(
  words: readonly string[],
  { relevance, rank }: Omit<RelevantPosition, 'key'>,
  { name, id }: Pick<AccountRow, 'name' | 'id'>,
): readonly string[] {
  return [`${relevance}.${markOf(words)}`, String(rank), name, id];
}

/** Reads the parts of a cursor; undefined for those of another search. */
export function readRelevanceKey(words: readonly string[], parts: readonly string[]): RelevantPosition | undefined {
  const [search = '', rank = '', ...key] = parts;
  const relevance = (['fine', 'coarse'] as const).find((one) => search === `${one}.${markOf(words)}`);
  if (relevance === undefined || key.length !== 2 || !/^\d{1,3}$/.test(rank) || Number(rank) > MOST_RANK)
    return undefined;
  return { relevance, rank: Number(rank), key };
}

/** Tells searches apart, without their words. */
function markOf(words: readonly string[]): string {
  return createHash('sha256').update(words.join(' ')).digest('base64url').slice(0, 12);
}
