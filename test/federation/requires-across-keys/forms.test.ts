import { describeCase } from '../conformance-case.ts';
import type { TestSubgraph } from '../harness.ts';

interface Content {
  readonly __typename?: string;
  readonly mass?: number;
  readonly hardness?: number;
  readonly fragile?: boolean;
}
interface Parcel {
  readonly code?: string;
  readonly place?: { readonly row: number; readonly column: string };
  readonly price?: number | null;
  readonly content?: Content | null;
  readonly contents?: readonly (Content | null)[];
  readonly bill?: { readonly total?: number };
}

const stone: Content = { __typename: 'Stone', mass: 5, hardness: 9 };
const glass: Content = { __typename: 'Glass', mass: 1, fragile: true };
const contents = (id: string) => (id === '1' ? [stone, null, glass] : [glass]);
const resolveType = { __resolveType: ({ __typename }: { __typename: string }) => __typename };
const idOf = ({ id, code, place }: { id?: string; code?: string; place?: { row: number } }) => {
  return { id: id ?? code?.slice(1) ?? String(place?.row) };
};

/** Knows entities by their id alone. */
const lists: TestSubgraph = {
  typeDefs: `
    type Query { parcels: [Parcel] grid: [[Parcel!]!] sendable: [Sendable!]! anything: [Anything] }
    type Mutation { send(id: ID!): Parcel }
    type Subscription { sent: Parcel }
    interface Sendable { id: ID! }
    union Anything = Parcel | Letter
    type Parcel implements Sendable @key(fields: "id") { id: ID! }
    type Letter implements Sendable @key(fields: "id") { id: ID! }
  `,
  resolvers: {
    Query: {
      parcels: () => [{ id: '1' }, null, { id: '2' }],
      grid: () => [[{ id: '1' }], [], [{ id: '2' }, { id: '1' }]],
      sendable: () => [
        { __typename: 'Parcel', id: '1' },
        { __typename: 'Letter', id: '2' },
      ],
      anything: () => [{ __typename: 'Letter', id: '1' }, { __typename: 'Parcel', id: '2' }, null],
    },
    Mutation: { send: (_root: unknown, { id }: { id: string }) => ({ id }) },
    Subscription: {
      sent: {
        async *subscribe() {
          yield { sent: { id: '1' } };
          yield { sent: { id: '2' } };
        },
      },
    },
    Sendable: resolveType,
    Anything: resolveType,
  },
};

/** Knows every key, and all that others require. */
const registry: TestSubgraph = {
  typeDefs: `
    type Query { registered: Int }
    type Parcel @key(fields: "id") @key(fields: "code") @key(fields: "place { row column }") {
      id: ID!
      code: String!
      place: Place!
      price(currency: Currency = EUR): Int
      content: Content
      contents: [Anything]
      owner: Owner
    }
    type Letter @key(fields: "id") @key(fields: "code") { id: ID! code: String! stamp(worth: Int! = 1): Int }
    type Place @shareable { row: Int! column: String! }
    type Owner @key(fields: "id") { id: ID! discount(of: [Int!]): Int }
    enum Currency { EUR USD }
    interface Content { mass: Int }
    type Stone implements Content @shareable { mass: Int hardness: Int }
    type Glass implements Content @shareable { mass: Int fragile: Boolean }
    union Anything = Stone | Glass
  `,
  resolvers: {
    Parcel: {
      __resolveReference: idOf,
      code: ({ id }: { id: string }) => `p${id}`,
      place: ({ id }: { id: string }) => ({ row: Number(id), column: `c${id}` }),
      price: ({ id }: { id: string }, { currency }: { currency: string }) =>
        id === '1' ? (currency === 'EUR' ? 10 : 12) : null,
      content: ({ id }: { id: string }) => (id === '1' ? stone : glass),
      contents: ({ id }: { id: string }) => contents(id),
      owner: ({ id }: { id: string }) => (id === '1' ? { id: 'o' } : null),
    },
    Letter: {
      __resolveReference: idOf,
      code: ({ id }: { id: string }) => `l${id}`,
      stamp: ({ id }: { id: string }, { worth }: { worth: number }) => Number(id) * worth,
    },
    Owner: { discount: (_owner: unknown, { of }: { of: number[] }) => of.length },
    Content: resolveType,
    Anything: resolveType,
  },
};

