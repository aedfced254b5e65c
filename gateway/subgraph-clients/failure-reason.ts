/**
 * What an error of the network says. One of several addresses that were all tried, such as those of `localhost`, has no
 * message of its own.
 */
export function failureReason(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(failureReason).join('; ');
  return error instanceof Error ? error.message : String(error);
}
