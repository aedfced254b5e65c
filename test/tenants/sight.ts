import { isWithin } from '../../subgraphs/shared/domain/account-path.ts';
import type { Permission } from '../../subgraphs/shared/domain/permission.ts';
import type { TestDatabase } from '../support/databases.ts';
import { ANONYMOUS, userOf, type ContextClaims } from '../support/principals.ts';
import { canariesIn, TREES, type CanaryClass, type Sighting, type Tree } from './canaries.ts';
import { DEPTH } from './walks.ts';
import { CLIENT_PERMISSIONS, permissionsOf, type World } from './world.ts';

/** Who asks, and for whom. */
export interface Role {
  readonly title: string;
  readonly claims: ContextClaims;
  /** The tree that it belongs to; undefined for the provider and for those who have not signed in. */
  readonly tree: Tree | undefined;
  /** How many objects its ways through the graph have: roles that differ from another one only in name go less far. */
  readonly depth: number;
  /** What it sees of an account that is not within its sight: only that it comes from there. */
  readonly comesFrom?: string;
}

/** The objects on a way of a role that is another one's double. */
const SHORT = 3;

const ROLES_OF_TREES = [
  'reseller',
  'subreseller',
  'customer',
  'limited',
  'service user',
  'API client',
  'acting administrator',
] as const;

/** The titles of all roles, before there is a world with them. */
export const ROLE_TITLES: readonly string[] = [
  'provider',
  ...TREES.flatMap((tree) => ROLES_OF_TREES.map((role) => `${tree} ${role}`)),
  'anonymous',
];

/** Every role of both trees, of the provider and of nobody. */
export function rolesOf({ holder, provider }: World): readonly Role[] {
  const ofTrees = TREES.flatMap((tree): readonly Role[] => {
    const depth = tree === 'north' ? DEPTH : SHORT;
    const [reseller, subreseller, customer] = [
      holder(tree, 'reseller'),
      holder(tree, 'subreseller'),
      holder(tree, 'customer'),
    ];
    const consumer = (sub: string | undefined): ContextClaims =>
      userOf(customer, ['USE_SERVICES'], sub === undefined ? {} : { sub });
    const acting = { sub: reseller.things['administrator'] ?? '', act: reseller.id };
    const client = { kind: 'client', sub: subreseller.things['apiClient'] ?? '' } as const;
    return [
      { title: `${tree} reseller`, claims: reseller.administrator, tree, depth },
      { title: `${tree} subreseller`, claims: subreseller.administrator, tree, depth },
      { title: `${tree} customer`, claims: customer.administrator, tree, depth },
      { title: `${tree} limited`, claims: consumer(customer.things['limited']), tree, depth },
      { title: `${tree} service user`, claims: consumer(customer.things['serviceUser']), tree, depth: SHORT },
      { title: `${tree} API client`, claims: userOf(subreseller, CLIENT_PERMISSIONS, client), tree, depth },
      {
        title: `${tree} acting administrator`,
        claims: userOf(customer, permissionsOf('customer'), acting),
        tree,
        depth,
        comesFrom: `${tree} reseller`,
      },
    ];
  });
  return [
    { title: 'provider', claims: provider, tree: undefined, depth: DEPTH },
    ...ofTrees,
    { title: 'anonymous', claims: ANONYMOUS, tree: undefined, depth: DEPTH },
  ];
}

/** What belongs to an account, as the table of who sees it needs it. */
interface Owned {
  readonly ownerId: string;
  readonly ownerPath: string;
  /** The id of what was seen; undefined for texts and amounts. */
  readonly id: string | undefined;
}

interface Viewer {
  readonly role: Role;
  /** Whether the account that it belongs to is the viewer's or below it. */
  readonly isWithin: boolean;
  may(permission: Permission): boolean;
  /** Whether it is the viewer itself. */
  isSelf: boolean;
}

type MaySee = (viewer: Viewer, owned: Owned) => boolean;

