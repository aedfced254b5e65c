import 'reflect-metadata';
import { buildFederatedSchema, type FederatedSchema } from '../shared/graphql/schema.ts';
import { references } from './references/order-references.ts';
import { AccountOrderFields } from './resolvers/hierarchy/fields.ts';
import { CartFields, CartLineFields } from './resolvers/carts/fields.ts';
import { CartMutations } from './resolvers/carts/mutations.ts';
import { OrderFields, OrderLineFields, ProvisioningEventFields } from './resolvers/orders/fields.ts';
import { OrderMutations } from './resolvers/placing/mutations.ts';
import { OrderQueries } from './resolvers/orders/queries.ts';
import { ProgressSubscriptions } from './resolvers/events/subscriptions.ts';
import { CloudSubscriptionFields } from './resolvers/subscriptions/fields.ts';

/** Builds the schema of orders. */
export function buildOrdersSchema(): FederatedSchema {
  return buildFederatedSchema({
    resolvers: [
      OrderQueries,
      OrderMutations,
      CartMutations,
      ProgressSubscriptions,
      AccountOrderFields,
      OrderFields,
      OrderLineFields,
      ProvisioningEventFields,
      CloudSubscriptionFields,
      CartFields,
      CartLineFields,
    ],
    orphanedTypes: [],
    references,
  });
}
