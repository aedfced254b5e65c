import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { HttpSubgraphClient } from '../../../gateway/subgraph-clients/http-subgraph-client.ts';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

const lists: TestSubgraph = {
  typeDefs: `
    type Query { groups: [Group!]! top: Item mine: [Item!]! }
    type Group { items: [Item] }
    type Item @key(fields: "id") { id: ID! owner: Owner }
    type Owner @key(fields: "id") { id: ID! }
  `,
  resolvers: {
    Query: {
      groups: () => [{ items: [{ id: '1' }, null, { id: '2' }] }, { items: [{ id: '1' }] }],
      top: () => ({ id: '2', owner: { id: 'o' } }),
      mine: () => [{ id: '1' }],
    },
  },
};
const detailsDefs = `
  type Query { unused: Int }
  type Item @key(fields: "id") { id: ID! price: Price! note: String }
  type Owner @key(fields: "id") { id: ID! name: String }
  type Price { amount: Int }
`;
const fail = (): never => {
  throw Object.assign(new Error('No price'), {
    extensions: { code: 'NO_PRICE', reference: 'r1', stacktrace: ['at secret.ts'], sql: 'select' },
  });
};
const details: TestSubgraph = {
  typeDefs: detailsDefs,
  resolvers: {
    Item: {
      price: ({ id }: { id: string }) => ({ id }),
      note: ({ id }: { id: string }) => (id === '1' ? fail() : 'fine'),
    },
    Price: { amount: ({ id }: { id: string }) => (id === '1' ? fail() : 3) },
  },
};

const noPrice = (path: (string | number)[]) => ({
  message: 'No price',
  path,
  extensions: { code: 'NO_PRICE', reference: 'r1' },
});

