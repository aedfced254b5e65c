import { Directive, ObjectType } from 'type-graphql';
import {
  CART_DESCRIPTION,
  CLOUD_SUBSCRIPTION_DESCRIPTION,
  HUB_DESCRIPTION,
  LISTING_DESCRIPTION,
  MARGIN_RULE_DESCRIPTION,
  MARKETPLACE_DESCRIPTION,
  ORDER_DESCRIPTION,
  ORDER_LINE_DESCRIPTION,
  PLAN_DESCRIPTION,
  PRICE_LIST_IMPORT_DESCRIPTION,
  PRODUCT_DESCRIPTION,
  PROMOTION_DESCRIPTION,
  PROVISIONING_EVENT_DESCRIPTION,
  VENDOR_DESCRIPTION,
} from '../../../shared/graphql/entity-descriptions.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';

// The objects of other subgraphs that `node` leads to.

@ObjectType('Vendor', { description: VENDOR_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class VendorStub implements Node {
  id!: string;
}

@ObjectType('Product', { description: PRODUCT_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class ProductStub implements Node {
  id!: string;
}

@ObjectType('Plan', { description: PLAN_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class PlanStub implements Node {
  id!: string;
}

@ObjectType('Promotion', { description: PROMOTION_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class PromotionStub implements Node {
  id!: string;
}

@ObjectType('PriceListImport', { description: PRICE_LIST_IMPORT_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class PriceListImportStub implements Node {
  id!: string;
}

@ObjectType('Marketplace', { description: MARKETPLACE_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class MarketplaceStub implements Node {
  id!: string;
}

@ObjectType('Listing', { description: LISTING_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class ListingStub implements Node {
  id!: string;
}

@ObjectType('MarginRule', { description: MARGIN_RULE_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class MarginRuleStub implements Node {
  id!: string;
}

@ObjectType('Hub', { description: HUB_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class HubStub implements Node {
  id!: string;
}

@ObjectType('Cart', { description: CART_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class CartStub implements Node {
  id!: string;
}

@ObjectType('Order', { description: ORDER_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class OrderStub implements Node {
  id!: string;
}

@ObjectType('OrderLine', { description: ORDER_LINE_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class OrderLineStub implements Node {
  id!: string;
}

@ObjectType('CloudSubscription', { description: CLOUD_SUBSCRIPTION_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class CloudSubscriptionStub implements Node {
  id!: string;
}

@ObjectType('ProvisioningEvent', { description: PROVISIONING_EVENT_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class ProvisioningEventStub implements Node {
  id!: string;
}

/** Every type of another subgraph that `node` can lead to. */
export const FOREIGN_NODES = [
  VendorStub,
  ProductStub,
  PlanStub,
  PromotionStub,
  PriceListImportStub,
  MarketplaceStub,
  ListingStub,
  MarginRuleStub,
  HubStub,
  CartStub,
  OrderStub,
  OrderLineStub,
  CloudSubscriptionStub,
  ProvisioningEventStub,
] as const;
