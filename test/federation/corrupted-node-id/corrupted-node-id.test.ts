import { describeCase } from '../conformance-case.ts';

const chat = { __typename: 'Chat', id: 'c1', text: 'Hello', writer: { id: 'p1' } };

describeCase(
  'an id of a Node that only some subgraphs answer',
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
      fact: 'leads to another subgraph and back',
      query: '{ person { id chats { id writer { id nick chats { text } } } } }',
      data: {
        person: { id: 'p1', chats: [{ id: 'c1', writer: { id: 'p1', nick: 'Ann', chats: [{ text: 'Hello' }] } }] },
      },
    },
    {
      fact: 'leads from a node to the fields of its other subgraph',
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

describeCase(
  'a key that a subgraph marks as external',
  {
    nodes: {
      typeDefs: `
        type Query { node(id: ID!): Node person: Person chats: [Chat!]! }
        interface Node { id: ID! }
        type Person implements Node @key(fields: "id") { id: ID! nick: String! }
        type Chat implements Node @key(fields: "id") { id: ID! title: String }
      `,
      resolvers: {
        Query: {
          node: (_: unknown, { id }: { id: string }) =>
            id.startsWith('c') ? { __typename: 'Chat', id: 'made up' } : { __typename: 'Person', id, nick: 'Ann' },
          person: () => ({ id: 'p1', nick: 'Ann' }),
          chats: () => [{ id: 'made up' }],
        },
        Node: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
        Person: { __resolveReference: ({ id }: { id: string }) => ({ id, nick: 'Ann' }) },
        Chat: { title: ({ id }: { id: string }) => `Title of ${id}` },
      },
    },
    chats: {
      typeDefs: 'type Query { chat: Chat } type Chat @key(fields: "id") { id: ID! text: String }',
      resolvers: {
        Query: { chat: () => ({ id: 'c1', text: 'Hello' }) },
        Chat: { __resolveReference: () => ({ id: 'c1', text: 'Hello' }) },
      },
    },
  },
  [
    {
      fact: 'is sent in representations, but answered by its owner',
      query: '{ chat { id title text } }',
      data: { chat: { id: 'c1', title: 'Title of c1', text: 'Hello' } },
      asked: ['chats', 'nodes'],
    },
    {
      fact: 'is an error when no subgraph can answer it for every member',
      query: '{ node(id: "c1") { id } person { id nick } }',
      data: { node: null, person: { id: 'p1', nick: 'Ann' } },
      errors: [{ path: ['node'] }],
      asked: ['nodes'],
    },
    {
      fact: 'does not lead to other subgraphs',
      query: '{ chats { text } person { nick } }',
      data: null,
      errors: [{ path: ['chats'] }],
    },
    {
      fact: 'does not affect fields that need no key',
      query: '{ chats { title } node(id: "p1") { ... on Person { id } ... on Chat { title } } }',
      data: { chats: [{ title: 'Title of made up' }], node: { id: 'p1' } },
    },
  ],
  { rewriteSupergraph: (sdl) => markExternal(sdl, 'Chat', 'NODES') },
);

/** As Apollo's composition writes it where a plain type's own key is marked: it refuses what cannot be reached so. */
function markExternal(sdl: string, type: string, graph: string): string {
  const [head, ...rest] = sdl.split(new RegExp(`(?<=^type ${type} [^{]*\\{)`, 'm'));
  const joins = `@join__field(graph: ${graph}, external: true) @join__field(graph: CHATS)`;
  return `${head}${rest.join('').replace('id: ID!', `id: ID! ${joins}`)}`;
}
