import { getNamedType, isInterfaceType, isObjectType, type GraphQLNamedType, type GraphQLObjectType } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import { FASTEST_KIND } from '../support/databases.ts';
import { useGraph } from '../support/graph-under-test.ts';
import { differences, pairsOf } from './foreign.ts';
import { foreignAt, innerDifference, innerPlaces } from './inner.ts';
import { placesOf } from './places.ts';
import { API, lookupOf, Reader, textsOf } from './reader.ts';
import { BY_SECRET, ROOTS, UNSEEN, UNTRIED } from './roots.ts';
import { ROLE_TITLES, rolesOf, Sight, type Role } from './sight.ts';
import { makeWorld, WORLD_VENDOR, type World } from './world.ts';

const MOST_MS = 240_000;

// Making the world takes ten seconds, and a minute beside other tests.
vi.setConfig({ hookTimeout: 240_000, testTimeout: 240_000 });

let world: World;
let sight: Sight;
const readers = new Map<string, Reader>();
useGraph(FASTEST_KIND, {
  simulator: WORLD_VENDOR,
  async prepare(started) {
    world = await makeWorld(started);
    sight = await Sight.of(world);
    for (const role of rolesOf(world)) readers.set(role.title, new Reader(role, { world, sight }));
  },
});

function readerOf(title: string): Reader {
  const reader = readers.get(title);
  if (reader === undefined) throw new Error(`There is no role "${title}"`);
  return reader;
}

const otherTree = ({ tree }: Role): 'north' | 'south' => (tree === 'south' ? 'north' : 'south');

describe('on every way through the graph', () => {
  it.each(ROLE_TITLES)(
    'nothing is read that belongs to others: %s',
    async (title) => {
      const reader = readerOf(title);
      const own = lookupOf(world, { tree: reader.role.tree ?? 'north' });
      const known = new Set<string>();
      for (const [name, rows] of Object.entries(ROOTS)) {
        for (const row of rows) {
          const args = row(own);
          for (const text of textsOf({ name, args }, { known, depth: reader.role.depth }))
            await reader.ask(text, args, BY_SECRET.has(name));
        }
      }
      expect([...reader.faults]).toEqual([]);
    },
    MOST_MS,
  );
});

describe('what belongs to others', () => {
  it.each(ROLE_TITLES)(
    'is answered like what does not exist: %s',
    async (title) => {
      const reader = readerOf(title);
      const found: string[] = [];
      for (const holder of world.holders) {
        found.push(...(await differences(reader, pairsOf(holder, reader.role, sight))));
      }
      expect(found).toEqual([]);
      expect([...reader.faults]).toEqual([]);
    },
    MOST_MS,
  );

  it(
    'is answered like what does not exist as an argument of any field, and as a cursor',
    async () => {
      const provider = readerOf('provider');
      const found: string[] = [];
      const tried = new Set<string>();
      for (const place of innerPlaces()) {
        for (const reader of [...readers.values()].filter(({ role }) => role.tree === 'north')) {
          const own = { things: { ...world.shared, ...ownThings(reader.role) } };
          for (const foreign of await foreignAt(place, {
            world,
            sight,
            role: reader.role,
            tree: otherTree(reader.role),
            provider,
          })) {
            tried.add(place.title);
            const difference = await innerDifference(reader, foreign, own);
            if (difference !== undefined) found.push(`${reader.role.title}: ${difference}`);
          }
        }
      }
      expect(found).toEqual([]);
      expect(
        innerPlaces()
          .flatMap(({ title }) => (tried.has(title) ? [] : [title]))
          .toSorted(),
      ).toEqual(Object.keys(UNTRIED));
    },
    MOST_MS,
  );
});

function ownThings({ claims, tree }: Role): Readonly<Record<string, string>> {
  const all = Object.assign(
    {},
    ...world.holders.filter((holder) => holder.tree === tree).map(({ things }) => things),
  ) as Readonly<Record<string, string>>;
  return { ...all, account: claims.acc ?? '' };
}

/** Requests for terms have an id, but are only found by their accounts. */
const TERMS = ['Reseller', 'Customer'].map((type) => `... on ${type} { termsRequest { id } }`).join(' ');

describe('the matrix', () => {
  it.each(ROLE_TITLES)('has shown what the role may see: %s', async (title) => {
    const reader = readerOf(title);
    for (const { things } of world.holders) {
      for (const id of Object.values(things).filter((value) => sight.maySeeId(reader.role, value) === true)) {
        await reader.ask(`query ($id: ID!) { node(id: $id) { id ${TERMS} } }`, { id });
      }
    }
    expect(sight.expected(reader.role).filter((one) => !reader.seen.has(one))).toEqual([]);
    expect([...reader.faults]).toEqual([]);
  });

  it('leaves out no field', () => {
    const covered = new Set([...readers.values()].flatMap((reader) => [...reader.covered]));
    const fields = readTypes().flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
    expect(fields.filter((field) => !covered.has(field)).toSorted()).toEqual(Object.keys(UNSEEN));
  });

  it('has a row for every root field, and in the rows every argument that can name something', () => {
    const fields = Object.keys(API.getQueryType()?.getFields() ?? {});
    expect(Object.keys(ROOTS).toSorted()).toEqual(fields.toSorted());
    const named = Object.entries(ROOTS).flatMap(([name, rows]) =>
      rows.flatMap((row) => pathsOf(row((thing) => thing)).map((path) => `Query.${name}(${path})`)),
    );
    const places = placesOf(API, 'Query').filter(({ path }) => path.join() !== 'after');
    expect(places.map(({ title }) => title).filter((title) => !named.includes(title))).toEqual([]);
  });
});

/** The types of objects that queries can reach; those of payloads are the matter of `changing.test.ts`. */
function readTypes(): readonly GraphQLObjectType[] {
  const found = new Set<GraphQLObjectType>();
  const visit = (type: GraphQLNamedType | undefined): void => {
    if (isInterfaceType(type)) for (const possible of API.getPossibleTypes(type)) visit(possible);
    if (!isObjectType(type) || found.has(type)) return;
    found.add(type);
    for (const field of Object.values(type.getFields())) visit(getNamedType(field.type));
  };
  for (const field of Object.values(API.getQueryType()?.getFields() ?? {})) visit(getNamedType(field.type));
  return [...found];
}

/** The paths of all values in arguments, as `filter.customerId`. */
function pathsOf(args: object): readonly string[] {
  return Object.entries(args).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? pathsOf(value as object).map((path) => `${name}.${path}`)
      : [name],
  );
}
