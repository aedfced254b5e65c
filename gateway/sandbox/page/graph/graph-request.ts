export interface GraphAnswer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly { readonly message: string }[];
  /** The server's clock when it answered, in milliseconds since 1970; the local clock if it sends no `Date`. */
  readonly serverTimeMs: number;
}

export interface GraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly accessToken: string | null;
}

/** Whether a value is a JSON object, not a list, null or a scalar. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The string at a chain of keys, or null when there is none. */
export function stringAt(value: unknown, ...keys: readonly string[]): string | null {
  let current = value;
  for (const key of keys) current = isObject(current) ? current[key] : undefined;
  return typeof current === 'string' ? current : null;
}

/**
 * Sends one operation to the graph at this page's origin. Throws an error with a presentable message when there is no
 * answer, or the answer is not a GraphQL response.
 */
export async function requestGraph({ query, variables, accessToken }: GraphRequest): Promise<GraphAnswer> {
  const headers = new Headers({ 'content-type': 'application/json', accept: 'application/graphql-response+json' });
  if (accessToken) headers.set('authorization', `Bearer ${accessToken}`);
  let response: Response;
  try {
    response = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  } catch {
    throw new Error('The server cannot be reached. Is it still running?');
  }
  const body: unknown = await response.json().catch(() => null);
  if (!isObject(body)) throw new Error(`The server answered with status ${response.status} and no result.`);
  const errors = Array.isArray(body['errors']) ? body['errors'] : [];
  return {
    data: isObject(body['data']) ? body['data'] : null,
    errors: errors.map((error) => ({ message: stringAt(error, 'message') ?? 'The server gave no reason.' })),
    serverTimeMs: Date.parse(response.headers.get('date') ?? '') || Date.now(),
  };
}
