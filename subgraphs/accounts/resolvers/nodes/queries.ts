import { Arg, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import { visibleNode } from '../../services/nodes/visible-node.ts';

@Resolver()
export class NodeQueries {
  @Query(() => Node, {
    nullable: true,
    description:
      'Any object by its id: an account, an order, a plan. Null when there is none that you may see. Ask for its fields with ' +
      'fragments: `... on Order { number }`.',
  })
  async node(
    @Arg('id', () => ID, { description: 'The id of the object.' }) id: string,
    @Ctx() context: AccountsContext,
  ): Promise<Node | null> {
    return await visibleNode(requireSignedIn(context), id);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'Several objects by their ids, in the same order; null in the place of each that you may not see.',
  })
  @Directive('@listSize(assumedSize: 20)')
  async nodes(
    @Arg('ids', () => [ID], { description: 'The ids of the objects.' }) ids: string[],
    @Ctx() context: AccountsContext,
  ): Promise<readonly (Node | null)[]> {
    const signedIn = requireSignedIn(context);
    return await Promise.all(ids.map((id) => visibleNode(signedIn, id)));
  }
}