describe('an error of a subgraph', () => {
  it.each<readonly [string, readonly unknown[]]>([
    ['missing', [{ note: 'first' }]],
    ['a text', [{ note: 'first' }, 'second']],
    ['a list', [{ note: 'first' }, []]],
  ])('reports an entity that is %s at each of its paths and keeps the other entities', async (_what, entities) => {
    const answer: TestSubgraph['answer'] = () => ({ data: { _entities: entities } });
    await using graph = await startGraph({ lists, details: { typeDefs: detailsDefs, answer } });
    const { data, errors } = await graph.run('{ groups { items { note } } }');
    expect(data).toEqual({
      groups: [{ items: [{ note: 'first' }, null, { note: null }] }, { items: [{ note: 'first' }] }],
    });
    expect(errors).toEqual([
      expect.objectContaining({
        path: ['groups', 0, 'items', 2],
        extensions: expect.objectContaining({ code: 'SUBGRAPH_BAD_RESPONSE' }),
      }),
    ]);
  });

  it('is reported at every path of the entity, list indices included', async () => {
    await using graph = await startGraph({ lists, details });
    expect(await graph.run('{ groups { items { price { amount } } } }')).toEqual({
      data: {
        groups: [
          { items: [{ price: { amount: null } }, null, { price: { amount: 3 } }] },
          { items: [{ price: { amount: null } }] },
        ],
      },
      errors: [
        noPrice(['groups', 0, 'items', 0, 'price', 'amount']),
        noPrice(['groups', 1, 'items', 0, 'price', 'amount']),
      ],
    });
  });

  it('is reported at the entities of the batched field that its alias names', async () => {
    await using graph = await startGraph({ lists, details });
    const result = await graph.run('{ top { note owner { name } } mine { note price { amount } } }');
    expect(graph.asked).toEqual(['lists', 'details']);
    expect(result).toEqual({
      data: { top: { note: 'fine', owner: { name: null } }, mine: [{ note: null, price: { amount: null } }] },
      errors: [noPrice(['mine', 0, 'note']), noPrice(['mine', 0, 'price', 'amount'])],
    });
  });

  it('is the only error for a response that became null because of it', async () => {
    const strict: TestSubgraph = {
      typeDefs: `
        type Query { unused: Int }
        type Item @key(fields: "id") { id: ID! weight: Int! note: String! }
        type Owner @key(fields: "id") { id: ID! name: String }
      `,
      resolvers: { Item: { weight: () => 1, note: fail } },
    };
    const roots: TestSubgraph = {
      typeDefs: `
        type Query { settings: Settings @shareable first: Int! second: Int! }
        type Settings @shareable { limits: Limits! theme: String! }
        type Limits @shareable { items: Int! }
      `,
      resolvers: {
        Query: { settings: () => ({ limits: { items: 1 } }), first: () => 1, second: fail },
        Settings: { theme: fail },
      },
    };
    const more: TestSubgraph = {
      typeDefs: `
        type Query { settings: Settings @shareable }
        type Settings @shareable { limits: Limits! }
        type Limits @shareable { perDay: Int }
      `,
      resolvers: { Query: { settings: () => ({ limits: { perDay: 2 } }) } },
    };
    await using graph = await startGraph({ lists, strict, roots, more });
    const nested = await graph.run('{ top { id weight note } settings { limits { items perDay } theme } }');
    expect(nested.data).toEqual({ top: null, settings: null });
    expect(nested.errors).toHaveLength(2);
    expect(nested.errors).toContainEqual(noPrice(['top', 'note']));
    expect(nested.errors).toContainEqual(noPrice(['settings', 'theme']));
    expect((await graph.run('{ first second }')).errors).toEqual([noPrice(['second'])]);
  });

  it('is reported at the nearest selected object when the client did not select its field', async () => {
    const owner: TestSubgraph = {
      typeDefs: `
        type Query { box: Box pets: [Pet!] }
        type Box @key(fields: "id") { id: ID! weight: Int }
        interface Pet @key(fields: "id") { id: ID! }
        type Dog implements Pet @key(fields: "id") { id: ID! }
        type Cat implements Pet @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: {
          box: () => ({ id: '1' }),
          pets: () => [
            { __typename: 'Dog', id: 'd' },
            { __typename: 'Cat', id: 'c' },
          ],
        },
        Box: { weight: fail },
      },
    };
    const rates: TestSubgraph = {
      typeDefs: `
        type Query { unused: Int }
        type Box @key(fields: "id") { id: ID! weight: Int @external price: Int @requires(fields: "weight") }
      `,
      resolvers: { Box: { price: () => null } },
    };
    await using graph = await startGraph({ owner, rates });
    expect(await graph.run('{ box { price } }')).toEqual({
      data: { box: { price: null } },
      errors: [noPrice(['box'])],
    });
  });

  it('is left out when its field is selected only on a type that the object does not have', async () => {
    const owner: TestSubgraph = {
      typeDefs: `
        type Query { unused: Int }
        interface Pet @key(fields: "id") { id: ID! name: String }
        type Dog implements Pet @key(fields: "id") { id: ID! name: String }
        type Cat implements Pet @key(fields: "id") { id: ID! name: String }
      `,
      resolvers: { Pet: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Cat', id, name: 'Tom' }) } },
    };
    const visits: TestSubgraph = {
      typeDefs: `
        type Query { visit: Visit }
        type Visit { pet: Pet }
        type Pet @key(fields: "id") @interfaceObject { id: ID! name: String @external walk: String @requires(fields: "name") }
      `,
      resolvers: { Query: { visit: () => ({ pet: { id: 'c' } }) }, Pet: { walk: fail } },
    };
    await using graph = await startGraph({ owner, visits });
    expect(await graph.run('{ visit { pet { __typename ... on Dog { walk } } } }')).toEqual({
      data: { visit: { pet: { __typename: 'Cat' } } },
    });
    expect(graph.seen.map(({ query }) => query).join()).not.toContain('walk');
  });

  it('removes none of the selected fields when its field is on a type that the object does not have', async () => {
    const owner: TestSubgraph = {
      typeDefs: `
        type Query { unused: Int }
        interface Pet @key(fields: "id") { id: ID! }
        type Dog implements Pet @key(fields: "id") { id: ID! }
        type Cat implements Pet @key(fields: "id") { id: ID! }
      `,
      resolvers: { Pet: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Cat', id }) } },
    };
    const visits: TestSubgraph = {
      typeDefs: `
        type Query { visit: Visit }
        type Visit { pet: Pet }
        type Pet @key(fields: "id") @interfaceObject { id: ID! keeper: Keeper food: String }
        type Keeper { name: String licence: String! }
      `,
      resolvers: {
        Query: { visit: () => ({ pet: { id: 'c' } }) },
        Pet: { keeper: () => ({ name: 'Kim' }) },
        Keeper: { licence: fail },
      },
    };
    await using graph = await startGraph({ owner, visits });
    const query = '{ visit { pet { keeper { name } ... on Dog { keeper { licence } } ... on Cat { food } } } }';
    expect(await graph.data(query)).toEqual({ visit: { pet: { keeper: { name: 'Kim' }, food: null } } });
  });

  it('is reported under the client response name of a field that the plan renamed', async () => {
    const shapes: TestSubgraph = {
      typeDefs: `
        type Query { shapes: [Shape!]! } union Shape = Square | Circle
        type Square @key(fields: "id") { id: ID! size: Int! @shareable }
        type Circle @key(fields: "id") { id: ID! size: Int }
      `,
      resolvers: {
        Query: { shapes: () => [{ __typename: 'Circle', id: '2' }] },
        Circle: { size: fail },
      },
    };
    const nullable: TestSubgraph = {
      typeDefs: 'type Query { unused: Int } type Square @key(fields: "id") { id: ID! size: Int @shareable }',
    };
    await using graph = await startGraph({ shapes, nullable });
    expect(await graph.run('{ shapes { ... on Square { size } ... on Circle { size } } }')).toEqual({
      data: { shapes: [{ size: null }] },
      errors: [noPrice(['shapes', 0, 'size'])],
    });
    expect(graph.seen[0]?.query).toContain('_or_1_size');
  });

  it('is reported at every path of its fetch when it has no path', async () => {
    const answer = () => ({ errors: [{ message: 'Forbidden', extensions: { code: 'FORBIDDEN' } }] });
    await using graph = await startGraph({ lists, details: { typeDefs: detailsDefs, answer } });
    const result = await graph.run('{ groups { items { note } } }');
    expect(result.data).toEqual({
      groups: [{ items: [{ note: null }, null, { note: null }] }, { items: [{ note: null }] }],
    });
    expect(result.errors).toEqual(
      [
        ['groups', 0, 'items', 0],
        ['groups', 0, 'items', 2],
        ['groups', 1, 'items', 0],
      ].map((path) => ({
        message: 'Forbidden',
        path,
        extensions: { code: 'FORBIDDEN' },
      })),
    );
  });

  it.each([
    ['an answer that is no GraphQL response', () => ({}), 'SUBGRAPH_BAD_RESPONSE'],
    ['entities that are no list', () => ({ data: { _entities: 'x' } }), 'SUBGRAPH_BAD_RESPONSE'],
    ['a subgraph that throws', () => Promise.reject(new Error('connect 10.0.0.1:4001')), 'SUBGRAPH_UNAVAILABLE'],
    ['a subgraph that does not answer in time', () => new Promise<never>(() => {}), 'SUBGRAPH_TIMEOUT'],
  ])('is reported once per path and names only the subgraph for %s', async (_what, answer, code) => {
    await using graph = await startGraph({ lists, details: { typeDefs: detailsDefs, answer } }, { timeoutMs: 50 });
    const result = await graph.run('{ top { id note } mine { note } }');
    expect(result.data).toEqual({ top: { id: '2', note: null }, mine: [{ note: null }] });
    expect(result.errors).toHaveLength(2);
    for (const path of [['top'], ['mine', 0]]) {
      const extensions = { code, subgraph: 'details' };
      expect(result.errors).toContainEqual({ message: expect.any(String) as string, path, extensions });
    }
    expect(JSON.stringify(result)).not.toMatch(/invalid|10\.0\.0\.1|127/);
  });

  it('is reported at every root field of a failed fetch and keeps the other fields', async () => {
    const answer = () => Promise.reject(new Error('down'));
    const other: TestSubgraph = { typeDefs: 'type Query { up: Int }', resolvers: { Query: { up: () => 1 } } };
    await using graph = await startGraph({ lists: { typeDefs: lists.typeDefs, answer }, other });
    expect(await graph.run('{ up top { id } x: top { id } }')).toMatchObject({
      data: { up: 1, top: null, x: null },
      errors: [{ path: ['top'] }, { path: ['x'] }],
    });
    const strict = await graph.run('{ up mine { id } }');
    expect(strict.data).toBeNull();
    expect(strict.errors).toHaveLength(1);
  });

  it('tells unavailable, late and non-GraphQL subgraphs apart over HTTP', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/late') return;
      if (request.url === '/html') response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
      else if (request.url === '/cut') response.destroy();
      else response.end('{"data":');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as AddressInfo;
    const kindOf = async (path: string): Promise<unknown> => {
      const client = new HttpSubgraphClient(`http://127.0.0.1:${port}${path}`, {
        timeoutMs: path === '/late' ? 100 : 10_000,
      });
      const request = { query: '{a}', bodyPrefix: '{"query":"{a}","variables":', variablesJson: '{}', headers: {} };
      const signal = new AbortController().signal;
      const failure = client.execute({ ...request, operationKind: 'query', signal });
      const kind = await failure.catch((error: unknown) => (error as { kind: unknown }).kind);
      await client.close();
      return kind;
    };
    expect(await kindOf('/late')).toBe('timeout');
    expect(await kindOf('/html')).toBe('unavailable');
    expect(await kindOf('/cut')).toBe('unavailable');
    expect(await kindOf('/broken')).toBe('bad-response');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await kindOf('/gone')).toBe('unavailable');
  });

  it('does not become an exception when the request ends early', async () => {
    let aborted = false;
    const answer: TestSubgraph['answer'] = ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(new Error('aborted'));
        });
      });
    await using graph = await startGraph({ lists: { typeDefs: lists.typeDefs, answer }, details });
    await graph.prepare('{ top { id } }');
    const result = await graph.run('{ top { id } }', { signal: AbortSignal.timeout(20) });
    expect(result.errors).toMatchObject([{ extensions: { code: 'TIMEOUT' } }]);
    expect(aborted).toBe(true);
  });
});

