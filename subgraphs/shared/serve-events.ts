import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHandler, type Response as EventResponse } from 'graphql-sse';
import type { SubgraphExecutor } from './executor.ts';

interface EventParts {
  readonly executor: SubgraphExecutor;
  readonly contextTokenOf: (request: IncomingMessage) => string | undefined;
  /** The body, or nothing when it is too large. */
  readonly readText: (request: IncomingMessage) => Promise<string | undefined>;
}

/** Answers operations as server-sent events, by graphql-sse, over HTTP/1.1 or HTTP/2. */
export function createEventHandler({ executor, contextTokenOf, readText }: EventParts) {
  const handle = createHandler<IncomingMessage>({
    async onSubscribe({ raw }, { query, variables, operationName }) {
      const result = await executor.subscribe({
        query,
        variables: variables ?? undefined,
        operationName: operationName ?? undefined,
        contextToken: contextTokenOf(raw),
      });
      // The handler knows a refusal from arguments to execute by its data only.
      return (Symbol.asyncIterator in result ? result : { data: null, ...result }) as never;
    },
  });
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const get = (name: string): string | undefined => headers[name]?.toString();
    const body = async (): Promise<string> => (await readText(request)) ?? '';
    await send(response, await handle({ method, url, headers: { get }, body, raw: request, context: undefined }));
  };
}

/** Writes no faster than the reader reads. */
async function send(response: ServerResponse, [body, { status, headers }]: EventResponse): Promise<void> {
  // HTTP/2 has neither this header nor a text beside the status.
  const { connection: _none, ...rest } = headers ?? {};
  response.writeHead(status, rest);
  if (body === null || typeof body === 'string') {
    response.end(body ?? '');
    return;
  }
  const stop = (): void => void body.return(undefined);
  response.once('close', stop);
  // A client that left while its operation was prepared closed the response before anybody listened.
  if (!response.socket) stop();
  for await (const message of body) {
    if (!response.socket) break;
    await new Promise<void>((resolve) => response.write(message, () => resolve()));
  }
  response.end();
}
