import { setImmediate as nextTurn } from 'node:timers/promises';
import { selectOperation } from './operation/requests/select-operation.ts';
import type { GraphView, ServedGraph } from './served-graph.ts';

const MAX_OPERATIONS = 100;
/** Operations are planned until this time is over; the last one may end later. */
const BUDGET_MS = 2_000;

/**
 * Plans for a new graph what the graph before it executed last, so that its first requests find their plans. The event
 * loop is free between two operations. Operations that the new schema does not allow are left out.
 *
 * @param isWanted called before each operation
 * @returns how many operations were planned
 */
export async function planAhead(former: ServedGraph, next: ServedGraph, isWanted: () => boolean): Promise<number> {
  const endsAt = performance.now() + BUDGET_MS;
  const goesOn = (): boolean => isWanted() && performance.now() < endsAt;
  const ofClients = await planView(former.forClients, next.forClients, goesOn);
  if (next.forSubgraphs === next.forClients) return ofClients;
  return ofClients + (await planView(former.forSubgraphs, next.forSubgraphs, goesOn));
}

async function planView(former: GraphView, next: GraphView, goesOn: () => boolean): Promise<number> {
  let count = 0;
  for (const { source, operationName, ...variant } of former.engine.recentlyUsed(MAX_OPERATIONS)) {
    await nextTurn();
    if (!goesOn()) break;
    try {
      const document = next.documents.read(source, { mayIntrospect: true });
      await next.engine.planAhead(selectOperation(document, source, operationName), variant);
      count += 1;
    } catch {
      // A client that sends the operation learns what is wrong with it.
    }
  }
  return count;
}
