import { describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import { mergeResults } from '../merge-results.ts';
import type { ReadResult } from '../merge-results.ts';
import { GRAPH } from './graph.ts';

interface Case {
  readonly fact: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly results: readonly ReadResult[];
  /** Subgraphs in the order of their requests, where the case is about that. */
  readonly asked?: readonly string[];
}

const pending = (id: string, ...path: (string | number)[]) => ({ id, path });

const CASES: readonly Case[] = [
  {
    fact: 'delivers fields of other subgraphs and of the same one later, fetched by the key',
    query: '{ me { name ... @defer(label: "a") { email karma } } }',
    results: [
      { data: { me: { name: 'Ada' } }, pending: [{ id: '0', path: ['me'], label: 'a' }], hasNext: true },
      {
        incremental: [{ id: '0', data: { email: 'ada@example.com', karma: 10 } }],
        completed: [{ id: '0' }],
        hasNext: false,
      },
    ],
  },
  {
    fact: 'fetches the items of a list together, and gives each an id of its own',
    query: '{ me { friends { name ... @defer { karma } } } }',
    results: [
      {
        data: { me: { friends: [{ name: 'Ben' }, { name: 'Cy' }] } },
        pending: [pending('0', 'me', 'friends', 0), pending('1', 'me', 'friends', 1)],
        hasNext: true,
      },
      {
        incremental: [
          { id: '0', data: { karma: 20 } },
          { id: '1', data: { karma: 30 } },
        ],
        completed: [{ id: '0' }, { id: '1' }],
        hasNext: false,
      },
    ],
    asked: ['people', 'reviews'],
  },
  {
    fact: 'delivers only what is new below a field that the first result has, too',
    query: '{ me { name friends { name } ... @defer { name friends { name email } } } }',
    results: [
      {
        data: { me: { name: 'Ada', friends: [{ name: 'Ben' }, { name: 'Cy' }] } },
        pending: [pending('0', 'me')],
        hasNext: true,
      },
      {
        incremental: [
          { id: '0', subPath: ['friends', 0], data: { email: 'ben@example.com' } },
          { id: '0', subPath: ['friends', 1], data: { email: null } },
        ],
        completed: [{ id: '0' }],
        hasNext: false,
      },
    ],
  },
  {
    fact: 'does not announce a fragment without new fields',
    query: '{ me { name ... @defer { name } } }',
    results: [{ data: { me: { name: 'Ada' } }, hasNext: false }],
  },
  {
    fact: 'treats conditions on the members of a union as fragments of their own, with required fields',
    query: '{ items { ... on Book { title ... @defer { score length } } ... on Film @defer(label: "f") { score } } }',
    results: [
      {
        data: { items: [{ title: 'Graphs' }, {}, { title: 'Trees' }] },
        pending: [pending('0', 'items', 0), { id: '1', path: ['items', 1], label: 'f' }, pending('2', 'items', 2)],
        hasNext: true,
      },
      { incremental: [{ id: '1', data: { score: 2 } }], completed: [{ id: '1' }], hasNext: true },
      {
        incremental: [
          { id: '0', data: { score: 4.5, length: 'long' } },
          { id: '2', data: { score: 3, length: 'short' } },
        ],
        completed: [{ id: '0' }, { id: '2' }],
        hasNext: false,
      },
    ],
  },
  {
    fact: 'delivers root fields later by a plan of their own',
    query: '{ latest ... @defer { me { name } __typename } }',
    results: [
      { data: { latest: 7 }, pending: [pending('0')], hasNext: true },
      {
        incremental: [{ id: '0', data: { me: { name: 'Ada' }, __typename: 'Query' } }],
        completed: [{ id: '0' }],
        hasNext: false,
      },
    ],
    asked: ['reviews', 'people'],
  },
  {
    fact: 'fetches an object without a key again from the root',
    query: 'query ($n: Int) { directory(size: $n) { total ... @defer { owner { since } first { name } } } }',
    variables: { n: 5 },
    results: [
      { data: { directory: { total: 5 } }, pending: [pending('0', 'directory')], hasNext: true },
      {
        incremental: [{ id: '0', data: { owner: { since: 1999 }, first: { name: 'Ada' } } }],
        completed: [{ id: '0' }],
        hasNext: false,
      },
    ],
  },
  {
    fact: 'fetches an object without a key through the entity around it',
    query: '{ people { name address { city ... @defer { street } } } }',
    results: [
      {
        data: { people: ['Ada', 'Ben', 'Cy'].map((name) => ({ name, address: { city: 'Tallinn' } })) },
        pending: [0, 1, 2].map((index) => pending(String(index), 'people', index, 'address')),
        hasNext: true,
      },
      {
        incremental: [1, 2, 3].map((id, index) => ({ id: String(index), data: { street: `${id} Main Street` } })),
        completed: [{ id: '0' }, { id: '1' }, { id: '2' }],
        hasNext: false,
      },
    ],
    asked: ['people', 'people'],
  },
  {
    fact: 'delivers list items without a key with the first result, because nothing identifies them',
    query: '{ shelves { label ... @defer { width } } }',
    results: [
      {
        data: {
          shelves: [
            { label: 'A', width: 80 },
            { label: 'B', width: 90 },
          ],
        },
        hasNext: false,
      },
    ],
  },
  {
    fact: 'announces a nested fragment when the enclosing one is complete',
    query: '{ me { ... @defer(label: "out") { works { title ... @defer(label: "in") { ... on Book { score } } } } } }',
    results: [
      { data: { me: {} }, pending: [{ id: '0', path: ['me'], label: 'out' }], hasNext: true },
      {
        pending: [{ id: '1', path: ['me', 'works', 0], label: 'in' }],
        incremental: [{ id: '0', data: { works: [{ title: 'Graphs' }] } }],
        completed: [{ id: '0' }],
        hasNext: true,
      },
      { incremental: [{ id: '1', data: { score: 4.5 } }], completed: [{ id: '1' }], hasNext: false },
    ],
  },
  {
    fact: 'delivers a leaf field that two fragments select once',
    query: '{ me { ... @defer(label: "a") { name email } ... @defer(label: "b") { name karma } } }',
    results: [
      {
        data: { me: {} },
        pending: [
          { id: '0', path: ['me'], label: 'a' },
          { id: '1', path: ['me'], label: 'b' },
        ],
        hasNext: true,
      },
      {
        incremental: [
          { id: '0', data: { name: 'Ada' } },
          { id: '0', data: { email: 'ada@example.com' } },
          { id: '1', data: { karma: 10 } },
        ],
        completed: [{ id: '0' }, { id: '1' }],
        hasNext: false,
      },
    ],
  },
  {
    fact: 'defers the payload of a mutation and runs the mutation once',
    query: 'mutation { a: rename(id: 1, name: "A") { name ... @defer { karma } } rename(id: 2, name: "B") { name } }',
    results: [
      { data: { a: { name: 'A' }, rename: { name: 'B' } }, pending: [pending('0', 'a')], hasNext: true },
      { incremental: [{ id: '0', data: { karma: 10 } }], completed: [{ id: '0' }], hasNext: false },
    ],
    asked: ['people', 'reviews'],
  },
  {
    fact: 'decides by a variable and its default',
    query: 'query ($later: Boolean = false) { me { name ... @defer(if: $later) { karma } } }',
    results: [{ data: { me: { name: 'Ada', karma: 10 } }, hasNext: false }],
  },
  {
    fact: 'decides by a variable that is true',
    query: 'query ($later: Boolean = false) { me { name ... @defer(if: $later) { karma } } }',
    variables: { later: true },
    results: [
      { data: { me: { name: 'Ada' } }, pending: [pending('0', 'me')], hasNext: true },
      { incremental: [{ id: '0', data: { karma: 10 } }], completed: [{ id: '0' }], hasNext: false },
    ],
  },
  {
    fact: 'defers named fragments where they are spread, under aliases that clash with keys',
    query: '{ id: me { id: name ...More @defer } } fragment More on Person { name: id k: karma }',
    results: [
      { data: { id: { id: 'Ada' } }, pending: [pending('0', 'id')], hasNext: true },
      { incremental: [{ id: '0', data: { name: '1', k: 10 } }], completed: [{ id: '0' }], hasNext: false },
    ],
  },
  {
    fact: 'completes a fragment with null and an error when a nullable field fails',
    query: '{ me { ... @defer { name broken } } nobody { ... @defer { name } } }',
    results: [
      { data: { me: {}, nobody: null }, pending: [pending('0', 'me')], hasNext: true },
      {
        incremental: [
          {
            id: '0',
            data: { name: 'Ada', broken: null },
            errors: [{ message: 'out of order', path: ['me', 'broken'] }],
          },
        ],
        completed: [{ id: '0' }],
        hasNext: false,
      },
    ],
  },
  {
    fact: 'fails a fragment when a non-null field is null, and keeps the other results',
    query: '{ people { name ... @defer { secret } } }',
    results: [
      {
        data: { people: [{ name: 'Ada' }, { name: 'Ben' }, { name: 'Cy' }] },
        pending: [pending('0', 'people', 0), pending('1', 'people', 1), pending('2', 'people', 2)],
        hasNext: true,
      },
      {
        incremental: [
          { id: '0', data: { secret: 'secret of 1' } },
          { id: '2', data: { secret: 'secret of 3' } },
        ],
        completed: [
          { id: '0' },
          { id: '1', errors: [{ message: 'not for you', path: ['people', 1, 'secret'] }] },
          { id: '2' },
        ],
        hasNext: false,
      },
    ],
  },
  {
    fact: 'announces nothing for an object that a null removed',
    query: '{ maybe { secret friends { ... @defer { karma } } } latest }',
    results: [
      {
        data: { maybe: null, latest: 7 },
        errors: [{ message: 'not for you', path: ['maybe', 'secret'] }],
        hasNext: false,
      },
    ],
  },
  {
    fact: 'defers introspection with the fields beside it',
    query: '{ latest ... @defer { __type(name: "Address") { name } } }',
    results: [
      { data: { latest: 7 }, pending: [pending('0')], hasNext: true },
      { incremental: [{ id: '0', data: { __type: { name: 'Address' } } }], completed: [{ id: '0' }], hasNext: false },
    ],
    asked: ['reviews'],
  },
];

describe('an operation with deferred fragments', () => {
  it.each(CASES)('$fact', async ({ query, variables, results, asked }) => {
    await using graph = await startGraph(GRAPH);
    const answered = await graph.results(query, variables ? { variables } : {});
    expect(mergeResults(answered).problems).toEqual([]);
    expect(answered).toEqual(results);
    if (asked) expect(graph.asked).toEqual(asked);
  });

  // Over HTTP requests end in any order, and so do the fragments.
  it.each(CASES)('$fact, over HTTP too', async ({ query, variables, results }) => {
    await using graph = await startGraph(GRAPH, { transport: 'http' });
    const answered = mergeResults(await graph.results(query, variables ? { variables } : {}));
    expect(answered).toEqual(mergeResults(results));
  });
});

describe('an operation with @defer', () => {
  it('is answered with one result when it is not executed incrementally', async () => {
    await using graph = await startGraph(GRAPH);
    expect(await graph.data('{ me { name ... @defer { karma } } }')).toEqual({ me: { name: 'Ada', karma: 10 } });
    expect(graph.asked).toEqual(['people', 'reviews']);
  });

  it('has one plan that defers and one that does not', async () => {
    await using graph = await startGraph(GRAPH);
    const query = '{ me { name ... @defer(label: "k") { karma } } }';
    const compiled = await graph.prepare(query);
    await graph.run(query);
    await graph.results(query);
    expect(graph.engine.explain(compiled)).toMatchObject({ kind: 'sequence' });
    expect(graph.engine.explain(compiled, { incremental: true })).toMatchObject({
      kind: 'defer',
      first: { kind: 'fetch', subgraph: 'people' },
      deferred: [{ labels: ['k'], step: { kind: 'entity-fetch', subgraph: 'reviews' } }],
    });
  });

  it('cancels its requests when its reader stops reading', async () => {
    await using graph = await startGraph(GRAPH);
    const compiled = await graph.prepare('{ me { name ... @defer { slow } } }');
    const signal = new AbortController().signal;
    const answer = await graph.engine.executeIncrementally(compiled, { variables: {}, headersFor: () => ({}), signal });
    if (!(Symbol.asyncIterator in answer)) throw new Error('One result');
    await answer.next();
    expect(await answer.return?.()).toEqual({ done: true, value: undefined });
    expect(await answer.next()).toEqual({ done: true, value: undefined });
  });
});
