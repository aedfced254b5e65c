import { idLabel, type Id } from './ids.ts';

/** The one rule of visibility: an account is seen by itself and by every account above it. Both are `ltree` texts. */
export function isWithin(path: string, rootPath: string): boolean {
  return path === rootPath || path.startsWith(`${rootPath}.`);
}

const accountOf = (label: string): Id<'acc'> => `acc_${label}`;

/** The ids of the accounts on a path, from the provider down to the account whose path it is. */
export function accountIdsOf(path: string): readonly Id<'acc'>[] {
  return path.split('.').map(accountOf);
}

/** The path of the account that the account at this path buys from; undefined for the provider. */
export function sellerPathOf(path: string): string | undefined {
  const end = path.lastIndexOf('.');
  return end < 0 ? undefined : path.slice(0, end);
}

/** The id of the account that the account at this path buys from; undefined for the provider. */
export function sellerIdOf(path: string): Id<'acc'> | undefined {
  return accountIdsOf(path).at(-2);
}

/**
 * The path of an account at or below the viewer's.
 *
 * @param viewer the viewer's account and its path
 * @param ancestorIds the accounts above it that the viewer sees: from the viewer's root down to its parent
 */
export function pathBelow(
  viewer: { readonly accountId: string; readonly path: string },
  accountId: string,
  ancestorIds: readonly string[],
): string {
  if (accountId === viewer.accountId) return viewer.path;
  const between = ancestorIds.slice(ancestorIds.indexOf(viewer.accountId) + 1);
  return [viewer.path, ...between.map(idLabel), idLabel(accountId)].join('.');
}
