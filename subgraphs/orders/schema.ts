import 'reflect-metadata';
import { buildFederatedSchema, type FederatedSchema } from '../shared/graphql/schema.ts';
import { references } from './references/order-references.ts';
import { AttentionItemFields, OrderAttentionFields } from './resolvers/attention/fields.ts';
import { AttentionMutations } from './resolvers/attention/mutations.ts';
import { AttentionQueries } from './resolvers/attention/queries.ts';
import { AccountBillingFields } from './resolvers/billing/fields.ts';
import { CartFields, CartLineFields } from './resolvers/carts/fields.ts';
import { CartMutations } from './resolvers/carts/mutations.ts';
import { CartQueries } from './resolvers/carts/queries.ts';
import { OrderEventFields, ProvisioningEventFields } from './resolvers/events/fields.ts';
import { ProgressSubscriptions } from './resolvers/events/subscriptions.ts';
import { AccountOrderFields, OrderFields, OrderLineFields } from './resolvers/orders/fields.ts';
import { OrderQueries } from './resolvers/orders/queries.ts';
import { OrderNodeQueries } from './resolvers/nodes/queries.ts';
import { OnboardingMutations } from './resolvers/onboarding/mutations.ts';
import { PlacingMutations } from './resolvers/placing/mutations.ts';
import { AccountSubscriptionFields, CloudSubscriptionFields } from './resolvers/subscriptions/fields.ts';
import { SubscriptionMutations } from './resolvers/subscriptions/mutations.ts';
import { SubscriptionQueries } from './resolvers/subscriptions/queries.ts';

/** Builds the schema of orders. */
export function buildOrdersSchema(): FederatedSchema {
  return buildFederatedSchema({
    resolvers: [
      CartQueries,
      CartMutations,
      CartFields,
      CartLineFields,
      OnboardingMutations,
      PlacingMutations,
      OrderQueries,
      OrderFields,
      OrderLineFields,
      AccountOrderFields,
      ProgressSubscriptions,
      OrderEventFields,
      ProvisioningEventFields,
      SubscriptionQueries,
      SubscriptionMutations,
      CloudSubscriptionFields,
      AccountSubscriptionFields,
      AccountBillingFields,
      AttentionQueries,
      AttentionMutations,
      AttentionItemFields,
      OrderAttentionFields,
      OrderNodeQueries,
    ],
    orphanedTypes: [],
    references,
  });
}
