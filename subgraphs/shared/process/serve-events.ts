import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FormattedExecutionResult } from 'graphql';
import type { Draining } from './draining.ts';
import type { SubgraphExecutor, SubgraphRequest } from './executor.ts';

interface EventParts {
  readonly executor: SubgraphExecutor;
  readonly contextTokenOf: (request: IncomingMessage) => string | undefined;
  /** The body, or nothing when it is too large. */
  readonly readText: (request: IncomingMessage) => Promise<string | undefined>;
  readonly draining: Draining;
}

const COMMENT = ':\n\n';
/** So often a quiet stream says that it is alive. */
const COMMENT_INTERVAL_MS = 12_000;
/** The last result of a stream that ends because the process does. */
const RESUME: FormattedExecutionResult = {
  errors: [
    {
      message: 'The server is restarted: subscribe again from the last cursor.',
      extensions: { code: 'SUBSCRIPTION_RESUME' },
    },
  ],
};

/**
 * Answers subscriptions as server-sent events, over HTTP/1.1 or HTTP/2: one stream for each, read from its source no
 * faster than the client reads, and ended at its source when the client goes away. When the server goes away, the last
 * result tells the subscriber to resume.
 *
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
export function createEventHandler({ executor, contextTokenOf, readText, draining }: EventParts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const operation = readOperation(await readText(request));
    if (operation === undefined) {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ errors: [{ message: 'The body is not an operation.' }] }));
      return;
    }
    const result = await executor.subscribe({ ...operation, contextToken: contextTokenOf(request) });
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
    if (Symbol.asyncIterator in result) await send(response, result, draining);
    else response.write(asEvent(result));
    response.end('event: complete\ndata:\n\n');
  };
}

async function send(
  response: ServerResponse,
  events: AsyncIterableIterator<FormattedExecutionResult>,
  draining: Draining,
): Promise<void> {
  const stop = (): void => void events.return?.();
  response.once('close', stop);
  let isCutShort = false;
  const forget = draining.endWithServer(() => {
    isCutShort = true;
    stop();
  });
  // A client that left while its operation was prepared closed the response before anybody listened.
  if (!response.socket) stop();
  // With the first bytes the client knows that the stream stands.
  response.write(COMMENT);
  const commenting = setInterval(() => response.write(COMMENT), COMMENT_INTERVAL_MS);
  try {
    for await (const event of events) await write(response, asEvent(event));
    if (isCutShort && !response.destroyed) response.write(asEvent(RESUME));
  } finally {
    forget();
    clearInterval(commenting);
    response.off('close', stop);
  }
}

function asEvent(result: FormattedExecutionResult): string {
  return `event: next\ndata: ${JSON.stringify(result)}\n\n`;
}

/** Resolves when the text has left for the network, or nobody is there to get it. */
async function write(response: ServerResponse, text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off('close', done);
      resolve();
    };
    response.once('close', done);
    response.write(text, done);
  });
}

function readOperation(text: string | undefined): Omit<SubgraphRequest, 'contextToken'> | undefined {
  if (text === undefined) return undefined;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof body !== 'object' || body === null || !('query' in body) || typeof body.query !== 'string') {
    return undefined;
  }
  const operationName =
    'operationName' in body && typeof body.operationName === 'string' ? body.operationName : undefined;
  const variables = 'variables' in body ? body.variables : undefined;
  if (typeof variables !== 'object' || variables === null) return { query: body.query, operationName };
  return { query: body.query, operationName, variables: variables as Record<string, unknown> };
}