/** Knows entities by the keys that only the registry tells, and computes from what the registry knows. */
const fees: TestSubgraph = {
  typeDefs: `
    type Query { dearest: Parcel }
    type Parcel @key(fields: "code") {
      code: String!
      price(currency: Currency = EUR): Int @external
      content: Content @external
      contents: [Anything] @external
      owner: Owner @external
      inDollars: String @requires(fields: "price(currency: USD)")
      inEuros(digits: Int = 0): String @requires(fields: "price(currency: EUR)")
      care: String @requires(fields: "content { mass ... on Glass { fragile } ... on Stone { hardness } }")
      cares: [String!] @requires(fields: "contents { ... on Glass { fragile mass } ... on Stone { hardness } }")
      bill: Bill @requires(fields: "price(currency: USD)")
      wrapped: Wrapped @requires(fields: "content { mass }")
      bills(max: Int = 2): [Bill] @requires(fields: "content { mass }")
      rebate: Int @requires(fields: "owner { discount(of: [1, 2]) }")
      risky: Int! @requires(fields: "content { mass }")
    }
    type Letter @key(fields: "code") {
      code: String!
      stamp(worth: Int! = 1): Int @external
      fee: String @requires(fields: "stamp(worth: 7)")
    }
    type Owner @key(fields: "id") {
      id: ID!
      discount(of: [Int!]): Int @external
      bonus: String @requires(fields: "discount(of: [3, 3, 3])")
    }
    type Bill @key(fields: "number") { number: ID! total: Int payer: Owner about: Parcel }
    enum Currency { EUR USD }
    interface Content { mass: Int }
    type Stone implements Content @shareable { mass: Int hardness: Int }
    type Glass implements Content @shareable { mass: Int fragile: Boolean }
    union Anything = Stone | Glass
    union Wrapped = Stone | Bill
  `,
  resolvers: {
    Query: { dearest: () => ({ code: 'p1' }) },
    Parcel: {
      inDollars: ({ price }: Parcel) => `$${String(price)}`,
      inEuros: ({ price }: Parcel, { digits }: { digits: number }) => `€${String(price)}.${'0'.repeat(digits)}`,
      care: ({ content }: Parcel) => JSON.stringify(content),
      cares: ({ contents: given }: Parcel) => given?.map((one) => JSON.stringify(one)),
      bill: ({ code, price }: Parcel) => (price === null ? null : { number: `b${code}`, total: price }),
      wrapped: ({ code, content }: Parcel) =>
        content?.mass === 5 ? { ...stone, mass: 6 } : { __typename: 'Bill', number: `b${code}-1`, total: 3 },
      bills: ({ code, content }: Parcel, { max }: { max: number }) =>
        Array.from({ length: max }, (_item, index) => ({ number: `b${code}-${index}`, total: content?.mass })),
      rebate: (parcel: { owner?: { discount: number } | null }) => parcel.owner?.discount,
      risky: ({ content }: Parcel) => (content?.mass === 5 ? 5 : Promise.reject(new Error('Too light'))),
    },
    Letter: { fee: ({ stamp }: { stamp: number }) => `#${stamp}` },
    Owner: { bonus: ({ discount }: { discount: number }) => `+${discount}` },
    Bill: {
      payer: () => ({ id: 'o' }),
      about: ({ number }: { number: string }) => ({ code: number.slice(1, 3) }),
    },
    Content: resolveType,
    Anything: resolveType,
    Wrapped: resolveType,
  },
};

/** Requires what is computed, under a nested key. */
const archive: TestSubgraph = {
  typeDefs: `
    type Query { archived: Int }
    type Parcel @key(fields: "place { row column }") {
      place: Place!
      bill: Bill @external
      label: String @requires(fields: "bill { total }")
    }
    type Place @shareable { row: Int! column: String! }
    type Bill @key(fields: "number") { number: ID! total: Int @external paid: Boolean }
  `,
  resolvers: {
    Parcel: { label: ({ bill, place }: Parcel) => `${place?.row}${place?.column} ${JSON.stringify(bill)}` },
    Bill: { paid: ({ number }: { number: string }) => number.endsWith('1') },
  },
};

