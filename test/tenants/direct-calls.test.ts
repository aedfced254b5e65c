import {
  isInterfaceType,
  isLeafType,
  isObjectType,
  getNamedType,
  isRequiredArgument,
  type GraphQLSchema,
} from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import type { SubgraphName } from '../../subgraphs/shared/process/subgraph.ts';
import { FASTEST_KIND } from '../support/databases.ts';
import { useGraph } from '../support/graph-under-test.ts';
import { toAnswer, type Answer } from '../support/operation.ts';
import { contextToken } from '../support/principals.ts';
import { plain } from './foreign.ts';
import { API } from './reader.ts';
import { rolesOf, Sight, type Role } from './sight.ts';
import { missing, NODE_THINGS, type Lookup } from './things.ts';
import { makeWorld, WORLD_VENDOR, type World } from './world.ts';

const SUBGRAPHS = ['accounts', 'catalog', 'orders'] as const;

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

/** Asks a subgraph past the gateway, with any context token. */
async function askWith(name: SubgraphName, token: string | undefined, query: string, variables: object) {
  const { executor } = graph().subgraphs[name];
  return toAnswer(
    await executor.execute({ query, variables: { ...variables }, contextToken: token }),
  ) as Answer<unknown>;
}

/** Contexts that a subgraph must refuse, from a caller who would otherwise see everything. */
const REFUSED: Readonly<Record<string, (name: SubgraphName) => string | undefined>> = {
  none: () => undefined,
  empty: () => '',
  'no token': () => 'Bearer none',
  'signed by somebody else': (name) => contextToken(name, world.provider),
  'for another subgraph': (name) => graph().sign(name === 'orders' ? 'accounts' : 'orders', world.provider),
  expired: (name) => signedAgain(graph().sign(name, world.provider), { iat: PAST_S - 600, exp: PAST_S }),
  'of an expired access token': (name) => graph().sign(name, { ...world.provider, tx: PAST_S }),
  'of another issuer': (name) => signedAgain(graph().sign(name, world.provider), { iss: 'somebody' }),
  'with changed claims': (name) => changed(graph().sign(name, world.holder('south', 'customer').administrator)),
  'without a signature': (name) => unsigned(graph().sign(name, world.provider)),
};

/** Long before the tests, in seconds since 1970. */
const PAST_S = 1_700_000_000;

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Readonly<
    Record<string, unknown>
  >;
}

