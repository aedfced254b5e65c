import { setTimeout as sleep } from 'node:timers/promises';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { PartAway } from '../database/outage.ts';
import { createFetch } from '../process/outbound-fetch.ts';

export interface GraphQuestion {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The signed context of the operation on whose behalf the question is asked. */
  readonly contextToken: string;
}

/** Asks the whole graph through the gateway, as the caller. Rejects when the gateway cannot be reached. */
export type AskGraph = (question: GraphQuestion) => Promise<FormattedExecutionResult>;

const TIMEOUT_MS = 10_000;
/**
 * A query without an answer for so long is asked once more, over another connection: the one that it was sent over may
 * have gone silent. Well within the five seconds after which everything has to be back.
 */
const ASK_AGAIN_MS = 3_000;

/** Asks the graph over HTTP. */
export function createHttpGraph(gatewayUrl: string): AskGraph {
  const address = new URL('/graphql', gatewayUrl);
  const fetch = createFetch();
  return async ({ query, variables, contextToken }) => {
    const request = {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        authorization: `Context ${contextToken}`,
      },
      body: JSON.stringify({ query, variables }),
    };
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const response = await (isMutation(query)
      ? fetch(address, { ...request, signal: timeout })
      : firstAnswer((signal) => fetch(address, { ...request, signal: AbortSignal.any([signal, timeout]) })));
    if (!/json/.test(response.headers.get('content-type') ?? 'none')) {
      throw new PartAway(`The gateway answered ${response.status} without a GraphQL response`);
    }
    return (await response.json()) as FormattedExecutionResult;
  };
}

/** A mutation is asked once: what it changes may have been changed already. */
function isMutation(query: string): boolean {
  return /^\s*mutation\b/.test(query);
}

/** Sends, and sends once more when no answer has come for a while; takes the one that comes first, and ends the other. */
async function firstAnswer(send: (signal: AbortSignal) => Promise<Response>): Promise<Response> {
  const attempts = [new AbortController(), new AbortController()] as const;
  const decided = new AbortController();
  const attempt = async (number: 0 | 1): Promise<Response> => {
    const response = await send(attempts[number].signal);
    attempts[1 - number]?.abort();
    return response;
  };
  const first = attempt(0).finally(() => decided.abort());
  const isSilent = await sleep(ASK_AGAIN_MS, true, { signal: decided.signal }).catch(() => false);
  if (!isSilent) return await first;
  return await Promise.any([first, attempt(1)]).catch(() => first);
}

/** A generated operation: its text, with the types of its result and its variables. */
export interface TypedOperation<Result, Variables> {
  toString(): string;
  __apiType?: (variables: Variables) => Result;
}

/**
 * Asks a generated operation and returns its data.
 * Rejects when the graph answers with errors, because a subgraph's own question must be answered in full; with a PartAway
 * when the reason is that a part of the graph is away.
 */
export async function ask<Result, Variables extends Readonly<Record<string, unknown>>>(
  askGraph: AskGraph,
  operation: TypedOperation<Result, Variables>,
  variables: Variables,
  contextToken: string,
): Promise<Result> {
  const { data, errors } = await askGraph({ query: operation.toString(), variables, contextToken });
  if (errors !== undefined || data === null || data === undefined) {
    const reason = `The graph did not answer: ${errors?.map((error) => error.message).join('; ') ?? 'no data'}`;
    throw errors?.some(saysAway) === true ? new PartAway(reason) : new Error(reason);
  }
  return data as Result;
}

const AWAY_CODES: ReadonlySet<unknown> = new Set(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT', 'TIMEOUT']);

function saysAway({ extensions }: GraphQLFormattedError): boolean {
  return AWAY_CODES.has(extensions?.['code']);
}
