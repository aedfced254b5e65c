/** A GraphQL response as it comes over the wire. */
export interface WireResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
}

export interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** Sends a question by POST. */
export async function post(
  url: string,
  question: Question,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; headers: Headers; body: WireResult }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(question),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as WireResult };
}

/** The codes of a response's errors. */
export function codesOf(result: WireResult): unknown[] {
  return (result.errors ?? []).map(({ extensions }) => extensions?.['code']);
}