describeCase(
  '@requires in all its forms, with key and required fields from a third subgraph,',
  { lists, registry, fees, archive },
  [
    {
      fact: 'is answered with arguments of the required field',
      query: '{ parcels { inDollars } }',
      data: { parcels: [{ inDollars: '$12' }, null, { inDollars: '$null' }] },
      asked: ['lists', 'registry', 'fees'],
    },
    {
      fact: 'is answered with several arguments of one required field, and with arguments of the client',
      query:
        'query($n: Int = 1) { grid { inDollars price inEuros(digits: $n) inDollars2: inEuros usd: price(currency: USD) } }',
      data: {
        grid: [
          [{ inDollars: '$12', price: 10, inEuros: '€10.0', inDollars2: '€10.', usd: 12 }],
          [],
          [
            { inDollars: '$null', price: null, inEuros: '€null.0', inDollars2: '€null.', usd: null },
            { inDollars: '$12', price: 10, inEuros: '€10.0', inDollars2: '€10.', usd: 12 },
          ],
        ],
      },
    },
    {
      fact: 'is answered with several arguments of one required field at once, when its own subgraph has the key',
      query: '{ dearest { inDollars inEuros } }',
      data: { dearest: { inDollars: '$12', inEuros: '€10.' } },
    },
    {
      fact: 'is answered with the argument of the required field below another computed field',
      query: '{ dearest { bills(max: 1) { payer { bonus discount(of: 1) } } } }',
      data: { dearest: { bills: [{ payer: { bonus: '+3', discount: 1 } }] } },
    },
    {
      fact: 'is answered with fragments on an interface',
      query: '{ parcels { care content { ... on Stone { mass: hardness } } } }',
      data: {
        parcels: [
          { care: '{"__typename":"Stone","mass":5,"hardness":9}', content: { mass: 9 } },
          null,
          { care: '{"__typename":"Glass","mass":1,"fragile":true}', content: {} },
        ],
      },
    },
    {
      fact: 'is answered with fragments on a union in a list',
      query: '{ parcels { cares } }',
      data: {
        parcels: [
          {
            cares: ['{"__typename":"Stone","hardness":9}', 'null', '{"__typename":"Glass","fragile":true,"mass":1}'],
          },
          null,
          { cares: ['{"__typename":"Glass","fragile":true,"mass":1}'] },
        ],
      },
    },
    {
      fact: 'is answered when its value is an object with fields in other subgraphs',
      query: '{ parcels { bill { total paid payer { id discount(of: [1]) } } } }',
      data: { parcels: [{ bill: { total: 12, paid: true, payer: { id: 'o', discount: 1 } } }, null, { bill: null }] },
    },
    {
      fact: 'is answered when its value is of a union, each member with its own fields',
      query: '{ parcels { wrapped { __typename ... on Stone { mass } ... on Bill { paid about { inEuros } } } } }',
      data: {
        parcels: [
          { wrapped: { __typename: 'Stone', mass: 6 } },
          null,
          { wrapped: { __typename: 'Bill', paid: true, about: { inEuros: '€null.' } } },
        ],
      },
    },
    {
      fact: 'is answered when its value is a list of objects, with computed fields below',
      query: 'query($m: Int) { parcels { list: bills(max: $m) { number paid about { __typename inDollars code } } } }',
      variables: { m: 1 },
      data: {
        parcels: [
          { list: [{ number: 'bp1-0', paid: false, about: { __typename: 'Parcel', inDollars: '$12', code: 'p1' } }] },
          null,
          { list: [{ number: 'bp2-0', paid: false, about: { __typename: 'Parcel', inDollars: '$null', code: 'p2' } }] },
        ],
      },
    },
    {
      fact: 'is answered when the required field is itself computed',
      query: '{ parcels { label } }',
      data: { parcels: [{ label: '1c1 {"total":12}' }, null, { label: '2c2 null' }] },
    },
    {
      fact: 'is answered with arguments below an entity of another subgraph',
      query: '{ parcels { rebate owner { discount(of: 3) } } }',
      data: { parcels: [{ rebate: 2, owner: { discount: 1 } }, null, { rebate: null, owner: null }] },
    },
    {
      fact: 'is answered behind an interface and a union, each member with its own fields',
      query: `{
      sendable { __typename ... on Parcel { id: inDollars } ... on Letter { id: fee } }
      anything { t: __typename ... on Sendable { id ... on Letter { fee } } ... on Parcel { label bill { paid } } }
    }`,
      data: {
        sendable: [
          { __typename: 'Parcel', id: '$12' },
          { __typename: 'Letter', id: '#14' },
        ],
        anything: [{ t: 'Letter', id: '1', fee: '#7' }, { t: 'Parcel', id: '2', label: '2c2 null', bill: null }, null],
      },
    },
    {
      fact: 'is answered in the payloads of mutations, one after the other',
      query: 'mutation { a: send(id: 1) { inDollars bill { paid } } b: send(id: 2) { label care } }',
      data: {
        a: { inDollars: '$12', bill: { paid: true } },
        b: { label: '2c2 null', care: '{"__typename":"Glass","mass":1,"fragile":true}' },
      },
    },
    {
      fact: 'is answered from its own subgraph through the other ones',
      query: '{ dearest { inDollars care label bill { about { cares } } } }',
      data: {
        dearest: {
          inDollars: '$12',
          care: '{"__typename":"Stone","mass":5,"hardness":9}',
          label: '1c1 {"total":12}',
          bill: {
            about: {
              cares: ['{"__typename":"Stone","hardness":9}', 'null', '{"__typename":"Glass","fragile":true,"mass":1}'],
            },
          },
        },
      },
    },
    {
      fact: 'is left out when @skip or @include says so',
      query:
        'query($yes: Boolean = true, $no: Boolean!) { parcels { id inDollars @include(if: $no) ... @skip(if: $yes) { care } } }',
      variables: { no: false },
      data: { parcels: [{ id: '1' }, null, { id: '2' }] },
      asked: ['lists'],
    },
    {
      fact: 'keeps the path of an error',
      query: '{ parcels { id risk: risky inDollars } }',
      data: { parcels: [{ id: '1', risk: 5, inDollars: '$12' }, null, null] },
      errors: [{ path: ['parcels', 2, 'risk'], message: 'Too light' }],
    },
  ],
);
