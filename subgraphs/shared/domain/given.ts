/** What GraphQL hands over for an input that may be left out: both ways of saying nothing. */
export type Optional<Value> = Value | null | undefined;

/** Whether an optional input was given: neither left out nor sent as null. */
export function isGiven<Value>(value: Optional<Value>): value is Value {
  return value !== null && value !== undefined;
}
