import { setImmediate as nextTurn } from 'node:timers/promises';
import { selectOperation } from './operation/requests/select-operation.ts';
import type { ServedGraph } from './served-graph.ts';

const MAX_OPERATIONS = 100;
/** The last operation is begun within this time. */
const BUDGET_MS = 2_000;

/**
 * Prepares a graph for what the one before it was asked last, so that its first requests find their plans. The event
 * loop is free between two operations; those that the new schema does not allow are left out.
 *
 * @param isWanted asked before each operation
 * @returns how many operations were prepared
 */
export async function planAhead(former: ServedGraph, next: ServedGraph, isWanted: () => boolean): Promise<number> {
  const endsAt = performance.now() + BUDGET_MS;
  let count = 0;
  for (const { source, operationName, ...variant } of former.engine.recentlyUsed(MAX_OPERATIONS)) {
    await nextTurn();
    if (!isWanted() || performance.now() >= endsAt) break;
    try {
      const document = next.documents.read(source, { mayIntrospect: true });
      await next.engine.planAhead(selectOperation(document, source, operationName), variant);
      count += 1;
    } catch {
      // Whoever sends it is told what is wrong with it.
    }
  }
  return count;
}