const above: MaySee = (viewer) => viewer.isWithin;

/** Whoever may do more than use services. */
const doesMore = ({ role }: Viewer): boolean => role.claims.perms?.some((name) => name !== 'USE_SERVICES') === true;

const sellerIdOf = (path: string): string => `acc_${path.split('.').at(-2) ?? ''}`;

/** Who may see what: the table that the matrix holds every answer against. */
export const SIGHT: Readonly<Record<CanaryClass, MaySee>> = {
  account: above,
  partner: above,
  agreement: above,
  question: (viewer) => viewer.isWithin && viewer.may('MANAGE_ACCOUNTS'),
  user: (viewer) => viewer.isSelf || (viewer.isWithin && viewer.may('MANAGE_USERS')),
  invitation: (viewer) => viewer.isWithin && viewer.may('MANAGE_ACCOUNTS'),
  client: (viewer) => viewer.isSelf || (viewer.isWithin && viewer.may('MANAGE_API_CLIENTS')),
  terms: (viewer) => viewer.isWithin && doesMore(viewer),
  // Whoever buys from an account sees what it offers.
  market: (viewer, { ownerId }) => viewer.isWithin || sellerIdOf(viewer.role.claims.path ?? '') === ownerId,
  hub: (viewer) => viewer.isWithin && viewer.may('MANAGE_API_CLIENTS'),
  margin: (viewer) => viewer.isWithin && viewer.may('MANAGE_PRICES'),
  cart: (viewer) => viewer.isWithin && doesMore(viewer),
  order: (viewer) => viewer.isWithin && doesMore(viewer),
  service: above,
  import: (viewer) => viewer.role.claims.atype === 'PROVIDER' && viewer.may('MANAGE_CATALOG'),
  audit: (viewer) => viewer.isWithin && viewer.may('MANAGE_ACCOUNTS'),
  // The owner of an amount is who pays it. The only other one to see it is who is paid.
  money: (viewer, { ownerId, ownerPath }) =>
    viewer.may('VIEW_FINANCIALS') && [ownerId, sellerIdOf(ownerPath)].includes(viewer.role.claims.acc ?? ''),
  secret: () => false,
};

/** Something that can be seen, and whose it is. */
interface Known {
  readonly class: CanaryClass;
  readonly id: string | undefined;
  readonly ownerId: string;
}

interface OwnerRow {
  readonly id: string;
  readonly path: string;
  readonly name: string;
}

/** Finds in answers what belongs to somebody, and decides whether the one who asked may see it. */
export class Sight {
  readonly #owners: ReadonlyMap<string, OwnerRow>;
  readonly #ids: ReadonlyMap<string, Known>;
  readonly #texts: readonly (Known & { readonly text: string })[];
  readonly #amounts: ReadonlyMap<number, Known>;
  readonly #holders: ReadonlyMap<string, string>;

  private constructor(parts: {
    readonly owners: readonly OwnerRow[];
    readonly ids: readonly Known[];
    readonly texts: readonly (Known & { readonly text: string })[];
    readonly amounts: ReadonlyMap<number, Known>;
    readonly world: World;
  }) {
    this.#owners = new Map(parts.owners.map((owner) => [owner.id, owner]));
    this.#ids = new Map(parts.ids.map((known) => [known.id ?? '', known]));
    this.#texts = parts.texts;
    this.#amounts = parts.amounts;
    this.#holders = new Map(parts.world.holders.map(({ tree, tier, id }) => [`${tree} ${tier}`, id]));
  }

