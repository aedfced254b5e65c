import { describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

interface Parcel {
  readonly size?: { readonly width: number; readonly height: number } | null;
  readonly weight?: number | null;
  readonly tags?: readonly { readonly key: string }[];
}

const products: TestSubgraph = {
  typeDefs: `
    type Query { parcels: [Parcel!]! things: [Thing!]! }
    type Parcel @key(fields: "id") { id: ID! weight: Int size: Size tags: [Tag!]! }
    type Size @shareable { width: Int height: Int }
    type Tag @shareable { key: String value: String }
    interface Thing { id: ID! mass: Int }
    type Stone implements Thing @key(fields: "id") { id: ID! mass: Int }
    type Feather implements Thing @key(fields: "id") { id: ID! mass: Int }
  `,
  resolvers: {
    Query: {
      parcels: () => [
        { id: '1', weight: 3, size: { width: 2, height: 5 }, tags: [{ key: 'a', value: 'b' }] },
        { id: '2', weight: null, size: null, tags: [] },
      ],
      things: () => [
        { __typename: 'Stone', id: 's', mass: 100 },
        { __typename: 'Feather', id: 'f', mass: 1 },
      ],
    },
    Parcel: { __resolveReference: ({ id }: { id: string }) => ({ id, weight: 3 }) },
    Thing: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
  },
};

const shipping: TestSubgraph = {
  typeDefs: `
    type Query { top: [Parcel!]! }
    type Parcel @key(fields: "id") {
      id: ID!
      weight: Int @external
      size: Size @external
      tags: [Tag!]! @external
      price(factor: Int = 2): Int @requires(fields: "weight")
      area: Int @requires(fields: "size { width height }")
      label: String @requires(fields: "tags { key }")
      known: [String!] @requires(fields: "weight size { width }")
    }
    type Size @shareable { width: Int height: Int }
    type Tag @shareable { key: String value: String }
    type Stone @key(fields: "id") { id: ID! mass: Int @external postage: Int @requires(fields: "mass") }
    type Feather @key(fields: "id") { id: ID! mass: Int @external postage: Int @requires(fields: "mass") }
  `,
  resolvers: {
    Query: { top: () => [{ id: '1' }] },
    Parcel: {
      price: ({ weight }: Parcel, { factor }: { factor: number }) => (weight ?? 0) * factor,
      area: ({ size }: Parcel) => (size ? size.width * size.height : null),
      label: ({ tags }: Parcel) => tags?.map(({ key }) => key).join() ?? null,
      known: (parcel: Parcel) => Object.keys(parcel).sort(),
    },
    Stone: { postage: ({ mass }: { mass: number }) => mass * 2 },
    Feather: { postage: ({ mass }: { mass: number }) => mass * 3 },
  },
};

describe('@requires', () => {
  it('sends leaf, object and list fields in the representation, nulls included', async () => {
    await using graph = await startGraph({ products, shipping });
    expect(await graph.data('{ parcels { price area label known } }')).toEqual({
      parcels: [
        { price: 6, area: 10, label: 'a', known: ['__typename', 'id', 'size', 'tags', 'weight'] },
        { price: 0, area: null, label: '', known: ['__typename', 'id', 'size', 'tags', 'weight'] },
      ],
    });
    expect(graph.seen.at(-1)?.variables['representations']).toContainEqual({
      __typename: 'Parcel',
      id: '2',
      weight: null,
      size: null,
      tags: [],
    });
  });

  it('fetches the required fields first when the entity comes from the requiring subgraph', async () => {
    await using graph = await startGraph({ products, shipping });
    expect(await graph.data('{ top { price } }')).toEqual({ top: [{ price: 6 }] });
  });

  it('computes a field with arguments and variables once per alias', async () => {
    await using graph = await startGraph({ products, shipping });
    const query = 'query($f: Int = 5) { parcels { price a: price(factor: 10) b: price(factor: $f) } }';
    expect(await graph.data(query)).toMatchObject({ parcels: [{ price: 6, a: 30, b: 15 }, { price: 0 }] });
    expect(await graph.data(query, { variables: { f: 7 } })).toMatchObject({ parcels: [{ b: 21 }, {}] });
  });

  it('does not send required fields to clients that did not ask for them', async () => {
    await using graph = await startGraph({ products, shipping });
    expect(await graph.data('{ parcels { area } }')).toEqual({ parcels: [{ area: 10 }, { area: null }] });
  });

  it('works behind an interface, each member with its own fields', async () => {
    await using graph = await startGraph({ products, shipping });
    const query = '{ things { id ... on Stone { postage } ... on Feather { postage } } }';
    expect(await graph.data(query)).toEqual({
      things: [
        { id: 's', postage: 200 },
        { id: 'f', postage: 3 },
      ],
    });
  });

  it('sends the __typename of required objects of an abstract type', async () => {
    const content = (__typename: string) => ({ __typename, mass: 1, fragile: true });
    const boxes: TestSubgraph = {
      typeDefs: `
        type Query { boxes: [Box!]! }
        type Box @key(fields: "id") { id: ID! content: Content }
        interface Content { mass: Int }
        type Stone implements Content { mass: Int }
        type Glass implements Content { mass: Int fragile: Boolean }
      `,
      resolvers: {
        Query: {
          boxes: () => [
            { id: '1', content: content('Stone') },
            { id: '2', content: content('Glass') },
          ],
        },
        Content: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      },
    };
    const fees: TestSubgraph = {
      typeDefs: `
        type Query { unused: Int }
        type Box @key(fields: "id") {
          id: ID!
          content: Content @external
          fee: String @requires(fields: "content { mass ... on Glass { fragile } }")
        }
        interface Content { mass: Int }
        type Stone implements Content @external { mass: Int }
        type Glass implements Content @external { mass: Int fragile: Boolean }
      `,
      resolvers: { Box: { fee: ({ content: given }: { content: unknown }) => JSON.stringify(given) } },
    };
    await using graph = await startGraph({ boxes, fees });
    const data = (await graph.data('{ boxes { fee } }')) as { boxes: { fee: string }[] };
    expect(data.boxes.map(({ fee }) => JSON.parse(fee) as unknown)).toEqual([
      { __typename: 'Stone', mass: 1 },
      { __typename: 'Glass', mass: 1, fragile: true },
    ]);
  });

  it('gets required fields of an interface object from the owner of the interface', async () => {
    const owner: TestSubgraph = {
      typeDefs: `
        type Query { all: [Account!]! }
        interface Account @key(fields: "id") { id: ID! name: String! }
        type Reseller implements Account @key(fields: "id") { id: ID! name: String! }
        type Customer implements Account @key(fields: "id") { id: ID! name: String! }
      `,
      resolvers: {
        Query: {
          all: () => [
            { __typename: 'Reseller', id: 'r', name: 'Res' },
            { __typename: 'Customer', id: 'c', name: 'Cus' },
          ],
        },
        Account: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      },
    };
    const greeter: TestSubgraph = {
      typeDefs: `
        type Query { unused: Int }
        type Account @key(fields: "id") @interfaceObject {
          id: ID!
          name: String! @external
          greeting: String! @requires(fields: "name")
        }
      `,
      resolvers: { Account: { greeting: ({ name }: { name: string }) => `Hello ${name}` } },
    };
    await using graph = await startGraph({ owner, greeter });
    expect(await graph.data('{ all { __typename greeting } }')).toEqual({
      all: [
        { __typename: 'Reseller', greeting: 'Hello Res' },
        { __typename: 'Customer', greeting: 'Hello Cus' },
      ],
    });
    expect(graph.seen.at(-1)?.variables).toEqual({
      representations: [
        { __typename: 'Account', id: 'r', name: 'Res' },
        { __typename: 'Account', id: 'c', name: 'Cus' },
      ],
    });
  });
});

const entity = ({ id }: { id: string }) => ({ id });
/** Knows nothing of the parcel 2, and not the girth of 3. */
const measures: TestSubgraph = {
  typeDefs: `
    type Parcel @key(fields: "id") { id: ID! weight: Float! girth: Float note: String box: Box }
    type Box @key(fields: "id") { id: ID! }
  `,
  resolvers: {
    Parcel: {
      __resolveReference: ({ id }: { id: string }) =>
        id === '2' ? null : { id, weight: 4, girth: id === '3' ? null : 9 },
      box: ({ id }: { id: string }) => ({ id: `b${id}` }),
    },
  },
};
const boxes: TestSubgraph = {
  typeDefs: 'type Box @key(fields: "id") { id: ID! kind: String! }',
  resolvers: { Box: { __resolveReference: ({ id }: { id: string }) => (id === 'b3' ? null : { id, kind: 'paper' }) } },
};
const names: TestSubgraph = {
  typeDefs: `
    type Query { parcels: [Parcel!]! }
    type Parcel @key(fields: "id") { id: ID! name: String! }
  `,
  resolvers: {
    Query: { parcels: () => ['1', '2', '3'].map((id) => ({ id, name: `Parcel ${id}` })) },
    Parcel: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `Parcel ${id}` }) },
  },
};
const post: TestSubgraph = {
  typeDefs: `
    type Query { sent: Parcel! }
    type Parcel @key(fields: "id") {
      id: ID!
      weight: Float! @external
      girth: Float @external
      name: String! @external
      box: Box @external
      stamp: String
      ship: Float @requires(fields: "weight")
      fee: Float! @requires(fields: "weight")
      label: String @requires(fields: "name")
      girthKnown: String @requires(fields: "girth")
      packing: String @requires(fields: "box { kind }")
    }
    type Box @key(fields: "id") { id: ID! kind: String! @external }
  `,
  resolvers: {
    Query: { sent: () => ({ id: '2' }) },
    Parcel: {
      __resolveReference: (representation: object) => representation,
      ship: ({ weight }: { weight?: number }) => (weight ?? 0) * 2,
      fee: ({ weight }: { weight?: number }) => (weight ?? 0) * 2,
      stamp: () => 'blue',
      label: ({ name }: { name?: string }) => `To: ${name}`,
      girthKnown: (given: object) => JSON.stringify('girth' in given ? given.girth : 'missing'),
      packing: (given: object) => JSON.stringify('box' in given ? given.box : 'missing'),
    },
    Box: { __resolveReference: entity },
  },
};

