/**
 * The reason of a network error. When several addresses were tried, such as those of `localhost`, the error has no
 * message of its own, so the reasons are taken from its parts.
 */
export function failureReason(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(failureReason).join('; ');
  return error instanceof Error ? error.message : String(error);
}
