/** Throws when what the code relies on does not hold: a bug, never a user's mistake. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (condition === false || condition === null || condition === undefined) throw new Error(`Invariant: ${message}`);
}
