import type { OrdersContext } from '../../../subgraphs/orders/context.ts';
import { unrecorded } from '../../../subgraphs/shared/database/record-change.ts';
import type { Subgraph } from '../../../subgraphs/shared/process/subgraph.ts';

/** A context of orders as jobs have it: what they change is nobody's, and has no entry in the audit log. */
export function jobContext(orders: Pick<Subgraph, 'createContext'>): OrdersContext {
  const context = orders.createContext({
    principal: { kind: 'anonymous', clientAddress: '' },
    contextToken: '',
  }) as OrdersContext;
  return { ...context, write: (work, step) => context.write(unrecorded('part', work), step) };
}
