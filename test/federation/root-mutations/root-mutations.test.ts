import { describeCase } from '../conformance-case.ts';
import type { TestSubgraph } from '../harness.ts';

/** A counter that two subgraphs share; every value tells when it was read. */
function counting(): Record<string, TestSubgraph> {
  let count = 0;
  const add = (_: unknown, { by }: { by: number }) => {
    count += by;
    return { id: 'c', now: count };
  };
  return {
    one: {
      typeDefs:
        'type Query { start: Int! } type Mutation { add(by: Int! = 1): Counter! fail: Counter } type Counter @key(fields: "id") { id: ID! now: Int! }',
      resolvers: {
        Query: { start: () => (count = 0) },
        Mutation: { add, fail: () => Promise.reject(new Error('Refused')) },
      },
    },
    two: {
      typeDefs: 'type Mutation { double: Counter @shareable } type Counter @key(fields: "id") { id: ID! read: Int! }',
      resolvers: { Mutation: { double: () => ({ id: `c${(count *= 2)}` }) }, Counter: { read: () => count } },
    },
  };
}

describeCase('several root fields of a mutation', counting(), [
  { fact: 'start from zero', query: '{ start }', data: { start: 0 } },
  {
    fact: 'run in the order of the document, each with its payload completed before the next',
    query:
      'mutation($by: Int = 4) { a: add { now read } b: add(by: $by) { read } double { read } c: add(by: 100) { now read } }',
    data: { a: { now: 1, read: 1 }, b: { read: 5 }, double: { read: 10 }, c: { now: 110, read: 110 } },
    asked: ['one', 'two', 'one', 'two', 'two', 'one', 'two'],
  },
  {
    fact: 'continue after one that failed and is nullable',
    query: 'mutation { fail { read } add(by: 1) { read } }',
    data: { fail: null, add: { read: 111 } },
    errors: [{ path: ['fail'], message: 'Refused' }],
  },
  {
    fact: 'are merged under one name, and left out by conditions',
    query:
      'mutation($no: Boolean!) { add(by: 0) { now } double @include(if: $no) { id } add(by: 0) { read } ... @skip(if: $no) { d: add(by: 1) { read } } }',
    variables: { no: false },
    data: { add: { now: 111, read: 111 }, d: { read: 112 } },
  },
  { fact: 'start from zero again', query: '{ start }', data: { start: 0 } },
]);
