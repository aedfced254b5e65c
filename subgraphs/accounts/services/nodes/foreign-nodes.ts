import DataLoader from 'dataloader';
import { ask, type AskGraph, type TypedOperation } from '../../../shared/graphql/ask-graph.ts';
import { ownerOfNode } from '../../../shared/graphql/node-types.ts';

/** Tells whether the caller may see an object of another subgraph. */
export type ForeignNodes = DataLoader<string, boolean>;

interface OwnersAnswer {
  readonly catalogNodes?: readonly string[];
  readonly orderNodes?: readonly string[];
}

interface OwnersQuestion extends Readonly<Record<string, unknown>> {
  readonly catalog: readonly string[];
  readonly orders: readonly string[];
  readonly asksCatalog: boolean;
  readonly asksOrders: boolean;
}

const OWNERS: TypedOperation<OwnersAnswer, OwnersQuestion> = `query AccountsNodes(
  $catalog: [ID!]!, $orders: [ID!]!, $asksCatalog: Boolean!, $asksOrders: Boolean!
) {
  catalogNodes(ids: $catalog) @include(if: $asksCatalog)
  orderNodes(ids: $orders) @include(if: $asksOrders)
}`;

/** As many ids as a list of an operation may have. */
const MAX_IDS = 100;

/**
 * Asks the owners of objects whether the caller may see them, all that one operation wants to know in one request. What this
 * subgraph would answer of them without asking is made up.
 */
export function createForeignNodes(askGraph: AskGraph, contextToken: string | undefined): ForeignNodes {
  return new DataLoader(
    async (ids) => {
      if (contextToken === undefined) return ids.map(() => false);
      const of = (owner: string): readonly string[] => ids.filter((id) => ownerOfNode(id)?.owner === owner);
      const [catalog, orders] = [of('catalog'), of('orders')];
      const question = { catalog, orders, asksCatalog: catalog.length > 0, asksOrders: orders.length > 0 };
      if (!question.asksCatalog && !question.asksOrders) return ids.map(() => false);
      const { catalogNodes = [], orderNodes = [] } = await ask(askGraph, OWNERS, question, contextToken);
      const visible = new Set([...catalogNodes, ...orderNodes]);
      return ids.map((id) => visible.has(id));
    },
    { maxBatchSize: MAX_IDS },
  );
}
