import { isId, type IdPrefix } from '../domain/ids.ts';

/** The types of objects with an id of their own, by the prefix of the id, under the subgraph that owns them. */
export const NODE_TYPES = {
  accounts: { usr: 'User', ivt: 'Invitation', cli: 'ApiClient', aud: 'AuditEntry' },
  catalog: {
    ven: 'Vendor',
    prd: 'Product',
    pln: 'Plan',
    pro: 'Promotion',
    imp: 'PriceListImport',
    mkt: 'Marketplace',
    lst: 'Listing',
    mgn: 'MarginRule',
    hub: 'Hub',
  },
  orders: { crt: 'Cart', ord: 'Order', lin: 'OrderLine', sub: 'CloudSubscription', evt: 'ProvisioningEvent' },
} as const satisfies Readonly<Record<string, Partial<Readonly<Record<IdPrefix, string>>>>>;

/** Accounts have one prefix and three types. */
const ACCOUNT_TYPES = { PROVIDER: 'Provider', RESELLER: 'Reseller', CUSTOMER: 'Customer' } as const;

/** An object with an id; of an account, its type as well. */
export interface NodeValue {
  readonly id: string;
  readonly type?: unknown;
}

type Owners = typeof NODE_TYPES;

/** The owner of an object, and the object's type. */
export type NodeOwner = {
  [Owner in keyof Owners]: { readonly owner: Owner; readonly type: Owners[Owner][keyof Owners[Owner]] };
}[keyof Owners];

/** The subgraph that owns the object with an id, and its type; undefined for accounts, and for a text that is no such id. */
export function ownerOfNode(id: string): NodeOwner | undefined {
  const prefix = id.replace(/_.*$/s, '') as IdPrefix;
  const found = OWNERS.get(prefix);
  return found !== undefined && isId(prefix, id) ? found : undefined;
}

const OWNERS: ReadonlyMap<string, NodeOwner> = new Map(
  Object.entries(NODE_TYPES).flatMap(([owner, types]) =>
    Object.entries(types).map(([prefix, type]) => [prefix, { owner, type } as NodeOwner] as const),
  ),
);

/** The name of the type of an object, for the interface `Node`. */
export function nodeTypeName({ id, type }: NodeValue): string | undefined {
  if (!isId('acc', id)) return ownerOfNode(id)?.type;
  return ACCOUNT_TYPES[type as keyof typeof ACCOUNT_TYPES];
}
