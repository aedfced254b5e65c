import type { ReferenceResolver } from '../../shared/graphql/schema.ts';
import type { OrdersContext } from '../context.ts';
import { CartEntity } from '../entities/cart.ts';
import { maySeeCart } from '../services/carts/carts.ts';
import { visibleEvent, visibleLine, visibleOrder, visibleSubscription } from '../services/orders/visible-orders.ts';

const account: ReferenceResolver<OrdersContext> = ({ id }) => ({ id });
const order: ReferenceResolver<OrdersContext> = ({ id }, context) => visibleOrder(context, id);
const line: ReferenceResolver<OrdersContext> = ({ id }, context) => visibleLine(context, id);
const subscription: ReferenceResolver<OrdersContext> = ({ id }, context) => visibleSubscription(context, id);
const event: ReferenceResolver<OrdersContext> = ({ id }, context) => visibleEvent(context, id);
const cart: ReferenceResolver<OrdersContext> = async ({ id }, { em, principal }) => {
  const found = await em.findOne(CartEntity, { id });
  return found !== null && principal.kind !== 'anonymous' && maySeeCart(principal, found) ? found : null;
};

/** How the graph reaches what orders owns, from anywhere; an account itself is checked by each of its fields. */
export const references = {
  Account: account,
  Order: order,
  OrderLine: line,
  CloudSubscription: subscription,
  ProvisioningEvent: event,
  Cart: cart,
};
