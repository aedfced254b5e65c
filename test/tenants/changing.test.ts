import { getNamedType, isObjectType } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { FASTEST_KIND } from '../support/databases.ts';
import { useGraph } from '../support/graph-under-test.ts';
import { TREES } from './canaries.ts';
import { plain } from './foreign.ts';
import { MUTATIONS, type MutationRow } from './mutations.ts';
import { placesOf, withValue } from './places.ts';
import { API, fieldOf, lookupOf, Reader } from './reader.ts';
import { ROLE_TITLES, rolesOf, Sight } from './sight.ts';
import { missing, type Lookup } from './things.ts';
import { walksFrom } from './walks.ts';
import { makeWorld, WORLD_VENDOR, type World } from './world.ts';

const MOST_MS = 240_000;

// Making the world takes ten seconds, and a minute beside other tests.
vi.setConfig({ hookTimeout: 240_000, testTimeout: 240_000 });

let world: World;
let sight: Sight;
const graph = useGraph(FASTEST_KIND, {
  simulator: WORLD_VENDOR,
  async prepare(started) {
    world = await makeWorld(started);
    sight = await Sight.of(world);
  },
});

function readerOf(title: string): Reader {
  const role = rolesOf(world).find((one) => one.title === title);
  if (role === undefined) throw new Error(`There is no role "${title}"`);
  return new Reader(role, { world, sight });
}

/** A mutation with the objects of its payload and their own fields. */
function textOf(name: string, hasInput: boolean): string {
  const field = fieldOf('Mutation', name);
  const payload = getNamedType(field.type);
  if (!isObjectType(payload)) throw new Error(`${name} answers no payload`);
  const [walk] = walksFrom(API, payload, { root: name, known: new Set(), depth: 2 });
  return hasInput
    ? `mutation ($input: ${String(field.args[0]?.type)}) { ${name}(input: $input) ${walk} }`
    : `mutation { ${name} ${walk} }`;
}

describe('what belongs to others, in the input of a mutation', () => {
  it.each(ROLE_TITLES)(
    'is answered like what does not exist, and nothing changes: %s',
    async (title) => {
      const reader = readerOf(title);
      const own = lookupOf(world, { tree: reader.role.tree ?? 'north' });
      const before = await contents();
      const found: string[] = [];
      for (const [name, rows] of Object.entries(MUTATIONS)) {
        for (const { input } of rows) {
          if (input === undefined) continue;
          for (const { path, values } of foreignValues(input, reader)) {
            for (const value of values) {
              const told = async (named: string): Promise<string> => {
                const variables = { input: withValue(input(own), path, named) };
                // On a busy machine the vendor may be too slow for an estimate, which then says so.
                return eventually(async () => {
                  const text = plain(await reader.ask(textOf(name, true), variables), [named]);
                  expect(text).not.toContain('VENDOR_UNAVAILABLE');
                  return text;
                });
              };
              const [foreign, absent] = [await told(value), await told(missing(value))];
              if (foreign !== absent)
                found.push(`${name}(${path.join('.')}: ${value}): foreign ${foreign} missing ${absent}`);
            }
          }
        }
      }
      expect(found).toEqual([]);
      expect([...reader.faults]).toEqual([]);
      expect(await contents()).toEqual(before);
    },
    MOST_MS,
  );

  /** The paths of an input that name something, each with what is there of others. */
  function foreignValues(input: NonNullable<MutationRow['input']>, reader: Reader) {
    return pathsOf(input((thing) => `=${thing}`)).map(({ path, value }) => {
      const all = world.holders.flatMap(({ things }) => things[value.slice(1)] ?? []);
      return { path, values: all.filter((thing) => isForeign(thing, reader)) };
    });
  }

  function isForeign(thing: string, { role }: Reader): boolean {
    const seen = sight.maySeeId(role, thing);
    if (seen !== undefined) return !seen;
    // Keys and tokens of one account mean nothing to another.
    return thing.startsWith('canarysecret') && !thing.includes(role.tree ?? 'nobody');
  }
});

/** The number of rows and a hash of each table, without what goes on by itself. */
async function contents(): Promise<Readonly<Record<string, string>>> {
  const { database } = graph();
  const tables = await database.sql<{ readonly name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('accounts', 'catalog', 'orders') and table_type = 'BASE TABLE'
       and table_name !~ '_count(_change)?$' order by 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of tables.filter((table) => !(table.name in ON_PURPOSE))) {
    const [row] = await database.sql<{ readonly hash: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(row::text, ',' order by row::text)), '') as hash from ${name} row`,
    );
    found[name] = row?.hash ?? '';
  }
  return found;
}

/** Tables that a refused call changes, and why. */
const ON_PURPOSE: Readonly<Record<string, string>> = {
  'accounts.sign_in_attempt': 'wrong passwords, codes and answers are counted',
};

interface NamedAt {
  readonly path: readonly string[];
  readonly value: string;
}

/** The paths in an input at which a thing stands: `=cart`. */
function pathsOf(input: unknown): readonly NamedAt[] {
  if (typeof input === 'string') return input.startsWith('=') ? [{ path: [], value: input }] : [];
  if (Array.isArray(input)) return pathsOf(input[0]);
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([name, inner]) =>
    pathsOf(inner).map(({ path, value }) => ({ path: [name, ...path], value })),
  );
}

describe('the rows of mutations', () => {
  it('are there for every mutation, and name everything that an input can name', () => {
    expect(Object.keys(MUTATIONS).toSorted()).toEqual(Object.keys(API.getMutationType()?.getFields() ?? {}).toSorted());
    const named = Object.entries(MUTATIONS).flatMap(([name, rows]) =>
      rows.flatMap(({ input }) =>
        pathsOf(input?.((thing) => `=${thing}`)).map(({ path }) => `Mutation.${name}(input.${path.join('.')})`),
      ),
    );
    const places = placesOf(API, 'Mutation').map(({ title }) => title);
    expect(places.filter((title) => !named.includes(title))).toEqual([]);
  });

  it.each(TREES.slice(0, 1))(
    'find what belongs to the caller, and show nothing that does not: %s',
    async (tree) => {
      const missed: string[] = [];
      for (const [name, rows] of Object.entries(MUTATIONS)) {
        for (const { by, input } of rows) {
          const reader = readerOf(['provider', 'anonymous'].includes(by) ? by : `${tree} ${by}`);
          const own: Lookup = lookupOf(world, { tree, tier: TIER_OF[by] });
          const answer = await reader.ask(
            textOf(name, input !== undefined),
            { input: input?.(own) },
            name === 'acceptInvitation',
          );
          const text = JSON.stringify(answer);
          if (/"code":"(NOT_FOUND|FORBIDDEN|UNAUTHENTICATED|BAD_USER_INPUT)"/.test(text))
            missed.push(`${name}: ${text}`);
          missed.push(...[...reader.faults].map((fault) => `${name}: ${fault}`));
        }
      }
      expect(missed).toEqual([]);
    },
    MOST_MS,
  );
});

const TIER_OF = {
  provider: 'customer',
  anonymous: undefined,
  reseller: 'customer',
  subreseller: 'customer',
  customer: 'customer',
} as const;
