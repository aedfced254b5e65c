import { describeCase } from '../conformance-case.ts';

const withArguments = `_with_${Buffer.from('currency: "USD"').toString('hex')}_price`;

describeCase(
  'a name that plans also use',
  {
    shop: {
      typeDefs: `
        type Query { products(first: ID): [Product] }
        type Product @key(fields: "id") { id: ID! name(mark: String): String price(currency: String): Int @shareable }
      `,
      resolvers: {
        Query: { products: () => [{ id: '1' }] },
        Product: {
          name: (_product: unknown, { mark }: { mark: string }) => `Name${mark}`,
          price: (_product: unknown, { currency }: { currency: string }) => (currency === 'USD' ? 100 : 5),
        },
      },
    },
    costs: {
      typeDefs: `
        type Product @key(fields: "id") {
          id: ID!
          price(currency: String): Int @external
          cost: Int @requires(fields: "price(currency: \\"USD\\")")
          note(text: ID): String
        }
      `,
      resolvers: {
        Product: {
          cost: ({ price }: { price: number }) => price,
          note: (_product: unknown, { text }: { text: string }) => text,
        },
      },
    },
  },
  [
    {
      fact: 'may be the name of a variable',
      query:
        'query ($representations: ID, $_representations: ID) { products { note(text: $representations) other: note(text: $_representations) } }',
      variables: { representations: 'A', _representations: 'B' },
      data: { products: [{ note: 'A', other: 'B' }] },
    },
    {
      fact: 'may be a variable that every object inherits as a property, given or not',
      query: `query ($constructor: ID, $toString: ID, $hasOwnProperty: String) {
        products(first: $constructor) { name(mark: $hasOwnProperty) a: note(text: $constructor) b: note(text: $toString) }
      }`,
      variables: { toString: 'B' },
      data: { products: [{ name: 'Nameundefined', a: null, b: 'B' }] },
    },
    {
      fact: 'may be a response name that every object inherits as a property',
      query: `{ constructor: products { toString: note(text: "A") valueOf: name(mark: "!") hasOwnProperty: cost } }`,
      data: { constructor: [{ toString: 'A', valueOf: 'Name!', hasOwnProperty: 100 }] },
    },
    {
      fact: 'is refused as an alias when it is __proto__',
      query: '{ __proto__: products { name } }',
      data: undefined,
      errors: [{ message: '"__proto__" cannot be an alias' }],
    },
    {
      fact: 'is refused as a variable when it is __proto__',
      query: 'query ($__proto__: ID) { products(first: $__proto__) { name } }',
      data: undefined,
      errors: [{ message: '"__proto__" cannot be the name of a variable' }],
    },
    {
      fact: 'may be the name of a variable when one fetch is for several paths',
      query: `query ($representations0: ID, $representations1: ID) {
        a: products { note(text: $representations0) } b: products { name(mark: "!") note(text: $representations1) }
      }`,
      variables: { representations0: 'A', representations1: 'B' },
      data: { a: [{ note: 'A' }], b: [{ name: 'Name!', note: 'B' }] },
    },
    {
      fact: 'does not let a client choose what a field is computed from',
      query: `{ products { ${withArguments}: name(mark: "?") cost } }`,
      data: { products: [{ [withArguments]: 'Name?', cost: 100 }] },
    },
    {
      fact: 'is kept apart from the required fields, whichever comes first',
      query: `{ products { cost ${withArguments}: id } }`,
      data: { products: [{ cost: 100, [withArguments]: '1' }] },
    },
    {
      fact: 'may be an alias of any field',
      query:
        '{ products { _or_1_x: id _as_x: cost _e0: note(text: 1) _entities: id toString: cost __typename: id id: cost price(currency: "EUR") } }',
      data: {
        products: [
          { _or_1_x: '1', _as_x: 100, _e0: '1', _entities: '1', toString: 100, __typename: '1', id: 100, price: 5 },
        ],
      },
    },
  ],
);
