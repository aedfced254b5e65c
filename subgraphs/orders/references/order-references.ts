import { readId } from '../../shared/domain/ids.ts';
import type { ReferenceResolver } from '../../shared/graphql/schema.ts';
import type { OrdersContext } from '../context.ts';
import { visibleCart } from '../services/carts/open-cart.ts';
import { visibleEvent } from '../services/events/order-progress.ts';
import { visibleLine, visibleOrder } from '../services/orders/visible-orders.ts';
import { visibleSubscription } from '../services/subscriptions/find-subscriptions.ts';

type Resolve = ReferenceResolver<OrdersContext>;

const account: Resolve = ({ id }) => ({ id });
const order: Resolve = ({ id }, context) => visibleOrder(context, readId('ord', id));
const line: Resolve = ({ id }, context) => visibleLine(context, readId('lin', id));
const subscription: Resolve = ({ id }, context) => visibleSubscription(context, readId('sub', id));
const event: Resolve = ({ id }, context) => visibleEvent(context, readId('evt', id));
const cart: Resolve = ({ id }, context) => visibleCart(context, readId('crt', id));

/** Resolves the entities that orders owns, from anywhere in the graph. Each field of an account checks for itself who asks. */
export const references = {
  Account: account,
  Order: order,
  OrderLine: line,
  CloudSubscription: subscription,
  ProvisioningEvent: event,
  Cart: cart,
};
