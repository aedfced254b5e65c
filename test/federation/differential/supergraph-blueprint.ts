import type { Random } from './random.ts';

/** What a key or a computed field names of an object, as data. */
export type Selections = readonly Selected[];

export interface Selected {
  readonly field: string;
  /** As in `(length: 4)`. */
  readonly args?: string | undefined;
  readonly inner?: Selections | undefined;
}

/** A field as every subgraph that has it writes it, so that subgraphs never disagree. */
export interface FieldBlueprint {
  readonly name: string;
  /** As in `[Product!]`. */
  readonly type: string;
  /** The type's name. */
  readonly named: string;
  /** As in `(length: Int = 3)`. */
  readonly args: string;
}

export interface TypeBlueprint {
  readonly name: string;
  /** An asset is one of the members of the interface `Asset`, which is an entity itself. */
  readonly kind: 'entity' | 'value' | 'asset';
  /** Those that a subgraph may know it by. */
  readonly keys: readonly Selections[];
  readonly fields: Map<string, FieldBlueprint>;
}

/** An interface or a union. */
export interface AbstractBlueprint {
  readonly name: string;
  readonly kind: 'interface' | 'union';
  readonly members: readonly string[];
  /** What an interface may declare: its members all have it. */
  readonly fields: readonly FieldBlueprint[];
}

/** Everything that a supergraph may have. A subgraph knows a part of it. */
export interface Blueprint {
  readonly types: ReadonlyMap<string, TypeBlueprint>;
  readonly abstracts: ReadonlyMap<string, AbstractBlueprint>;
  /** The interface that is an entity, with what its owner and what its interface objects may have. */
  readonly asset: { readonly shared: readonly FieldBlueprint[]; readonly added: readonly FieldBlueprint[] } | undefined;
  readonly roots: readonly FieldBlueprint[];
}

export const ASSET = 'Asset';

const ENTITIES = ['Product', 'Order', 'Customer', 'Shop'];
const ASSETS = ['Machine', 'Vehicle'];
const LEAVES = ['name', 'label', 'size', 'weight', 'rank', 'note'];
const LEAF_TYPES = ['String', 'String', 'Int', 'Int', 'String!', 'Int!', 'Float', 'Boolean', '[String!]', '[[Int]]'];
const WRAPPED = ['T', 'T', 'T', 'T!', '[T]', '[T!]!', '[[T]]', '[[T!]!]'];

/** Draws what the subgraphs of one supergraph share. */
export function drawBlueprint(random: Random): Blueprint {
  const leaves = LEAVES.map((name) => drawLeaf(name, random));
  const entityNames = some(ENTITIES, 0.75, random, 2);
  const types = new Map<string, TypeBlueprint>();
  for (const value of drawValueTypes(leaves, entityNames, random)) types.set(value.name, value);
  for (const name of entityNames) types.set(name, drawEntity(name, { entityNames, leaves, random }));
  const asset = random.happens(0.35) ? drawAsset(leaves, entityNames, random) : undefined;
  if (asset) for (const name of ASSETS) types.set(name, drawAssetMember(name, asset.shared, leaves));
  const abstracts = drawAbstracts([...types.values()], leaves, random);
  referToAbstracts(types, [...abstracts.keys(), ...(asset ? [ASSET] : [])], random);
  const reachable = [...types.keys(), ...abstracts.keys(), ...(asset ? [ASSET] : [])];
  return { types, abstracts, asset, roots: reachable.flatMap((name) => drawRoots(name, random)) };
}

/** Each of the items by chance, but no fewer than that many. */
export function some<Item>(items: readonly Item[], probability: number, random: Random, least = 1): Item[] {
  const drawn = new Set(items.filter(() => random.happens(probability)));
  while (drawn.size < Math.min(least, items.length)) drawn.add(random.pick(items));
  return items.filter((item) => drawn.has(item));
}

function drawLeaf(name: string, random: Random): FieldBlueprint {
  const type = random.pick(LEAF_TYPES);
  return { ...fieldOf(name, type), args: random.happens(0.2) ? `(${name}Of: Int = ${random.below(5)})` : '' };
}

/** @param type as in `[Product!]` */
export function fieldOf(name: string, type: string): FieldBlueprint {
  return { name, type, named: type.replaceAll(/[[\]!]/g, ''), args: '' };
}

function fieldMap(fields: readonly FieldBlueprint[]): Map<string, FieldBlueprint> {
  return new Map(fields.map((field) => [field.name, field]));
}

/** `Place` is what keys are made of; `Details` may lead on to entities and to itself. */
function drawValueTypes(leaves: readonly FieldBlueprint[], entityNames: readonly string[], random: Random) {
  const place = [fieldOf('row', 'Int!'), fieldOf('column', 'String')];
  const details = some(leaves, 0.5, random);
  if (random.happens(0.6)) details.push(fieldOf('about', random.pick(entityNames)));
  if (random.happens(0.3)) details.push(fieldOf('more', random.pick(['Details', '[Details!]', '[[Details]]'])));
  return [
    { name: 'Place', kind: 'value', keys: [], fields: fieldMap(place) },
    { name: 'Details', kind: 'value', keys: [], fields: fieldMap(details) },
  ] as const satisfies TypeBlueprint[];
}

