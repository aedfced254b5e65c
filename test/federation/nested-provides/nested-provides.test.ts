import { describeCase } from '../conformance-case.ts';

describeCase(
  '@provides through several levels',
  {
    shop: {
      typeDefs: `
        type Query { items: [Item] @provides(fields: "makers { id country { name } }") plain: [Item] }
        type Item @key(fields: "id") { id: ID! makers: [Maker] @external }
        type Maker @key(fields: "id") { id: ID! country: Country @external }
        type Country { name: String @external code: String @shareable }
      `,
      resolvers: {
        Query: {
          items: () => [{ id: '1', makers: [{ id: 'm', country: { name: 'Provided', code: 'P' } }] }],
          plain: () => [{ id: '1' }],
        },
      },
    },
    makers: {
      typeDefs: `
        type Item @key(fields: "id") { id: ID! makers: [Maker] @shareable }
        type Maker @key(fields: "id") { id: ID! country: Country @shareable staff: Int }
        type Country @shareable { name: String code: String }
      `,
      resolvers: {
        Item: { makers: () => [{ id: 'm' }] },
        Maker: { country: () => ({ name: 'Owned', code: 'O' }), staff: () => 3 },
      },
    },
  },
  [
    {
      fact: 'answers all levels from one subgraph',
      query: '{ items { id makers { id country { name } } } }',
      data: { items: [{ id: '1', makers: [{ id: 'm', country: { name: 'Provided' } }] }] },
      asked: ['shop'],
    },
    {
      fact: 'is completed with the fields that are not provided',
      query: '{ items { makers { staff country { name } } } }',
      data: { items: [{ makers: [{ staff: 3, country: { name: 'Provided' } }] }] },
    },
    {
      fact: 'does not apply to another field',
      query: '{ plain { makers { country { name code } } } }',
      data: { plain: [{ makers: [{ country: { name: 'Owned', code: 'O' } }] }] },
      asked: ['shop', 'makers'],
    },
  ],
);
