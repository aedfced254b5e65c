import { GraphQLError, Kind, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import type { Client, ExecutionResult, Sink, SubscribePayload } from 'graphql-ws';
import { isObject, stringAt } from './graph-request.ts';

/** The number of earlier events of one subscription that remain on the page. */
const EARLIER_EVENTS = 100;
/** The server refused the token of `connection_init`; another try with the same token would not help. */
const FORBIDDEN = 4403;

type ResumablePayload = Omit<SubscribePayload, 'variables'> & { variables?: Record<string, unknown> | null };

export interface LiveClient extends Pick<Client, 'subscribe'> {
  /** Connects again with the current token. Subscriptions continue after their last event. */
  renew(): void;
  /** Ends all subscriptions and the connection. */
  close(): void;
}

/**
 * The WebSocket side of the page (subprotocol graphql-transport-ws), connected while there are subscriptions. When the
 * connection is lost, a subscription with an `$after` variable continues after the last cursor that it saw.
 */
export function createLiveClient(url: string, accessToken: () => Promise<string | null>): LiveClient {
  const client = createClient({
    url,
    // Some ten minutes; a viewer who does not want to wait stops the operation.
    retryAttempts: 60,
    retryWait: (retries) => pause(300 * 2 ** Math.min(retries, 5) * (0.5 + Math.random())),
    // For a refused connection, a browser sends a plain event before the one with a close code.
    shouldRetry: (problem) =>
      problem instanceof Event && !(problem instanceof CloseEvent && problem.code === FORBIDDEN),
    connectionParams: async () => {
      const token = await accessToken();
      return token ? { authorization: `Bearer ${token}` } : {};
    },
  });
  return {
    subscribe: (payload, sink) => {
      // After reconnecting, the client sends this same object again, so moving its cursor is enough to resume.
      const resumable: ResumablePayload = { ...payload };
      return client.subscribe(resumable, resumingSink(resumable, sink));
    },
    renew: () => client.terminate(),
    close: () => void client.dispose(),
  };
}

function resumingSink<Data, Extensions>(
  resumable: ResumablePayload,
  sink: Sink<ExecutionResult<Data, Extensions>>,
): Sink<ExecutionResult<Data, Extensions>> {
  const resumes = declaresAfter(resumable.query);
  let events: readonly unknown[] = [];
  return {
    next: (result) => {
      const cursor = cursorIn(result.data);
      if (resumes && cursor) resumable.variables = { ...resumable.variables, after: cursor };
      // The response pane shows one value: the newest event as the server sent it, with the earlier ones below.
      sink.next(events.length > 0 ? Object.assign({ ...result }, { earlier: events }) : result);
      if (result.data) events = [result.data, ...events].slice(0, EARLIER_EVENTS);
    },
    error: (problem) => {
      // A result and not an exception, so that the events so far remain on the page.
      const errors = Array.isArray(problem)
        ? (problem as readonly GraphQLError[])
        : [new GraphQLError(inWords(problem))];
      sink.next(Object.assign({ errors }, events.length > 0 ? { earlier: events } : {}));
      sink.complete();
    },
    complete: () => sink.complete(),
  };
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

function declaresAfter(query: string): boolean {
  return parse(query).definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.variableDefinitions?.some(({ variable }) => variable.name.value === 'after'),
  );
}

function cursorIn(data: unknown): string | null {
  return isObject(data) ? stringAt(Object.values(data)[0], 'cursor') : null;
}

/** Describes a lost connection in a sentence. */
function inWords(problem: unknown): string {
  const code = problem instanceof CloseEvent ? problem.code : null;
  if (code === FORBIDDEN) return 'The server refused the subscription. Sign in first, or sign in again.';
  const reason = problem instanceof CloseEvent && problem.reason ? `: ${problem.reason}` : '';
  return `The connection to the server was lost${code ? ` (${code}${reason})` : ''}. Run it again.`;
}
