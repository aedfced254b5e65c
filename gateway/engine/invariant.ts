/**
 * Marks code that the types rule out.
 *
 * @throws {Error} always, because reaching it is a bug
 */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
