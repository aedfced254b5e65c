// Several subgraphs define these entities, the whole type or a stub of it, and each of them describes it in the same words.

export const ACCOUNT_DESCRIPTION =
  'An organisation or person in the hierarchy: the provider at the top, resellers at any depth, and customers as leaves.';

export const PLAN_DESCRIPTION =
  'One way to buy a product: for one customer segment, with a term, a billing cycle, a market and a currency.';

export const USER_DESCRIPTION = "A person's login to one account. A user is not an account.";

export const ORDER_DESCRIPTION = 'One purchase and its fulfilment by the vendor, or the activation of a reseller.';

export const VENDOR_DESCRIPTION = 'The maker of products, such as Microsoft. A vendor is not an account.';

export const PRODUCT_DESCRIPTION = 'A product of a vendor that can be ordered: one SKU.';

export const PRICE_LIST_IMPORT_DESCRIPTION =
  'The import of one vendor sheet, a price list or an offer matrix: its progress and its outcome.';

export const MARKETPLACE_DESCRIPTION =
  'A selection of products that an account offers to the accounts that buy from it.';

export const LISTING_DESCRIPTION = 'The offer of one product in one marketplace.';

export const HUB_DESCRIPTION =
  "What ties marketplaces to their owner's own commerce system, with the API client by which that system signs in.";

export const API_CLIENT_DESCRIPTION =
  'A program that acts for an account, with permissions of its own. It gets its tokens at `/oauth/token`.';

export const MARGIN_RULE_DESCRIPTION =
  'A rule by which a seller makes its prices from what it pays, for all it sells or a part of it, to all its children or one.';

export const PROMOTION_DESCRIPTION =
  "A vendor's promotion in one country: for a time, it takes a percentage off the vendor's price of certain plans.";

export const CART_DESCRIPTION =
  'Plans that a reseller or customer is about to order. A cart expires 7 days after its last change: then it can no longer be changed or ordered.';

export const ORDER_LINE_DESCRIPTION = 'One plan of an order, with its quantity and status.';

export const CLOUD_SUBSCRIPTION_DESCRIPTION =
  'The subscription of a customer to a plan, with a number of seats. A completed order line creates it.';

export const PROVISIONING_EVENT_DESCRIPTION =
  "One step of an order's timeline. The events of an order are numbered without gaps.";
