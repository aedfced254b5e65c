import { idLabel } from '../../../shared/domain/ids.ts';
import { isWithin } from '../../../shared/domain/account-path.ts';

/** One sale on the way from the provider to a buyer. */
export interface Sale {
  readonly sellerId: string;
  /** Undefined when the buyer is any direct child. */
  readonly buyerId: string | undefined;
}

const accountOf = (label: string): string => `acc_${label}`;

/** The sales that lead from the provider to the account at a path; none for the provider itself. */
export function salesTo(path: string): readonly Sale[] {
  const accounts = path.split('.').map(accountOf);
  return accounts.slice(1).map((buyerId, index) => ({ sellerId: accounts[index] ?? '', buyerId }));
}

/** The sales that lead to any direct child of the account at a path. */
export function salesToChildOf(path: string): readonly Sale[] {
  return [...salesTo(path), { sellerId: accountOf(path.slice(path.lastIndexOf('.') + 1)), buyerId: undefined }];
}

/** The account that sells to the one at a path; undefined for the provider. */
export function sellerOf(path: string): string | undefined {
  return salesTo(path).at(-1)?.sellerId;
}

/** Whether the account at a path buys directly from the one at another. */
export function isDirectChild(path: string, sellerPath: string): boolean {
  return (
    path !== sellerPath && isWithin(path, sellerPath) && sellerOf(path) === salesToChildOf(sellerPath).at(-1)?.sellerId
  );
}

/**
 * The path of an account below the viewer.
 *
 * @param viewer the viewer's account and its path
 * @param ancestorIds from the viewer's root down to the account's parent
 */
export function pathBelow(
  viewer: { readonly accountId: string; readonly path: string },
  ancestorIds: readonly string[],
  accountId: string,
): string {
  if (accountId === viewer.accountId) return viewer.path;
  const between = ancestorIds.slice(ancestorIds.indexOf(viewer.accountId) + 1);
  return [viewer.path, ...between.map(idLabel), idLabel(accountId)].join('.');
}
