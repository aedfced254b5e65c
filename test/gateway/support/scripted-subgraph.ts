import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { SubgraphRequest } from '../../../gateway/subgraph-clients/subgraph-client.ts';

/** Answers one request; the number says how many came before it. */
type Script = (exchange: { request: IncomingMessage; response: ServerResponse; number: number }) => void;

/** A server on 127.0.0.1 that answers as the test says, stopped when the test ends. */
export interface ScriptedSubgraph {
  readonly url: string;
  /** How many requests have come. */
  readonly asked: () => number;
}

export async function startScriptedSubgraph(script: Script): Promise<ScriptedSubgraph> {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume();
    script({ request, response, number: count++ });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/graphql`, asked: () => count };
}

/** Ends an exchange with a GraphQL response. */
export function answer(response: ServerResponse, data: Readonly<Record<string, unknown>> = { a: 1 }): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ data }));
}

/** A request of the engine, a query unless another kind is given. */
export function subgraphRequest(given: Partial<SubgraphRequest> = {}): SubgraphRequest {
  return {
    query: '{a}',
    bodyPrefix: '{"query":"{a}","variables":',
    variablesJson: '{}',
    operationKind: 'query',
    headers: {},
    signal: new AbortController().signal,
    ...given,
  };
}
