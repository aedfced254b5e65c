import { accountIdsOf, sellerPathOf } from '../../../shared/domain/account-path.ts';
import type { Id } from '../../../shared/domain/ids.ts';

/** One sale on the way from the provider to a buyer. */
export interface Sale {
  readonly sellerId: Id<'acc'>;
  /** Undefined when the buyer is any direct child of the seller. */
  readonly buyerId: Id<'acc'> | undefined;
}

/** The sales that lead from the provider to the account at a path; none for the provider itself. */
export function salesTo(path: string): readonly Sale[] {
  return salesToChildOf(path).slice(0, -1);
}

/** The sales that lead from the provider to any direct child of the account at a path. */
export function salesToChildOf(path: string): readonly Sale[] {
  const accountIds = accountIdsOf(path);
  return accountIds.map((sellerId, index) => ({ sellerId, buyerId: accountIds[index + 1] }));
}

/** Whether the account at a path buys directly from the account at another. */
export function isDirectChild(path: string, sellerPath: string): boolean {
  return sellerPathOf(path) === sellerPath;
}
