import { describeCase } from '../conformance-case.ts';
import type { TestSubgraph } from '../harness.ts';

interface Keys {
  readonly id?: string;
  readonly sku?: string;
  readonly place?: { readonly hall: { readonly name: string }; readonly row: number };
}
/** All keys hold the same number. */
const numberOf = ({ id, sku, place }: Keys): string => id ?? sku?.slice(1) ?? String(place?.row ?? '');
const placeOf = (number: string) => ({ hall: { name: `h${number}` }, row: Number(number) });

const shelf: TestSubgraph = {
  typeDefs: `
    type Query { grid: [[Item]!] item(id: ID! = "1"): Item }
    type Item @key(fields: "id") { id: ID! neighbours: [[Item!]] }
  `,
  resolvers: {
    Query: {
      grid: () => [[{ id: '1' }, null], [], [{ id: '2' }, { id: '3' }]],
      item: (_root: unknown, { id }: { id: string }) => (id === '0' ? null : { id }),
    },
    Item: { neighbours: ({ id }: { id: string }) => [null, [{ id }], []] },
  },
};
const codes: TestSubgraph = {
  typeDefs: 'type Item @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! name: String }',
  resolvers: {
    Item: {
      // An entity that is known nowhere else: every subgraph behind is asked for the other ones only.
      __resolveReference: (keys: Keys) => (numberOf(keys) === '3' ? null : { id: numberOf(keys) }),
      sku: ({ id }: { id: string }) => `s${id}`,
      name: ({ id }: { id: string }) => (id === '2' ? Promise.reject(new Error('No name')) : `Item ${id}`),
    },
  },
};
const places: TestSubgraph = {
  typeDefs: `
    type Item @key(fields: "sku") @key(fields: "place { hall { name } row }") { sku: ID! place: Place! weight: Int }
    type Place @shareable { hall: Hall! row: Int! }
    type Hall @shareable { name: String! }
  `,
  resolvers: {
    Item: {
      __resolveReference: (keys: Keys) => ({ sku: `s${numberOf(keys)}` }),
      place: (keys: Keys) => placeOf(numberOf(keys)),
      weight: (keys: Keys) => Number(numberOf(keys)) * 10,
    },
  },
};
const robots: TestSubgraph = {
  typeDefs: `
    type Query { robot: Robot }
    type Robot { holds: Item }
    type Item @key(fields: "place { row hall { name } }") {
      place: Place!
      weight: Int @external
      reach(from: Int = 1): Int
      effort: Int! @requires(fields: "weight")
      below: [Item]
    }
    type Place @shareable { hall: Hall! row: Int! }
    type Hall @shareable { name: String! }
  `,
  resolvers: {
    Query: { robot: () => ({ holds: { place: placeOf('2') } }) },
    Item: {
      reach: ({ place }: Keys, { from }: { from: number }) => (place?.row ?? 0) + from,
      effort: ({ weight }: { weight: number }) => weight + 1,
      below: () => [null, { place: placeOf('1') }],
    },
  },
};

describeCase('entities that are reached only by a chain of keys', { shelf, codes, places, robots }, [
  {
    fact: 'are found in lists of lists, and missing ones are null',
    query: '{ grid { __typename id reach } }',
    data: {
      grid: [
        [{ __typename: 'Item', id: '1', reach: 2 }, null],
        [],
        [
          { __typename: 'Item', id: '2', reach: 3 },
          { __typename: 'Item', id: '3', reach: null },
        ],
      ],
    },
    asked: ['shelf', 'codes', 'places', 'robots'],
  },
  {
    fact: 'are found under aliases, with conditions by variables and defaults',
    query: `query($from: Int = 5, $named: Boolean! = false, $reached: Boolean = true) {
      one: item { key: id t: __typename near: reach(from: $from) @include(if: $reached) far: reach(from: 100) name @include(if: $named) }
      none: item(id: "0") { reach }
    }`,
    data: { one: { key: '1', t: 'Item', near: 6, far: 101 }, none: null },
  },
  {
    fact: 'provide the fields that the last link requires from the one before',
    query: '{ item { effort neighbours { reach effort name } } }',
    data: { item: { effort: 11, neighbours: [null, [{ reach: 2, effort: 11, name: 'Item 1' }], []] } },
  },
  {
    fact: 'are found from the end of the chain',
    query: '{ robot { holds { id sku effort below { id neighbours { name } } } } }',
    data: {
      robot: {
        holds: {
          id: '2',
          sku: 's2',
          effort: 21,
          below: [null, { id: '1', neighbours: [null, [{ name: 'Item 1' }], []] }],
        },
      },
    },
  },
  {
    fact: 'keep the errors of every link at their paths',
    query: '{ grid { name } robot { holds { label: name reach } } }',
    data: {
      grid: [[{ name: 'Item 1' }, null], [], [{ name: null }, { name: null }]],
      robot: { holds: { label: null, reach: 3 } },
    },
    errors: [
      { path: ['grid', 2, 0, 'name'], message: 'No name' },
      { path: ['robot', 'holds', 'label'], message: 'No name' },
    ],
  },
  {
    fact: 'are null when a non-null field of a missing entity is null',
    query: '{ grid { id effort } }',
    data: { grid: [[{ id: '1', effort: 11 }, null], [], [{ id: '2', effort: 21 }, null]] },
    errors: [{ path: ['grid', 2, 1, 'effort'] }],
  },
]);
