import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLField,
} from 'graphql';
import type { Answer } from '../support/operation.ts';
import type { Tier } from './canaries.ts';
import type { Role, Sight } from './sight.ts';
import { decoded, NODE_THINGS, type Lookup } from './things.ts';
import { walksFrom, written, type WalkStart } from './walks.ts';
import type { World } from './world.ts';

export const API = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));

/** The codes of errors that a client can act on. Anything else is a fault of the platform. */
const EXPECTED = new Set(['FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT', 'CURSOR_UNKNOWN']);

/** Asks as one role, holds every answer against what the role may see, and notes what was seen. */
export class Reader {
  readonly role: Role;
  /** What must not have been seen, and errors that nobody expects: where, and what. */
  readonly faults = new Set<string>();
  /** What was seen of anybody, as `order of north customer`. */
  readonly seen = new Set<string>();
  /** The fields that were not null, as `Order.number`. */
  readonly covered = new Set<string>();
  readonly #world: World;
  readonly #sight: Sight;

  constructor(role: Role, { world, sight }: { readonly world: World; readonly sight: Sight }) {
    this.role = role;
    this.#world = world;
    this.#sight = sight;
  }

  async ask(text: string, variables: object, bySecret = false): Promise<Answer<unknown>> {
    const answer = await this.#world.graph.ask<unknown>(text, variables, this.role.claims);
    for (const { message, path, extensions } of answer.errors) {
      const { code } = { ...extensions } as { readonly code?: unknown };
      if (typeof code !== 'string' || !EXPECTED.has(code))
        this.faults.add(`${String(path)}: ${String(code)} ${message}`);
      if (!bySecret) this.#look(message, `error of ${String(path)}`);
    }
    this.#visit(answer.data, '', bySecret);
    return answer;
  }

  #visit(value: unknown, path: string, bySecret: boolean): void {
    if (typeof value === 'string') {
      if (!bySecret) this.#look(value, path);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const typeName = '__typename' in value ? String(value.__typename) : undefined;
    for (const [name, inner] of Object.entries(value)) {
      if (typeName !== undefined && inner !== null) this.covered.add(`${typeName}.${name}`);
      this.#visit(inner, Array.isArray(value) ? path : `${path}.${name}`, bySecret);
    }
  }

  #look(text: string, path: string): void {
    const plain = [text, ...(decoded(text) ?? [])].join(' ');
    for (const { class: of, owner, text: found } of this.#sight.forbidden(this.role, plain)) {
      this.faults.add(`${path}: ${of} of ${owner}: ${found}`);
    }
    for (const one of this.#sight.seen(plain)) this.seen.add(one);
  }
}

/** The things of one account: of a tier, those that it has itself, and of its tree what only others in it have. */
export function lookupOf({ holders, shared }: World, own: { readonly tree: string; readonly tier?: Tier }): Lookup {
  const inTree = holders.filter(({ tree }) => tree === own.tree);
  const first = inTree.find(({ tier }) => tier === own.tier);
  const things: readonly Readonly<Record<string, string>>[] = [
    ...(first === undefined ? [] : [first.things]),
    ...inTree.toReversed().map((holder) => holder.things),
    shared,
  ];
  return (thing) => {
    const found = things.find((of) => of[thing] !== undefined)?.[thing];
    if (found === undefined)
      throw new Error(`Nobody in the ${own.tree} has a thing called "${thing}": the world makes it`);
    return found;
  };
}

/** A call of a root field: its text with the selections of a walk each, and its variables. */
export interface Call {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** The texts of a call, one for each walk from what it answers. */
export function textsOf({ name, args }: Call, start: Omit<WalkStart, 'root'>): readonly string[] {
  const field = fieldOf('Query', name);
  return walksOf(field, args, start).map((walk) => queryOf(field, args, walk));
}

export function fieldOf(typeName: string, name: string): GraphQLField<unknown, unknown> {
  const type = API.getType(typeName);
  const field = isCompositeType(type) && 'getFields' in type ? type.getFields()[name] : undefined;
  if (field === undefined) throw new Error(`There is no ${typeName}.${name}`);
  return field;
}

/** The selection sets of a call, one for each walk from what it answers. */
export function walksOf(
  field: GraphQLField<unknown, unknown>,
  args: Call['args'],
  start: Omit<WalkStart, 'root'>,
): readonly string[] {
  const named = getNamedType(field.type);
  const nodes = isObjectType(named) ? named.getFields()['nodes'] : undefined;
  const type = getNamedType(nodes?.type ?? field.type);
  if (!isCompositeType(type)) return [''];
  if (type.name !== 'Node') return walksFrom(API, type, { ...start, root: field.name });
  const ids = [args['id'], args['ids']].flat().filter((id) => typeof id === 'string');
  return [...new Set(ids.map(typeOfId))].flatMap((of) =>
    walksFrom(API, API.getType(of) as GraphQLCompositeType, { ...start, root: `node ${of}` }),
  );
}

const TYPE_BY_PREFIX: Readonly<Record<string, string>> = {
  acc: 'Account',
  usr: 'User',
  ivt: 'Invitation',
  cli: 'ApiClient',
  ven: 'Vendor',
  prd: 'Product',
  pln: 'Plan',
  pro: 'Promotion',
  imp: 'PriceListImport',
  mkt: 'Marketplace',
  lst: 'Listing',
  hub: 'Hub',
  mgn: 'MarginRule',
  crt: 'Cart',
  ord: 'Order',
  lin: 'OrderLine',
  sub: 'CloudSubscription',
  evt: 'ProvisioningEvent',
  aud: 'AuditEntry',
};

function typeOfId(id: string): string {
  const type = TYPE_BY_PREFIX[id.slice(0, 3)];
  if (type === undefined) throw new Error(`${id} is no id of a node: ${Object.keys(NODE_THINGS).join(', ')}`);
  return type;
}

/** A query of one root field with arguments, as variables, and a selection set. */
export function queryOf(field: GraphQLField<unknown, unknown>, args: Call['args'], walk: string): string {
  const used = field.args.filter(({ name }) => name in args);
  const declared = used.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const given = used.map(({ name }) => `${name}: $${name}`).join(', ');
  const call = walk === '' ? `${field.name}${given === '' ? '' : `(${given})`}` : written(field, walk, given);
  return `query ${declared === '' ? '' : `(${declared})`} { ${call} }`;
}
