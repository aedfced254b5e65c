import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { OrdersContext } from '../../context.ts';
import type { CartRow } from '../../entities/cart.ts';
import { visibleCart } from '../../services/carts/open-cart.ts';
import { CartType } from './types.ts';

@Resolver()
export class CartQueries {
  @Query(() => CartType, {
    nullable: true,
    description:
      'A cart of your own account or of an account below it. Null when there is no such cart that you may see.',
  })
  cart(
    @Arg('id', () => ID, { description: 'The id of the cart.' }) id: string,
    @Ctx() context: OrdersContext,
  ): Promise<CartRow | null> {
    return visibleCart(requireSignedIn(context), readId('crt', id));
  }
}