  /** Reads from the database whose everything is. What is created later has no owner. */
  static async of(world: World): Promise<Sight> {
    const { database } = world.graph;
    const owners = await database.sql<OwnerRow>('select id, path::text as path, name from accounts.account');
    const ids = await database.sql<Known>(IDS);
    const amounts = await amountsOf(database);
    const texts = world.holders.flatMap(({ id: ownerId, things }) =>
      ['clientSecret', 'invitationToken', 'estimateToken', 'idempotencyKey'].flatMap((name) => {
        const text = things[name];
        return text === undefined ? [] : [{ class: 'secret' as const, id: undefined, ownerId, text }];
      }),
    );
    const partners = await database.sql<{ readonly ownerId: string; readonly mpnId: string; readonly domain: string }>(
      'select account_id as "ownerId", location_mpn_id as "mpnId", indirect_reseller_domain as domain from orders.partner_profile',
    );
    const identities = partners.flatMap(({ ownerId, mpnId, domain }) =>
      [mpnId, domain].map((text) => ({ class: 'partner' as const, id: undefined, ownerId, text })),
    );
    return new Sight({ owners, ids, texts: [...texts, ...identities], amounts, world });
  }

  /** All that a role may see of the two trees, as `order of north customer`. */
  expected(role: Role): readonly string[] {
    const known = [...this.#ids.values(), ...this.#amounts.values(), ...this.#texts];
    const seen = known.filter((one) => this.#isOfTree(one) && this.#maySee(role, one));
    return [...new Set(seen.map((one) => `${one.class} of ${this.#nameOf(one.ownerId)}`))].toSorted();
  }

  /** Whether the role may see what has this id; undefined when it belongs to nobody. */
  maySeeId(role: Role, id: string): boolean | undefined {
    const known = this.#ids.get(id);
    return known && this.#maySee(role, known);
  }

  /** Whether the role may see what an account has of a kind. */
  maySeeOf(role: Role, kind: CanaryClass, ownerId: string): boolean {
    return this.#maySee(role, { class: kind, id: undefined, ownerId });
  }

  #isOfTree({ ownerId }: Known): boolean {
    return [...this.#holders.values()].includes(ownerId);
  }

  /** What a text of an answer says that the role may not see. */
  forbidden(role: Role, text: string): readonly Sighting[] {
    return this.#knownIn(text).flatMap(({ known, text: found }) =>
      this.#maySee(role, known) ? [] : [{ class: known.class, owner: this.#nameOf(known.ownerId), text: found }],
    );
  }

  /** What a text of an answer says about anybody, as `order of north customer`. */
  seen(text: string): readonly string[] {
    return this.#knownIn(text).map(({ known }) => `${known.class} of ${this.#nameOf(known.ownerId)}`);
  }

  #knownIn(text: string): readonly { readonly known: Known; readonly text: string }[] {
    const canaries = canariesIn(text).map((found) => ({
      known: { class: found.class, id: undefined, ownerId: this.#holders.get(found.owner) ?? '' },
      text: found.text,
    }));
    const ids = [...text.matchAll(/[a-z]{3}_[0-9a-z]{26}/g)].flatMap(([id]) => {
      const known = this.#ids.get(id);
      return known === undefined ? [] : [{ known, text: id }];
    });
    const texts = this.#texts.flatMap((known) => (text.includes(known.text) ? [{ known, text: known.text }] : []));
    const amounts = [...text.matchAll(/(?<![\d.:])\d+\.\d+/g)].flatMap(([amount]) => {
      const known = this.#amounts.get(Number(amount));
      return known === undefined ? [] : [{ known, text: amount }];
    });
    return [...canaries, ...ids, ...texts, ...amounts];
  }

  #maySee(role: Role, known: Known): boolean {
    const owner = this.#owners.get(known.ownerId);
    const { claims } = role;
    const ownerPath = owner?.path ?? '';
    const viewer: Viewer = {
      role,
      isWithin: claims.path !== undefined && isWithin(ownerPath, claims.path),
      may: (permission) => claims.perms?.includes(permission) === true,
      // The canary of a user is that of all users of the account: their ids tell them apart.
      isSelf: known.id === undefined ? this.#homeOf(role) === known.ownerId : known.id === claims.sub,
    };
    if (
      role.comesFrom !== undefined &&
      known.class === 'account' &&
      this.#holders.get(role.comesFrom) === known.ownerId
    ) {
      return true;
    }
    return SIGHT[known.class](viewer, { ownerId: known.ownerId, ownerPath, id: known.id });
  }

