/** The path of a customer, under which its carts, orders and subscriptions are found. */
export function customerPath(customerId: string): string {
  return `/v1/customers/${encodeURIComponent(customerId)}`;
}
