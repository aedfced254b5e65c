import 'reflect-metadata';
import { buildFederatedSchema, type FederatedSchema } from '../shared/graphql/schema.ts';
import { references } from './references/order-references.ts';
import { AccountOrderFields } from './resolvers/account-fields.ts';
import { CartFields, CartLineFields } from './resolvers/cart-fields.ts';
import { CartMutations } from './resolvers/cart-mutations.ts';
import { OrderFields, OrderLineFields, ProvisioningEventFields } from './resolvers/order-fields.ts';
import { OrderMutations } from './resolvers/order-mutations.ts';
import { OrderQueries } from './resolvers/order-queries.ts';
import { ProgressSubscriptions } from './resolvers/progress-subscriptions.ts';
import { CloudSubscriptionFields } from './resolvers/subscription-fields.ts';

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