  /** The account to which the one who asks belongs. */
  #homeOf({ comesFrom, claims }: Role): string | undefined {
    return comesFrom === undefined ? claims.acc : this.#holders.get(comesFrom);
  }

  #nameOf(id: string): string {
    const holder = [...this.#holders].find(([, holderId]) => holderId === id);
    return holder?.[0] ?? this.#owners.get(id)?.name ?? 'nobody';
  }
}

/** Every id that an answer can hold, with its owner. A new kind of thing is one more line. */
const IDS = `
  select id, 'account' as class, id as "ownerId" from accounts.account
  union all select id, 'user', account_id from accounts."user"
  union all select id, 'invitation', inviter_id from accounts.invitation
  union all select id, 'client', account_id from accounts.api_client
  union all select id, 'terms', account_id from accounts.terms_request
  union all select id, 'audit', account_id from accounts.audit_entry
  union all select id, 'market', owner_id from catalog.marketplace
  union all select listing.id, 'market', owner_id
    from catalog.listing join catalog.marketplace on marketplace.id = listing.marketplace_id
  union all select id, 'hub', owner_id from catalog.hub
  union all select id, 'margin', seller_id from catalog.margin
  union all select id, 'import', '' from catalog.price_list_import
  union all select id, 'cart', coalesce(customer_id, reseller_id) from orders.cart
  union all select cart_line.id, 'cart', coalesce(customer_id, reseller_id)
    from orders.cart_line join orders.cart on cart.id = cart_line.cart_id
  union all select id, 'order', customer_id from orders."order"
  union all select number, 'order', customer_id from orders."order"
  union all select line.id, 'order', customer_id from orders.order_line line join orders."order" on "order".id = order_id
  union all select event.id, 'order', customer_id
    from orders.provisioning_event event join orders."order" on "order".id = order_id
  union all select attention.id, 'order', customer_id
    from orders.attention join orders."order" on "order".id = order_id
  union all select id, 'service', customer_id from orders.subscription`;

const MONTHS = 12;

/** What everybody pays for a seat, for the seats of an order or a cart, in all and for a month; and what they owe. */
async function amountsOf(database: TestDatabase): Promise<ReadonlyMap<number, Known>> {
  const prices = await database.sql<{ readonly ownerId: string; readonly unit: string; readonly quantity: number }>(
    `select tier->>'accountId' as "ownerId", tier->>'unitMinor' as unit, quantity
     from orders.order_line cross join lateral jsonb_array_elements(tiers) tier`,
  );
  const credits = await database.sql<{ readonly ownerId: string; readonly minor: string }>(
    `select account_id as "ownerId", unnest(array[limit_minor, balance_minor, reserved_minor,
       limit_minor - balance_minor - reserved_minor])::text as minor from orders.credit`,
  );
  const retail = await database.sql<{ readonly minor: string }>(
    'select distinct trunc(retail * 100)::text as minor from catalog.price_period where retail is not null',
  );
  const open = new Set(retail.map(({ minor }) => Number(minor)));
  const amounts = new Map<number, Known>();
  // What is a retail price as well tells nothing about what anybody pays.
  const add = (ownerId: string, minor: number): void => {
    if (minor !== 0 && !open.has(minor)) amounts.set(minor / 100, { class: 'money', id: undefined, ownerId });
  };
  for (const { ownerId, unit, quantity } of prices) {
    for (const seats of [1, CART_QUANTITY, quantity]) {
      for (const parts of [1, MONTHS]) {
        const exact = (Number(unit) * seats) / parts;
        add(ownerId, exact);
        add(ownerId, Math.round(exact));
      }
    }
  }
  for (const { ownerId, minor } of credits) add(ownerId, Number(minor));
  return amounts;
}

const CART_QUANTITY = 3;
