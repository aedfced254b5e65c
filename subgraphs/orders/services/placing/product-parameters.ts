import type { Id } from '../../../shared/domain/ids.ts';
import type { ProductParameter } from '../../../shared/domain/product-parameter.ts';
import { ask } from '../../../shared/graphql/ask-graph.ts';
import { ProductParametersDocument } from '../../connectors/graph/generated/graphql.ts';
import { vendorKeyOf } from '../../connectors/vendors.ts';
import type { OrdersContext } from '../../context.ts';
import type { PlanFacts } from './quote-plans.ts';

/**
 * Asks the catalogue what vendors want to know with orders of their products. Only vendors that are handed such values are
 * asked for them, so an order of Microsoft's products asks nothing.
 */
export async function askParameters(
  { deps, contextToken }: OrdersContext,
  products: readonly Pick<PlanFacts['product'], 'id' | 'vendorName'>[],
): Promise<ReadonlyMap<Id<'prd'>, readonly ProductParameter[]>> {
  const asking = products.filter(
    ({ vendorName }) => deps.vendors.get(vendorKeyOf(vendorName))?.asksFor === 'line-parameters',
  );
  const ids = [...new Set(asking.map(({ id }) => id))];
  if (ids.length === 0) return new Map();
  const { nodes } = await ask(deps.askGraph, ProductParametersDocument, { ids }, contextToken);
  return new Map(
    nodes.flatMap((node) => {
      if (node === null || !('parameters' in node)) return [];
      const parameters = node.parameters.map((one) => ({
        ...one,
        help: one.help ?? null,
        choices: one.choices ?? null,
        pattern: one.pattern ?? null,
      }));
      return [[node.id as Id<'prd'>, parameters] as const];
    }),
  );
}
