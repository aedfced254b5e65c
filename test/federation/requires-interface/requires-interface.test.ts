import { describeCase } from '../conformance-case.ts';

interface User {
  readonly id: string;
  readonly address?: { readonly street?: string; readonly __typename?: string };
}
const address = { __typename: 'Home', id: 'h', street: 'Main Street' };

describeCase(
  '@requires of an interface whose members are entities',
  {
    users: {
      typeDefs: `
        type Query { user: User }
        type User @key(fields: "id") { id: ID! address: Address @external name: String greeting: String @requires(fields: "address { street }") }
        interface Address { id: ID! street: String }
        type Home implements Address @key(fields: "id") { id: ID! street: String @external }
        type Office implements Address @key(fields: "id") { id: ID! street: String @external }
      `,
      resolvers: {
        Query: { user: () => ({ id: '1', name: 'Ann' }) },
        User: { greeting: ({ address: given }: User) => `Hello, ${given?.street ?? '?'}` },
        Address: { __resolveType: () => 'Home' },
      },
    },
    addresses: {
      typeDefs: `
        type User @key(fields: "id") { id: ID! address: Address }
        interface Address { id: ID! street: String }
        type Home implements Address @key(fields: "id") { id: ID! street: String }
        type Office implements Address @key(fields: "id") { id: ID! street: String }
      `,
      resolvers: {
        User: { address: () => address },
        Address: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      },
    },
  },
  [
    {
      fact: 'is sent for every member',
      query: '{ user { greeting } }',
      data: { user: { greeting: 'Hello, Main Street' } },
    },
    {
      fact: 'is answered when it is selected, too',
      query: '{ user { name greeting address { __typename street } } }',
      data: {
        user: { name: 'Ann', greeting: 'Hello, Main Street', address: { __typename: 'Home', street: 'Main Street' } },
      },
    },
  ],
);