describe('a required field of an entity that no subgraph knows', () => {
  it('is sent as null when it is nullable, and makes the computed field null when it is not', async () => {
    await using graph = await startGraph({ measures, names, boxes, post });
    expect(await graph.data('{ parcels { ship girthKnown } }')).toEqual({
      parcels: [
        { ship: 8, girthKnown: '9' },
        { ship: null, girthKnown: 'null' },
        { ship: 8, girthKnown: 'null' },
      ],
    });
  });

  it('does not stop the other fields of the computing subgraph from being answered', async () => {
    await using graph = await startGraph({ measures, names, boxes, post });
    expect(await graph.data('{ parcels { ship label stamp } sent { ship label } }')).toEqual({
      parcels: [
        { ship: 8, label: 'To: Parcel 1', stamp: 'blue' },
        { ship: null, label: 'To: Parcel 2', stamp: 'blue' },
        { ship: 8, label: 'To: Parcel 3', stamp: 'blue' },
      ],
      sent: { ship: null, label: 'To: Parcel 2' },
    });
  });

  it('is an error when the computed field is non-null', async () => {
    await using graph = await startGraph({ measures, names, boxes, post });
    expect(await graph.run('{ sent { label fee } }')).toMatchObject({
      data: null,
      errors: [{ path: ['sent', 'fee'], message: 'Cannot return null for non-nullable field Parcel.fee.' }],
    });
  });

  it('makes the nearest nullable object null', async () => {
    await using graph = await startGraph({ measures, names, boxes, post });
    expect(await graph.data('{ parcels { packing } }')).toEqual({
      parcels: [{ packing: '{"kind":"paper"}' }, { packing: 'null' }, { packing: 'null' }],
    });
  });
});
