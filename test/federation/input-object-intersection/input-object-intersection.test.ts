import { describeCase } from '../conformance-case.ts';

const echo = {
  Query: {
    users: (_: unknown, { filter }: { filter: unknown }) => [JSON.stringify(filter)],
    people: (_: unknown, { filter }: { filter: unknown }) => [JSON.stringify(filter)],
  },
};

describeCase(
  'an input object with different fields in the subgraphs',
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
      fact: 'accepts the fields that all subgraphs know',
      query: 'query($f: Filter!) { users(filter: $f) people(filter: $f) }',
      variables: { f: { first: 3, more: { a: 2 } } },
      data: { users: ['{"first":3,"more":[{"a":2}]}'], people: ['{"first":3,"more":[{"a":2}]}'] },
    },
    { fact: 'has the default of its argument', query: '{ people }', data: { people: ['{"first":9}'] } },
    {
      fact: 'accepts variables inside it and leaves absent ones out',
      query: 'query($n: String, $m: Int) { people(filter: { name: $n, first: $m, more: [{ a: $m }] }) }',
      variables: { m: 2 },
      data: { people: ['{"first":2,"more":[{"a":2}]}'] },
    },
  ],
);

describeCase(
  'an input field that only one subgraph knows',
  {
    one: {
      typeDefs: 'type Query { users(filter: Filter): String } input Filter { first: Int hidden: Int @inaccessible }',
      resolvers: { Query: { users: () => 'x' } },
    },
  },
  [
    {
      fact: 'does not exist in the API schema',
      query: '{ __type(name: "Filter") { inputFields { name } } }',
      data: { __type: { inputFields: [{ name: 'first' }] } },
    },
  ],
);
