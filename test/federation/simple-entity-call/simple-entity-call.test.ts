import { describeCase } from '../conformance-case.ts';

const mails: Record<string, string> = { u1: 'ann@example.com', u2: 'bob@example.com' };

describeCase(
  'an entity with a key other than its id',
  {
    mailboxes: {
      typeDefs:
        'type Query { user: User users: [User!]! } type User @key(fields: "id") { id: ID! mail: String! @shareable }',
      resolvers: {
        Query: { user: () => ({ id: 'u1' }), users: () => [{ id: 'u1' }, { id: 'u2' }] },
        User: { mail: ({ id }: { id: string }) => mails[id] },
      },
    },
    names: {
      typeDefs: 'type User @key(fields: "mail") { mail: String! nickname: String! }',
      resolvers: { User: { nickname: ({ mail }: { mail: string }) => mail.split('@')[0] } },
    },
  },
  [
    {
      fact: 'is completed by that key',
      query: '{ user { id nickname } }',
      data: { user: { id: 'u1', nickname: 'ann' } },
      asked: ['mailboxes', 'names'],
    },
    {
      fact: 'is completed in a list',
      query: '{ users { nickname } }',
      data: { users: [{ nickname: 'ann' }, { nickname: 'bob' }] },
      asked: ['mailboxes', 'names'],
    },
    {
      fact: 'needs no second subgraph for the key itself',
      query: '{ user { mail } }',
      data: { user: { mail: 'ann@example.com' } },
      asked: ['mailboxes'],
    },
  ],
);
