/** The one rule of visibility: an account is seen by itself and by every account above it. Both are `ltree` texts. */
export function isWithin(path: string, rootPath: string): boolean {
  return path === rootPath || path.startsWith(`${rootPath}.`);
}