function signedAgain(token: string, replaced: object): string {
  return graph().signingKey.signToken({ ...claimsOf(token), ...replaced });
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A token of a customer that says it is the provider, with the customer's signature. */
function changed(token: string): string {
  const [header, , signature] = token.split('.');
  const { acc, atype, path, perms } = claimsOf(graph().sign('orders', world.provider));
  return [header, encoded({ ...claimsOf(token), acc, atype, path, perms }), signature].join('.');
}

function unsigned(token: string): string {
  return `${encoded({ alg: 'none', typ: 'JWT' })}.${token.split('.')[1]}.`;
}

/** What is asked for by a representation, with every field of its own that needs no argument. */
function entitiesOf(schema: GraphQLSchema, thing: Lookup) {
  const found = Object.entries(NODE_THINGS).flatMap(([name, typeName]) => {
    const type = schema.getType(typeName);
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    const leaves = Object.values(type.getFields()).filter(
      (field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument),
    );
    return [{ __typename: typeName, id: thing(name), leaves: leaves.map((field) => field.name) }];
  });
  // The fields are given names of their own, because fields of two types with one name may be of different types.
  const fragments = found.map(
    ({ __typename, leaves }) =>
      `... on ${__typename} { ${leaves.map((leaf) => `${__typename}_${leaf}: ${leaf}`).join(' ')} }`,
  );
  return {
    query: `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${fragments.join(' ')} } }`,
    representations: found.map(({ __typename, id }) => ({ __typename, id })),
  };
}

/** The things of the customer of a tree, and what only others in it have. */
function thingsOf(tree: 'north' | 'south'): Readonly<Record<string, string>> {
  const all = world.holders.filter((holder) => holder.tree === tree).map(({ things }) => things);
  return Object.assign({}, world.shared, ...all) as Readonly<Record<string, string>>;
}

describe.each(SUBGRAPHS)('a call to %s past the gateway', (name) => {
  it.each(Object.keys(REFUSED))('is refused whatever it asks for: context %s', async (context) => {
    const { schema } = graph().subgraphs[name];
    const token = REFUSED[context]?.(name);
    const { query, representations } = entitiesOf(schema, (thing) => thingsOf('south')[thing] ?? '');
    const answers = [
      await askWith(name, token, query, { representations }),
      await askWith(name, token, '{ __typename }', {}),
      ...(await Promise.all(plainRoots(schema).map((root) => askWith(name, token, root, {})))),
    ];
    for (const { data, errors } of answers) {
      expect(data ?? null).toBeNull();
      expect(errors.map(({ message, extensions }) => ({ message, extensions }))).toEqual([
        { message: expect.any(String) as string, extensions: { code: 'UNAUTHENTICATED' } },
      ]);
    }
    expect(new Set(answers.map(({ errors }) => errors[0]?.message)).size).toBe(1);
  });

  it('shows each role only its own entities, and others like what does not exist', async () => {
    const { schema } = graph().subgraphs[name];
    for (const role of rolesOf(world).filter(({ tree }) => tree === 'north')) {
      const token = graph().sign(name, role.claims);
      for (const tree of ['north', 'south'] as const) {
        const things = thingsOf(tree);
        const { query, representations } = entitiesOf(schema, (thing) => things[thing] ?? '');
        const absent = representations.map((one) => ({ ...one, id: isSeen(role, one.id) ? one.id : missing(one.id) }));
        const answer = await askWith(name, token, query, { representations });
        expect(sight.forbidden(role, withoutGiven(answer, representations))).toEqual([]);
        const ids = representations.map(({ id }) => id);
        expect(plain(answer, ids)).toBe(
          plain(await askWith(name, token, query, { representations: absent }), [
            ...absent.map(({ id }) => id),
            ...ids,
          ]),
        );
      }
    }
  });

  it('shows what only subgraphs ask for to nobody else either', async () => {
    const { schema } = graph().subgraphs[name];
    expect(Object.keys(INTERNAL[name]).toSorted()).toEqual(internalFields(schema).toSorted());
    for (const role of rolesOf(world).filter(({ tree }) => tree === 'north')) {
      const token = graph().sign(name, role.claims);
      const south = thingsOf('south');
      for (const ask of Object.values(INTERNAL[name])) {
        if (typeof ask === 'string') continue;
        const told = async (thing: Lookup): Promise<string> => {
          const { query, variables } = ask(thing);
          const answer = await askWith(name, token, query, variables);
          expect(sight.forbidden(role, JSON.stringify(answer))).toEqual([]);
          return plain(
            answer,
            Object.values(south).flatMap((value) => [value, missing(value)]),
          );
        };
        expect(await told((thing) => south[thing] ?? '')).toBe(await told((thing) => missing(south[thing] ?? '')));
      }
    }
  });
});

function isSeen(role: Role, id: string): boolean {
  return sight.maySeeId(role, id) !== false;
}

/** An answer as text; an account of `@interfaceObject` repeats the id that was asked for. */
function withoutGiven(answer: Answer<unknown>, given: readonly { readonly id: string }[]): string {
  return given.reduce((text, { id }) => text.replaceAll(id, ''), JSON.stringify(answer));
}

/** The root fields that need no argument, as queries. */
function plainRoots(schema: GraphQLSchema): readonly string[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  return fields
    .filter(({ args, name }) => !args.some(isRequiredArgument) && name !== '_service')
    .map(({ name, type }) => `{ ${name} ${isLeafType(getNamedType(type)) ? '' : '{ __typename }'} }`);
}

/** The root fields of a subgraph that clients of the gateway do not have. */
function internalFields(schema: GraphQLSchema): readonly string[] {
  return (['Query', 'Mutation'] as const).flatMap((root) => {
    const type = schema.getType(root);
    const open = API.getType(root);
    if (!isObjectType(type) || !isObjectType(open)) return [];
    return Object.keys(type.getFields()).filter(
      (name) => open.getFields()[name] === undefined && !name.startsWith('_'),
    );
  });
}

interface Question {
  readonly query: string;
  readonly variables: object;
}

/** How each root field that only subgraphs ask is asked, or why it can name nothing of others. A field without a row fails. */
const INTERNAL: Readonly<Record<SubgraphName, Readonly<Record<string, ((thing: Lookup) => Question) | string>>>> = {
  accounts: {
    activationObstacles: 'it is about the account of the caller alone',
    prepareActivation: 'it is about the account of the caller alone',
  },
  catalog: {
    catalogNodes: (thing) => ({
      query: 'query ($ids: [ID!]!) { catalogNodes(ids: $ids) }',
      variables: { ids: ['marketplace', 'listing', 'import', 'marginRule'].map(thing) },
    }),
    orderQuote: (thing) => ({
      query:
        'query ($buyer: ID!, $plans: [ID!]!) { orderQuote(buyerId: $buyer, planIds: $plans) { __typename sealedTiers } }',
      variables: { buyer: thing('account'), plans: [world.shared['plan']] },
    }),
  },
  orders: {
    orderNodes: (thing) => ({
      query: 'query ($ids: [ID!]!) { orderNodes(ids: $ids) }',
      variables: { ids: ['order', 'line', 'subscription', 'event', 'cart'].map(thing) },
    }),
    orderActivation: 'accounts keeps what it names, and answers it to the account that it is about',
  },
};
