import { hasLongNumber, parseExactly } from '../../exact-json.ts';
import { refusal } from '../../errors.ts';
import type { OperationRequest } from '../../handle-operation.ts';

type Parameters = OperationRequest & { readonly extensions?: unknown };

/**
 * A request's body for the libraries that read it: parsed when they would round its numbers, else as text. They also
 * handle a body that is not a JSON object.
 */
export function readableBody(text: string): string | Record<string, unknown> {
  return (hasLongNumber(text) ? objectOf(text) : undefined) ?? text;
}

/** The parameters with the exact variables of the URL, whose numbers the libraries round. */
export function withExactVariables<Params extends Parameters>(params: Params, url: string): Params {
  if (!hasLongNumber(url)) return params;
  const text = searchOf(url).get('variables');
  const variables = text === null ? undefined : objectOf(text);
  return variables === undefined ? params : { ...params, variables };
}

/**
 * Refuses a request that names its document only by a hash. Clients know the message and send the document.
 *
 * @throws {GatewayError} PERSISTED_QUERY_NOT_SUPPORTED
 * @see https://www.apollographql.com/docs/apollo-server/performance/apq
 */
export function refusePersistedDocument(body: string, url: string): void {
  if (!body.includes('persistedQuery') && !url.includes('persistedQuery')) return;
  const parameters = body === '' ? Object.fromEntries(searchOf(url)) : objectOf(body);
  const given: unknown = parameters?.['extensions'];
  const extensions = typeof given === 'string' ? objectOf(given) : given;
  const isNamed = typeof extensions === 'object' && extensions !== null && 'persistedQuery' in extensions;
  const { query } = parameters ?? {};
  if (isNamed && (query === undefined || query === null || query === '')) {
    throw refusal('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
  }
}

function searchOf(url: string): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : url.slice(start + 1));
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value = parseExactly(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
