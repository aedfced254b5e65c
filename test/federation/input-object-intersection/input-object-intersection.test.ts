import { describeCase } from '../conformance-case.ts';

const echo = {
  Query: {
    users: (_: unknown, { filter }: { filter: unknown }) => [JSON.stringify(filter)],
    people: (_: unknown, { filter }: { filter: unknown }) => [JSON.stringify(filter)],
  },
};

describeCase(
  'an input object of which each subgraph knows other fields',
  {
    one: {
      typeDefs:
        'type Query { users(filter: Filter!): [String!] } input Filter { first: Int = 5 name: String only: Int more: [Sub!] } input Sub { a: Int = 1 b: Int }',
      resolvers: echo,
    },
    two: {
      typeDefs:
        'type Query { people(filter: Filter! = { first: 9 }): [String!] } input Filter { first: Int name: String more: [Sub!] other: String } input Sub { a: Int = 1 }',
      resolvers: echo,
    },
  },
  [
    {
      fact: 'takes the fields that all know',
      query: 'query($f: Filter!) { users(filter: $f) people(filter: $f) }',
      variables: { f: { first: 3, more: { a: 2 } } },
      data: { users: ['{"first":3,"more":[{"a":2}]}'], people: ['{"first":3,"more":[{"a":2}]}'] },
    },
    { fact: 'has the default of its argument', query: '{ people }', data: { people: ['{"first":9}'] } },
    {
      fact: 'takes variables within it, absent ones left out',
      query: 'query($n: String, $m: Int) { people(filter: { name: $n, first: $m, more: [{ a: $m }] }) }',
      variables: { m: 2 },
      data: { people: ['{"first":2,"more":[{"a":2}]}'] },
    },
  ],
);

describeCase(
  'a field that only one subgraph knows',
  {
    one: {
      typeDefs: 'type Query { users(filter: Filter): String } input Filter { first: Int hidden: Int @inaccessible }',
      resolvers: { Query: { users: () => 'x' } },
    },
  },
  [
    {
      fact: 'is left out of the argument without a trace',
      query: '{ __type(name: "Filter") { inputFields { name } } }',
      data: { __type: { inputFields: [{ name: 'first' }] } },
    },
  ],
);
