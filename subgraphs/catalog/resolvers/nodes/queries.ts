import { Arg, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import { visibleNodes } from '../../../shared/graphql/visible-nodes.ts';
import type { CatalogContext } from '../../context.ts';
import { references } from '../../references/catalog-references.ts';
import type { ReferenceResolver } from '../../../shared/graphql/schema.ts';
import { readId } from '../../../shared/domain/ids.ts';
import { offeredPlan, offeredProduct } from '../../services/products/offered.ts';

type LookUp = ReferenceResolver<CatalogContext>;

const product: LookUp = ({ id }, context) => offeredProduct(requireSignedIn(context), readId('prd', id));
const plan: LookUp = ({ id }, context) => offeredPlan(requireSignedIn(context), readId('pln', id));

/** References that other subgraphs have lead to whatever was bought once; somebody who comes with an id sees what is offered. */
const LOOKED_UP = { ...references, Product: product, Plan: plan };

@Resolver()
export class CatalogNodeQueries {
  @Query(() => [ID], { description: 'Those of the ids whose objects are here and may be seen by you. For accounts.' })
  @Directive('@inaccessible')
  @Directive('@listSize(assumedSize: 100)')
  async catalogNodes(
    @Arg('ids', () => [ID], { description: 'Ids of objects of this part of the graph.' }) ids: string[],
    @Ctx() context: CatalogContext,
  ): Promise<readonly string[]> {
    return await visibleNodes(LOOKED_UP, ids, requireSignedIn(context));
  }
}