interface Surroundings {
  readonly entityNames: readonly string[];
  readonly leaves: readonly FieldBlueprint[];
  readonly random: Random;
}

function drawEntity(name: string, { entityNames, leaves, random }: Surroundings): TypeBlueprint {
  const others = entityNames.filter((other) => other !== name);
  const parents = others.map((other) => fieldOf(other.toLowerCase(), random.pick([other, `${other}!`])));
  const children = some(entityNames, 0.4, random, 0).map((other) => {
    return fieldOf(`${other.toLowerCase()}s`, random.pick(WRAPPED).replace('T', other));
  });
  const keyFields = [fieldOf('id', 'ID!'), fieldOf('code', random.pick(['String!', 'Int!', 'String']))];
  const values = [fieldOf('place', 'Place!'), fieldOf('details', random.pick(WRAPPED).replace('T', 'Details'))];
  return {
    name,
    kind: 'entity',
    keys: drawKeys(name, { entityNames, leaves, random }),
    fields: fieldMap([...keyFields, ...leaves, ...parents, ...children, ...values]),
  };
}

/** Most supergraphs know most of their entities by few keys, or hardly any subgraph could lead to another. */
function drawKeys(name: string, { entityNames, leaves, random }: Surroundings): Selections[] {
  const [id, code]: Selected[] = [{ field: 'id' }, { field: 'code' }];
  if (!id || !code) throw new Error('No key');
  const place: Selected = { field: 'place', inner: [{ field: 'row' }, { field: 'column' }] };
  const plain = leaves.filter(({ type, args }) => /^(?:String|Int)!?$/.test(type) && args === '');
  const leaf = plain.map((field): Selected => ({ field: field.name }));
  const parent = random.pick(entityNames.filter((other) => other !== name));
  const grandparent = random.pick(entityNames.filter((other) => other !== parent));
  const through = (...inner: Selected[]): Selected => ({ field: parent.toLowerCase(), inner });
  const rest: Selections[] = [
    [id, code],
    [place],
    [code, place],
    [through(id)],
    [through(code)],
    [through(id, ...some(leaf, 0.4, random, 0))],
    [through(place)],
    [through({ field: grandparent.toLowerCase(), inner: [id] })],
    [code, through(id)],
  ];
  const keys = [...some([[id], [code]], 0.7, random), ...some(rest, random.pick([0, 0.15, 0.4]), random, 0)];
  return random.happens(0.3) ? keys.toReversed() : keys;
}

function drawAsset(leaves: readonly FieldBlueprint[], entityNames: readonly string[], random: Random) {
  const shared = [fieldOf('id', 'ID!'), ...some(leaves, 0.3, random)];
  const owner = random.pick(entityNames);
  const added = [
    fieldOf('Toll', 'Int'),
    fieldOf('Driver', random.pick([owner, `[${owner}!]`])),
    fieldOf('Next', random.pick([ASSET, `[${ASSET}!]`])),
  ];
  return { shared, added };
}

function drawAssetMember(
  name: string,
  shared: readonly FieldBlueprint[],
  leaves: readonly FieldBlueprint[],
): TypeBlueprint {
  const own = leaves.map((leaf) => ({ ...leaf, name: `${name.toLowerCase()}${leaf.name}` }));
  return { name, kind: 'asset', keys: [[{ field: 'id' }]], fields: fieldMap([...shared, ...own.slice(0, 2)]) };
}

function drawAbstracts(types: readonly TypeBlueprint[], leaves: readonly FieldBlueprint[], random: Random) {
  const entities = types.filter(({ kind }) => kind === 'entity').map(({ name }) => name);
  const details = types.find(({ name }) => name === 'Details');
  const withDetails = leaves.filter(({ name }) => details?.fields.has(name));
  const abstracts: AbstractBlueprint[] = [];
  if (random.happens(0.6)) {
    const fields = [fieldOf('id', 'ID!'), ...some(leaves, 0.4, random, 0)];
    abstracts.push({ name: 'Node', kind: 'interface', members: some(entities, 0.8, random, 2), fields });
  }
  if (random.happens(0.4) && withDetails.length > 0) {
    const members = [...some(entities, 0.6, random), 'Details'];
    abstracts.push({ name: 'Described', kind: 'interface', members, fields: withDetails });
  }
  if (random.happens(0.5)) {
    const members = some([...entities, 'Details'], 0.7, random, 2);
    abstracts.push({ name: 'Found', kind: 'union', members, fields: [] });
  }
  return new Map(abstracts.map((abstract) => [abstract.name, abstract]));
}

function referToAbstracts(types: ReadonlyMap<string, TypeBlueprint>, names: readonly string[], random: Random): void {
  for (const { kind, fields } of types.values()) {
    if (kind !== 'entity') continue;
    for (const name of names) {
      const type = random.pick(WRAPPED).replace('T', name);
      if (random.happens(0.5)) fields.set(`any${name}`, fieldOf(`any${name}`, type));
    }
  }
}

function drawRoots(name: string, random: Random): FieldBlueprint[] {
  const one = fieldOf(`one${name}`, random.pick([name, name, `${name}!`]));
  const all = fieldOf(`all${name}`, random.pick([`[${name}]`, `[${name}!]!`, `[[${name}]!]`]));
  return [{ ...one, args: random.happens(0.2) ? '(which: Int = 1)' : '' }, all];
}
