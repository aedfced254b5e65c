// Several subgraphs define these entities, the whole type or a stub of it, and each of them describes it in the same words.

export const ACCOUNT_DESCRIPTION =
  'An organisation or person in the hierarchy: the provider at the top, resellers at any depth, and customers as leaves.';

export const PLAN_DESCRIPTION =
  'One way to buy a product: for one customer segment, with a term, a billing cycle, a market and a currency.';

export const USER_DESCRIPTION = "A person's login to one account. A user is not an account.";

export const ORDER_DESCRIPTION = 'One purchase and its fulfilment by the vendor, or the activation of a reseller.';
