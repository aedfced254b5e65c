import { describeCase } from '../conformance-case.ts';

describeCase(
  'the parts of a value that several subgraphs answer through the parent entity',
  {
    names: {
      typeDefs: `
        type Query { goods: [Good] }
        type Good @key(fields: "id") { id: ID! group: Group @shareable }
        type Group @shareable { name: String }
      `,
      resolvers: {
        Query: {
          goods: () => [
            { id: '1', group: { name: 'Group 1' } },
            { id: '2', group: null },
          ],
        },
        Good: { group: ({ id }: { id: string }) => ({ name: `Group ${id}` }) },
      },
    },
    details: {
      typeDefs: `
        type Good @key(fields: "id group { id }") { id: ID! group: Group size: Int }
        type Group @key(fields: "id") { id: ID! details: String @shareable }
      `,
      resolvers: {
        Good: { size: ({ group }: { group: { id: string } }) => Number(group.id) + 1 },
        Group: { details: ({ id }: { id: string }) => `Details ${id}` },
      },
    },
    groups: {
      typeDefs: `
        type Query { good(id: ID!): Good }
        type Good @key(fields: "id") { id: ID! group: Group @shareable }
        type Group @key(fields: "id", resolvable: false) { id: ID! name: String @shareable }
      `,
      resolvers: {
        Query: { good: (_root: unknown, { id }: { id: string }) => ({ id }) },
        Good: { group: ({ id }: { id: string }) => ({ id: `${id}0`, name: `Group ${id}` }) },
      },
    },
  },
  [
    {
      fact: 'are merged',
      query: '{ good(id: 1) { id size group { id name details __typename } } }',
      data: {
        good: { id: '1', size: 11, group: { id: '10', name: 'Group 1', details: 'Details 10', __typename: 'Group' } },
      },
    },
    {
      fact: 'are merged in a list, under aliases',
      query: '{ goods { g: group { n: name d: details } s: size } }',
      data: {
        goods: [
          { g: { n: 'Group 1', d: 'Details 10' }, s: 11 },
          { g: { n: 'Group 2', d: 'Details 20' }, s: 21 },
        ],
      },
    },
  ],
);
