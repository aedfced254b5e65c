import { describeCase } from '../conformance-case.ts';
import type { TestSubgraph } from '../harness.ts';

const people: Record<string, { id: string; mail: string; name: string; points: number }> = {
  '1': { id: '1', mail: 'ann@example.com', name: 'Ann', points: 3 },
  '2': { id: '2', mail: 'bob@example.com', name: 'Bob', points: 7 },
};
const person = ({ id }: { id: string }) => people[id];

const directory = (typeDefs: string, federation: 1 | 2): TestSubgraph => {
  const resolvers = { Query: { first: () => people['1'] }, Person: { __resolveReference: person } };
  return { typeDefs, federation, resolvers };
};
const rewards = (typeDefs: string, federation: 1 | 2): TestSubgraph => ({
  typeDefs,
  federation,
  resolvers: {
    Query: { ranking: () => [{ id: '2' }, { id: '1' }], named: () => ({ id: '1', name: 'Ann' }) },
    Person: {
      points: ({ id }: { id: string }) => people[id]?.points,
      badge: ({ name }: { name?: string }) => `Badge of ${name ?? 'nobody'}`,
    },
  },
});

const directory1 = 'type Query { first: Person } type Person @key(fields: "id") { id: ID! name: String mail: String }';
const queries = 'ranking: [Person!]! named: Person @provides(fields: "name")';
const fields = 'id: ID! @external name: String @external points: Int! badge: String @requires(fields: "name")';

const forms: readonly (readonly [string, Record<string, TestSubgraph>])[] = [
  [
    'Federation 1, extend type and @external',
    {
      directory: directory(directory1, 1),
      rewards: rewards(`extend type Query { ${queries} } extend type Person @key(fields: "id") { ${fields} }`, 1),
    },
  ],
  [
    'Federation 1, @extends and @external',
    {
      directory: directory(directory1, 1),
      rewards: rewards(`type Query @extends { ${queries} } type Person @extends @key(fields: "id") { ${fields} }`, 1),
    },
  ],
  [
    'Federation 1 beside Federation 2',
    {
      directory: directory(directory1, 2),
      rewards: rewards(`extend type Query { ${queries} } extend type Person @key(fields: "id") { ${fields} }`, 1),
    },
  ],
  [
    'Federation 2, extend type and @external',
    {
      directory: directory(directory1, 2),
      rewards: rewards(`type Query { ${queries} } extend type Person @key(fields: "id") { ${fields} }`, 2),
    },
  ],
];

for (const [form, subgraphs] of forms) {
  describeCase(`an entity extended by ${form}`, subgraphs, [
    {
      fact: 'gets the fields of the extension',
      query: '{ first { name points badge } }',
      data: { first: { name: 'Ann', points: 3, badge: 'Badge of Ann' } },
      asked: ['directory', 'rewards'],
    },
    {
      fact: 'gets its own fields when it comes from the extension',
      query: '{ ranking { id name mail points } }',
      data: {
        ranking: [
          { id: '2', name: 'Bob', mail: 'bob@example.com', points: 7 },
          { id: '1', name: 'Ann', mail: 'ann@example.com', points: 3 },
        ],
      },
    },
    {
      fact: 'gets the fields that the extension requires when it comes from the extension',
      query: '{ ranking { badge } }',
      data: { ranking: [{ badge: 'Badge of Bob' }, { badge: 'Badge of Ann' }] },
    },
    {
      fact: 'gets a provided field from the extension',
      query: '{ named { name } }',
      data: { named: { name: 'Ann' } },
      asked: ['rewards'],
    },
    {
      fact: 'answers its external key without its owner',
      query: '{ ranking { id } }',
      data: { ranking: [{ id: '2' }, { id: '1' }] },
      asked: ['rewards'],
    },
  ]);
}
