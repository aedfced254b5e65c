/** Marks a place that the types rule out. @throws {Error} always: being there is a bug */
export function assertNever(value: never): never {
  throw new Error(`Not one of the known kinds: ${JSON.stringify(value)}`);
}
