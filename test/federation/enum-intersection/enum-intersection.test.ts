import { describeCase } from '../conformance-case.ts';

describeCase(
  'an enum with different values in the subgraphs',
  {
    users: {
      typeDefs: `
        type Query { user: User hidden: User byKind(kind: Kind): [User] @shareable }
        type User @key(fields: "id") { id: ID! kind: Kind @shareable }
        enum Kind { STAFF GUEST ROBOT @inaccessible }
      `,
      resolvers: {
        Query: {
          user: () => ({ id: '1', kind: 'STAFF' }),
          hidden: () => ({ id: '2', kind: 'ROBOT' }),
          byKind: (_: unknown, { kind }: { kind: string }) => [{ id: '1', kind }],
        },
      },
    },
    directory: {
      typeDefs: `
        type Query { users: [User!]! byKind(kind: Kind): [User] @shareable }
        type User @key(fields: "id") { id: ID! kind: Kind @shareable }
        enum Kind { STAFF GUEST }
      `,
      resolvers: {
        Query: {
          users: () => [{ id: '1', kind: 'STAFF' }],
          byKind: (_: unknown, { kind }: { kind: string }) => [{ id: '1', kind }],
        },
        User: { __resolveReference: ({ id }: { id: string }) => ({ id, kind: 'GUEST' }) },
      },
    },
  },
  [
    {
      fact: 'answers a value that both subgraphs know',
      query: '{ user { kind } users { kind } }',
      data: { user: { kind: 'STAFF' }, users: [{ kind: 'STAFF' }] },
    },
    {
      fact: 'answers null and an error for a value that the API schema lacks',
      query: '{ hidden { id kind } }',
      data: { hidden: { id: '2', kind: null } },
      errors: [{ path: ['hidden', 'kind'] }],
    },
    {
      fact: 'is accepted as an argument, also by variable',
      query: 'query($kind: Kind = GUEST) { a: byKind(kind: STAFF) { kind } b: byKind(kind: $kind) { kind } }',
      data: { a: [{ kind: 'STAFF' }], b: [{ kind: 'GUEST' }] },
    },
  ],
);
