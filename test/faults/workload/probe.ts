import { setTimeout as sleep } from 'node:timers/promises';
import { FindCustomersDocument, OrdersWithTimelineDocument } from '../../../schema/operations/generated/graphql.ts';
import type { Operation } from '../../support/operation.ts';
import type { Portal } from './portal.ts';

/** One question of a probe and how it went. */
export interface Probed {
  readonly startedAtMs: number;
  readonly tookMs: number;
  readonly succeeded: boolean;
}

/** Asks the same cheap question again and again, to see when the service is there. */
export interface Probe {
  readonly probed: readonly Probed[];
  /** Resolves with the milliseconds from a moment to the first success of a question that was asked after it. */
  backAfter(atMs: number, limitMs: number): Promise<number>;
  stop(): Promise<void>;
}

const EVERY_MS = 100;
const LIMIT_MS = 2_000;

/** Probes what a page of orders needs: orders, and accounts for the names of the customers. */
export function probeOrders(portal: Portal): Probe {
  return probe(portal, OrdersWithTimelineDocument, { first: 1 });
}

/** Probes accounts alone. */
export function probeAccounts(portal: Portal): Probe {
  return probe(portal, FindCustomersDocument, { search: 'contoso', first: 1 });
}

function probe<Data, Variables>(portal: Portal, operation: Operation<Data, Variables>, variables: Variables): Probe {
  const probed: Probed[] = [];
  const stopping = new AbortController();
  const ask = async (): Promise<void> => {
    const startedAtMs = Date.now();
    const { failure } = await portal.ask(operation, variables, LIMIT_MS);
    probed.push({ startedAtMs, tookMs: Date.now() - startedAtMs, succeeded: failure === undefined });
  };
  const run = (async () => {
    // A question that hangs does not keep the next one from being asked.
    const asked = new Set<Promise<void>>();
    while (!stopping.signal.aborted) {
      const one = ask().finally(() => asked.delete(one));
      asked.add(one);
      await sleep(EVERY_MS);
    }
    await Promise.all(asked);
  })();
  return {
    probed,
    async backAfter(atMs, limitMs) {
      for (;;) {
        const first = probed.find(({ startedAtMs, succeeded }) => succeeded && startedAtMs >= atMs);
        if (first !== undefined) return first.startedAtMs + first.tookMs - atMs;
        if (Date.now() - atMs > limitMs) throw new Error(`The service was not back within ${limitMs / 1_000} s`);
        await sleep(50);
      }
    },
    async stop() {
      stopping.abort();
      await run;
    },
  };
}