describe('a request that a subgraph refuses because of one field', () => {
  const dated: TestSubgraph = {
    typeDefs: `
      scalar Day
      type Query { sold(on: Day): Int name: String }
      type Item @key(fields: "id") { id: ID! sold(on: Day): Int }
      type Owner @key(fields: "id") { id: ID! age(on: Day): Int }
    `,
    resolvers: {
      Query: { sold: () => 1, name: () => 'Shop' },
      Item: { sold: () => 2 },
      Owner: { age: () => 3 },
      Day: new GraphQLScalarType({
        name: 'Day',
        parseValue: (value) => value,
        parseLiteral: (node) => {
          if (node.kind === Kind.STRING && node.value.includes('-')) return node.value;
          throw new GraphQLError('A day is written as 2026-11-26.', { nodes: node, extensions: { code: 'BAD_DAY' } });
        },
      }) as never,
    },
  };
  const refusal = (path: string[]) => ({ message: expect.stringContaining('A day is') as unknown, path });
  const notAsked = (path: string[]) => ({ path, extensions: { code: 'SUBGRAPH_REFUSED', subgraph: 'dated' } });

  it('reports the error at that field, and at the other fields that they were not asked', async () => {
    await using graph = await startGraph({ lists, dated });
    const { data, errors } = await graph.run('{ name bad: sold(on: "soon") sold(on: "2026-11-26") }');
    expect(data).toEqual({ name: null, bad: null, sold: null });
    expect(errors).toHaveLength(3);
    expect(errors).toMatchObject([refusal(['bad']), notAsked(['name']), notAsked(['sold'])]);
  });

  it('reports the error at the entities whose field was refused', async () => {
    await using graph = await startGraph({ lists, dated });
    const { data, errors } = await graph.run('{ top { id sold(on: "soon") owner { id age(on: "2026-11-26") } } }');
    expect(data).toEqual({ top: { id: '2', sold: null, owner: { id: 'o', age: null } } });
    expect(errors).toHaveLength(2);
    expect(errors).toMatchObject([refusal(['top']), notAsked(['top', 'owner'])]);
  });
});
