import { describeCase } from '../conformance-case.ts';

const chat = { __typename: 'Chat', id: 'c1', text: 'Hello', writer: { id: 'p1' } };

describeCase(
  'an id that only some subgraphs of a Node give',
  {
    accounts: {
      typeDefs: `
        type Query { person: Person node(id: ID!): Node }
        interface Node { id: ID! }
        type Person implements Node @key(fields: "id") { id: ID! nick: String! }
        type Chat implements Node @key(fields: "id") { id: ID! text: String! @shareable }
      `,
      resolvers: {
        Query: {
          person: () => ({ id: 'p1', nick: 'Ann' }),
          node: (_: unknown, { id }: { id: string }) =>
            id === 'c1' ? chat : { __typename: 'Person', id, nick: 'Ann' },
        },
        Node: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
        Person: { __resolveReference: ({ id }: { id: string }) => ({ id, nick: 'Ann' }) },
      },
    },
    chats: {
      typeDefs: `
        type Query { chat: Chat }
        interface Node { id: ID! }
        type Person @key(fields: "id") { id: ID! chats: [Chat!]! }
        type Chat implements Node @key(fields: "id") { id: ID! text: String! @shareable writer: Person! }
      `,
      resolvers: {
        Query: { chat: () => chat },
        Chat: { __resolveReference: () => chat },
        Person: { chats: () => [chat] },
      },
    },
  },
  [
    {
      fact: 'is followed there and back',
      query: '{ person { id chats { id writer { id nick chats { text } } } } }',
      data: {
        person: { id: 'p1', chats: [{ id: 'c1', writer: { id: 'p1', nick: 'Ann', chats: [{ text: 'Hello' }] } }] },
      },
    },
    {
      fact: 'leads from a node to fields of its other subgraph',
      query: 'query($id: ID!) { node(id: $id) { id ... on Chat { writer { nick } } ... on Person { chats { id } } } }',
      variables: { id: 'c1' },
      data: { node: { id: 'c1', writer: { nick: 'Ann' } } },
    },
    {
      fact: 'is enough for a fragment on Node itself',
      query: '{ chat { ... on Node { id } } node(id: "p1") { ... on Node { __typename id } } }',
      data: { chat: { id: 'c1' }, node: { __typename: 'Person', id: 'p1' } },
    },
  ],
);
