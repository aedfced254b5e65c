import { describeCase } from '../conformance-case.ts';
import type { TestSubgraph } from '../harness.ts';

const taken = (): never => {
  throw new Error('This field was taken over');
};
const resolveType = { __resolveType: ({ kind }: { kind: string }) => kind };

const posts: TestSubgraph = {
  typeDefs: `
    type Query { feed: [Post] first: ImagePost notes: [Note] }
    interface Post { id: ID! madeAt: String! }
    type ImagePost implements Post @key(fields: "id") { id: ID! madeAt: String! title: String }
    type TextPost implements Post @key(fields: "id") { id: ID! madeAt: String! }
    type Note @key(fields: "id") { id: ID! text: String weight: Int price: Int @override(from: "prices") }
  `,
  resolvers: {
    Query: {
      feed: () => [
        { kind: 'ImagePost', id: 'i' },
        { kind: 'TextPost', id: 't', madeAt: 'old' },
      ],
      first: () => ({ kind: 'ImagePost', id: 'i' }),
      notes: () => [{ id: 'n', text: 'Text', weight: 4 }],
    },
    Post: resolveType,
    ImagePost: { madeAt: taken, title: () => 'Title' },
    Note: { price: () => 7, weight: () => 4 },
  },
};

describeCase(
  '@override',
  {
    posts,
    images: {
      typeDefs:
        'type Query { images: [ImagePost] } type ImagePost @key(fields: "id") { id: ID! madeAt: String! @override(from: "posts") }',
      resolvers: { Query: { images: () => [{ id: 'i' }] }, ImagePost: { madeAt: () => 'new' } },
    },
    prices: {
      typeDefs:
        'type Note @key(fields: "id") { id: ID! price: Int weight: Int @external fee: Int @requires(fields: "weight") }',
      resolvers: { Note: { price: taken, fee: ({ weight }: { weight: number }) => weight * 2 } },
    },
    nowhere: {
      typeDefs:
        'type Query { lone: Lone } type Lone @key(fields: "id") { id: ID! name: String @override(from: "a-subgraph-that-is-gone") }',
      resolvers: { Query: { lone: () => ({ id: '1', name: 'Name' }) } },
    },
  },
  [
    {
      fact: 'moves a field to another subgraph',
      query: '{ first { id madeAt title } }',
      data: { first: { id: 'i', madeAt: 'new', title: 'Title' } },
    },
    {
      fact: 'moves the field of one member of an interface',
      query: '{ feed { __typename id madeAt } }',
      data: {
        feed: [
          { __typename: 'ImagePost', id: 'i', madeAt: 'new' },
          { __typename: 'TextPost', id: 't', madeAt: 'old' },
        ],
      },
    },
    {
      fact: 'stops asking the overridden subgraph for the field',
      query: '{ images { madeAt } }',
      data: { images: [{ madeAt: 'new' }] },
      asked: ['images'],
    },
    {
      fact: 'works together with @requires',
      query: '{ notes { price fee text } }',
      data: { notes: [{ price: 7, fee: 8, text: 'Text' }] },
    },
    {
      fact: 'changes nothing when the subgraph in its from argument does not exist',
      query: '{ lone { name } }',
      data: { lone: { name: 'Name' } },
    },
  ],
);

const progressive: Record<string, TestSubgraph> = {
  old: {
    typeDefs: 'type Query { item: Item } type Item @key(fields: "id") { id: ID! name: String half: Int base: Int }',
    resolvers: { Query: { item: () => ({ id: '1' }) }, Item: { name: () => 'old', half: () => 1, base: () => 3 } },
  },
  fresh: {
    typeDefs: `
      type Item @key(fields: "id") {
        id: ID!
        name: String @override(from: "old", label: "names")
        half: Int @override(from: "old", label: "percent(50)")
        base: Int @external
        sum: Int @requires(fields: "base")
      }
    `,
    resolvers: { Item: { name: () => 'new', half: () => 2, sum: ({ base }: { base: number }) => base + 1 } },
  },
};
const query = '{ item { name half sum } }';

describeCase(
  'a progressive @override whose label is active and whose percentage is drawn',
  progressive,
  [{ fact: 'moves the fields', query, data: { item: { name: 'new', half: 2, sum: 4 } } }],
  { overrideLabels: new Set(['names', 'other']), drawPercentage: () => 49.9 },
);

describeCase(
  'a progressive @override whose label is not active and whose percentage is not drawn',
  progressive,
  [{ fact: 'leaves the fields where they were', query, data: { item: { name: 'old', half: 1, sum: 4 } } }],
  { overrideLabels: new Set(['other']), drawPercentage: () => 50 },
);

const computing: Record<string, TestSubgraph> = {
  items: {
    typeDefs: 'type Query { item: Item } type Item @key(fields: "id") { id: ID! }',
    resolvers: { Query: { item: () => ({ id: '1' }) } },
  },
  registry: {
    typeDefs: 'type Item @key(fields: "id") @key(fields: "code") { id: ID! code: ID! base: Int }',
    resolvers: { Item: { code: () => 'c', base: () => 3 } },
  },
  former: {
    typeDefs: 'type Item @key(fields: "code") { code: ID! sum: Int part: Int }',
    resolvers: { Item: { sum: () => 0, part: () => 0 } },
  },
  present: {
    typeDefs: `
      type Item @key(fields: "code") {
        code: ID!
        base: Int @external
        sum: Int @override(from: "former", label: "sums") @requires(fields: "base")
        part: Int @override(from: "former", label: "percent(50)") @requires(fields: "base")
      }
    `,
    resolvers: {
      Item: {
        sum: ({ base }: { base: number }) => base + 1,
        part: ({ base }: { base: number }) => base / 3,
      },
    },
  },
};

describeCase(
  'a progressive @override with @requires across keys that is active',
  computing,
  [{ fact: 'computes the fields', query: '{ item { sum part } }', data: { item: { sum: 4, part: 1 } } }],
  { overrideLabels: new Set(['sums']), drawPercentage: () => 49.9 },
);

describeCase(
  'several progressive @overrides with @requires across keys, one of them active',
  computing,
  [
    {
      fact: 'computes the field whose override is active',
      query: '{ item { sum part } }',
      data: { item: { sum: 0, part: 1 } },
    },
  ],
  { drawPercentage: () => 10 },
);

describeCase(
  'a progressive @override with @requires across keys that is not active',
  computing,
  [{ fact: 'leaves the fields where they were', query: '{ item { sum part } }', data: { item: { sum: 0, part: 0 } } }],
  { drawPercentage: () => 50 },
);
