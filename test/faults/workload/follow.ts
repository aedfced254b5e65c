import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphQLFormattedError } from 'graphql';
import type { Client } from 'graphql-ws';
import {
  WatchAccountDocument,
  WatchOrderDocument,
  type WatchAccountSubscription,
  type WatchOrderSubscription,
} from '../../../schema/operations/generated/graphql.ts';
import type { FollowedStep } from '../oracle/evidence.ts';
import type { Portal } from './portal.ts';

/** A stream that is read from its beginning, over every reconnect, until it completes or is left. */
export interface Follower {
  /** The steps received so far, in their order. */
  readonly steps: readonly FollowedStep[];
  /** Resolves when the stream has completed. */
  readonly completed: Promise<void>;
  /** How often a result had errors instead of its event, so that the stream was begun again. */
  interruptions(): number;
  /** Why the stream ended with an error, if it did. */
  failure(): string | undefined;
  leave(): void;
}

/** Follows one order until it has ended. */
export function followOrder(portal: Portal, orderId: string): Follower {
  return follow(portal, {
    query: WatchOrderDocument.toString(),
    variables: { orderId, after: null },
    read: (data: WatchOrderSubscription) => data.orderProvisioning,
  });
}

/** Follows every order of an account and of the accounts below it. */
export function followAccount(portal: Portal, accountId: string): Follower {
  return follow(portal, {
    query: WatchAccountDocument.toString(),
    variables: { accountId, includeDescendants: true, after: null },
    read: (data: WatchAccountSubscription) => data.accountProvisioning,
  });
}

interface Step {
  readonly cursor: string;
  readonly sequence: number;
  readonly status: string;
  readonly occurredAt: string;
  readonly order: { readonly id: string; readonly status: string };
}

interface Subject<Data> {
  readonly query: string;
  /** Sent again with each connection, so that it starts where the one before ended. */
  readonly variables: Record<string, unknown> & { after: string | null };
  readonly read: (data: Data) => Step;
}

function follow<Data>(portal: Portal, { query, variables, read }: Subject<Data>): Follower {
  const steps: FollowedStep[] = [];
  const client = portal.openSocket();
  let failure: string | undefined;
  let interruptions = 0;
  const leaving = new AbortController();

  const run = async (): Promise<void> => {
    let code: string | undefined;
    do {
      if (code !== undefined) await sleep(RESUME_AFTER_MS);
      code = undefined;
      for await (const { data, errors } of client.iterate<Data>({ query, variables })) {
        code = errors?.[0] && codeOf(errors[0]);
        if (code === 'CURSOR_UNKNOWN') variables.after = null;
        // An event whose fields could not be read is not there yet: whoever went on would be without it for ever.
        if (data === undefined || data === null || code !== undefined) {
          interruptions += 1;
          break;
        }
        portal.saw(JSON.stringify(data));
        const { cursor, sequence, status, occurredAt, order } = read(data);
        variables.after = cursor;
        const delayMs = Date.now() - Date.parse(occurredAt);
        steps.push({ orderId: order.id, sequence, status, orderStatus: order.status, delayMs });
      }
    } while (code !== undefined && RESUMED.test(code) && !leaving.signal.aborted);
    failure = leaving.signal.aborted ? undefined : code;
  };
  const completed = run()
    .catch((error: unknown) => {
      if (!leaving.signal.aborted) failure = error instanceof Error ? error.message : JSON.stringify(error);
    })
    .finally(() => end(client));
  return {
    steps,
    completed,
    interruptions: () => interruptions,
    failure: () => failure,
    leave() {
      leaving.abort();
      end(client);
    },
  };
}

/** Ends a client; one that is about to connect may fail to, which nobody has to know any more. */
function end(client: Client): void {
  Promise.resolve(client.dispose()).catch(() => undefined);
}

function codeOf({ message, extensions }: GraphQLFormattedError): string {
  const code = extensions?.['code'];
  return typeof code === 'string' ? code : message;
}

/** Codes after which a client subscribes again from its last cursor. */
const RESUMED = /^(?:SUBSCRIPTION_RESUME|CURSOR_UNKNOWN|SUBGRAPH_UNAVAILABLE|SUBGRAPH_TIMEOUT|TIMEOUT|RATE_LIMITED)$/;
const RESUME_AFTER_MS = 250;
