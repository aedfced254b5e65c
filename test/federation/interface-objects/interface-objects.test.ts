import { describeCase } from '../conformance-case.ts';
import type { TestSubgraph } from '../harness.ts';

interface User {
  readonly __typename: string;
  readonly id: string;
  readonly name: string;
  readonly age?: number;
}
const users: readonly User[] = [
  { __typename: 'Admin', id: 'a', name: 'Ann' },
  { __typename: 'Member', id: 'm', name: 'Max', age: 7 },
];
const find = ({ id }: { id: string }) => users.find((user) => user.id === id);

const accounts: TestSubgraph = {
  typeDefs: `
    type Query { users: [User!]! admin: Admin }
    interface User @key(fields: "id") { id: ID! name: String! }
    type Admin implements User @key(fields: "id") { id: ID! name: String! rank: Int }
    type Member implements User @key(fields: "id") { id: ID! name: String! age: Int }
  `,
  resolvers: {
    Query: { users: () => users, admin: () => users[0] },
    User: { __resolveReference: find, __resolveType: ({ __typename }: User) => __typename },
    Admin: { __resolveReference: find, rank: () => 1 },
    Member: { __resolveReference: find },
  },
};
const posts: TestSubgraph = {
  typeDefs: `
    type Query { newest: User! writers: [User!]! }
    type User @key(fields: "id") @interfaceObject {
      id: ID!
      name: String! @external
      active: Boolean
      posts(first: Int = 1): [Post!]!
      signature: String! @requires(fields: "name")
    }
    type Post @key(fields: "id") { id: ID! writer: User! }
  `,
  resolvers: {
    Query: { newest: () => ({ id: 'm' }), writers: () => [{ id: 'm' }, { id: 'a' }, { id: 'm' }] },
    User: {
      active: ({ id }: { id: string }) => id === 'a',
      posts: ({ id }: { id: string }, { first }: { first: number }) =>
        Array.from({ length: first }, (_item, index) => ({ id: `${id}${index}`, writer: { id } })),
      signature: ({ name }: { name?: string }) => `-- ${name ?? '?'}`,
    },
    Post: { __resolveReference: ({ id }: { id: string }) => ({ id, writer: { id: id.slice(0, 1) } }) },
  },
};

describeCase('an interface object', { accounts, posts }, [
  {
    fact: 'adds fields to every member',
    query: '{ users { id name active posts { id } } }',
    data: {
      users: [
        { id: 'a', name: 'Ann', active: true, posts: [{ id: 'a0' }] },
        { id: 'm', name: 'Max', active: false, posts: [{ id: 'm0' }] },
      ],
    },
    asked: ['accounts', 'posts'],
  },
  {
    fact: 'adds fields to one member',
    query: '{ admin { rank active signature } }',
    data: { admin: { rank: 1, active: true, signature: '-- Ann' } },
  },
  {
    fact: 'gets its object type and fields from the owner',
    query: '{ newest { __typename id name ... on Member { age } } }',
    data: { newest: { __typename: 'Member', id: 'm', name: 'Max', age: 7 } },
    asked: ['posts', 'accounts'],
  },
  {
    fact: 'answers its own fields without the owner',
    query: '{ newest { id active } }',
    data: { newest: { id: 'm', active: false } },
    asked: ['posts'],
  },
  {
    fact: 'gets required fields from the owner',
    query: '{ writers { signature } newest { posts(first: 2) { writer { signature } } } }',
    data: {
      writers: [{ signature: '-- Max' }, { signature: '-- Ann' }, { signature: '-- Max' }],
      newest: { posts: [{ writer: { signature: '-- Max' } }, { writer: { signature: '-- Max' } }] },
    },
  },
  {
    fact: 'answers its own fields below a condition on a member, without the key',
    query: '{ writers { ... on Admin { active posts { writer { ... on Admin { signature rank } } } } } }',
    data: {
      writers: [{}, { active: true, posts: [{ writer: { signature: '-- Ann', rank: 1 } }] }, {}],
    },
  },
  {
    fact: 'answers different fields for several members, required ones among them',
    query: '{ writers { ... on Admin { active posts { id } } ... on Member { signature id: active } } }',
    data: {
      writers: [
        { signature: '-- Max', id: false },
        { active: true, posts: [{ id: 'a0' }] },
        { signature: '-- Max', id: false },
      ],
    },
  },
  {
    fact: 'answers its key for one member and another field for another',
    query: '{ users { posts { writer { ... on Admin { active } ... on Member { id } } } } }',
    data: { users: [{ posts: [{ writer: { active: true } }] }, { posts: [{ writer: { id: 'm' } }] }] },
  },
  {
    fact: 'answers the same field with other arguments for each member',
    query: '{ users { ... on Admin { posts(first: 0) { id } } ... on Member { posts { number: id } } } }',
    data: { users: [{ posts: [] }, { posts: [{ number: 'm0' }] }] },
  },
  {
    fact: 'answers its own fields below a condition on a member, reached through the owner',
    query: '{ users { posts { writer { ... on Member { active } } } } }',
    data: { users: [{ posts: [{ writer: {} }] }, { posts: [{ writer: { active: false } }] }] },
  },
]);

const lost: TestSubgraph = {
  ...accounts,
  resolvers: {
    ...accounts.resolvers,
    User: {
      __resolveType: ({ __typename }: User) => __typename,
      __resolveReference: (key: { id: string }) =>
        key.id === 'a' ? Promise.reject(new Error('No account')) : find(key),
    },
  },
};

describeCase('an interface object whose owner fails', { accounts: lost, posts }, [
  {
    fact: 'is null when the response depends on its type',
    query: '{ writers { active ... on Member { age } } }',
    data: null,
    errors: [{ path: ['writers', 1], message: 'No account' }],
  },
  {
    fact: 'keeps its own fields when the response does not depend on its type',
    query: '{ newest { id } writers { id active } }',
    data: {
      newest: { id: 'm' },
      writers: [
        { id: 'm', active: false },
        { id: 'a', active: true },
        { id: 'm', active: false },
      ],
    },
  },
]);

describeCase(
  'a non-resolvable interface object',
  {
    accounts,
    orders: {
      typeDefs: `
        type Query { orders: [Order!]! }
        type Order { number: Int! buyer: User! }
        type User @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }
      `,
      resolvers: {
        Query: {
          orders: () => [
            { number: 1, buyer: { id: 'm' } },
            { number: 2, buyer: { id: 'a' } },
          ],
        },
      },
    },
  },
  [
    {
      fact: 'refers to its owner',
      query: '{ orders { number buyer { id name __typename ... on Admin { rank } } } }',
      data: {
        orders: [
          { number: 1, buyer: { id: 'm', name: 'Max', __typename: 'Member' } },
          { number: 2, buyer: { id: 'a', name: 'Ann', __typename: 'Admin', rank: 1 } },
        ],
      },
      asked: ['orders', 'accounts'],
    },
    {
      fact: 'answers its key alone',
      query: '{ orders { buyer { id } } }',
      data: { orders: [{ buyer: { id: 'm' } }, { buyer: { id: 'a' } }] },
      asked: ['orders'],
    },
  ],
);

describeCase(
  'an interface object that another one extends',
  {
    accounts,
    posts,
    badges: {
      typeDefs: `
        type Query { badge: Badge! }
        type Badge { holder: User! }
        type User @key(fields: "id") @interfaceObject {
          id: ID! active: Boolean @external badges: [String!]! @requires(fields: "active")
        }
      `,
      resolvers: {
        Query: { badge: () => ({ holder: { id: 'a' } }) },
        User: { badges: ({ active }: { active: boolean }) => (active ? ['active'] : []) },
      },
    },
  },
  [
    {
      fact: 'provides the fields that the second one requires',
      query: '{ users { badges } }',
      data: { users: [{ badges: ['active'] }, { badges: [] }] },
    },
    {
      fact: 'is reached from the second one',
      query: '{ badge { holder { active badges name posts { id } } } }',
      data: { badge: { holder: { active: true, badges: ['active'], name: 'Ann', posts: [{ id: 'a0' }] } } },
    },
  ],
);

describeCase(
  'an interface object whose owner comes after the others by name',
  {
    'z-accounts': accounts,
    posts,
    orders: {
      typeDefs: `
        type Query { orders: [Order!]! }
        union Buyable = Order | Voucher
        type Voucher { giver: User }
        type Order { number: Int! buyer: User! bought: Buyable }
        type User @key(fields: "id") @interfaceObject { id: ID! budget: Int }
      `,
      resolvers: {
        Query: {
          orders: () => [
            { number: 1, buyer: { id: 'm' }, bought: { __typename: 'Voucher', giver: { id: 'a' } } },
            { number: 2, buyer: { id: 'a' }, bought: null },
          ],
        },
        User: { budget: ({ id }: { id: string }) => (id === 'a' ? 100 : 5) },
      },
    },
  },
  [
    {
      fact: 'answers the fields of one member',
      query: '{ orders { buyer { ... on Admin { rank } } } newest { ... on Member { age } } }',
      data: { orders: [{ buyer: {} }, { buyer: { rank: 1 } }], newest: { age: 7 } },
    },
    {
      fact: 'answers fields of all subgraphs for every member, with its object type',
      query: `{ orders { bought { ... on Voucher { giver { __typename id ... on User { name } ... on Admin { rank budget } } } }
        buyer { budget active type: __typename ... on Member { age signature posts { writer { ... on Member { age } } } } } } }`,
      data: {
        orders: [
          {
            bought: { giver: { __typename: 'Admin', id: 'a', name: 'Ann', rank: 1, budget: 100 } },
            buyer: {
              budget: 5,
              active: false,
              type: 'Member',
              age: 7,
              signature: '-- Max',
              posts: [{ writer: { age: 7 } }],
            },
          },
          { bought: null, buyer: { budget: 100, active: true, type: 'Admin' } },
        ],
      },
    },
  ],
);

describeCase(
  'two interface objects of one entity in one subgraph',
  {
    people: {
      typeDefs: `
        type Query { employee: Employee badged: Badged seated: Seated }
        interface Badged @key(fields: "id") { id: ID! }
        interface Seated @key(fields: "id") { id: ID! }
        type Employee implements Badged & Seated @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: {
          employee: () => ({ id: 'e1' }),
          badged: () => ({ __typename: 'Employee', id: 'e1' }),
          seated: () => ({ __typename: 'Employee', id: 'e1' }),
        },
        Employee: { __resolveReference: ({ id }: { id: string }) => ({ id }) },
        Badged: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Employee', id }) },
        Seated: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Employee', id }) },
      },
    },
    facilities: {
      typeDefs: `
        type Query { newest: Badged }
        type Badged @key(fields: "id") @interfaceObject { id: ID! badge: String }
        type Seated @key(fields: "id") @interfaceObject { id: ID! desk: String neighbour: Badged }
      `,
      resolvers: {
        Query: { newest: () => ({ id: 'e1' }) },
        Badged: { badge: ({ id }: { id: string }) => `badge of ${id}` },
        Seated: { desk: ({ id }: { id: string }) => `desk of ${id}`, neighbour: () => ({ id: 'e2' }) },
      },
    },
  },
  [
    {
      fact: 'answers the fields of the second one',
      query: '{ employee { desk } }',
      data: { employee: { desk: 'desk of e1' } },
      asked: ['people', 'facilities'],
    },
    {
      fact: 'answers the fields of both in one request',
      query: '{ employee { badge desk } }',
      data: { employee: { badge: 'badge of e1', desk: 'desk of e1' } },
      asked: ['people', 'facilities'],
    },
    {
      fact: 'answers them below a condition, from either interface',
      query: '{ seated { ... on Employee { desk badge } } badged { ... on Employee { desk } } }',
      data: { seated: { desk: 'desk of e1', badge: 'badge of e1' }, badged: { desk: 'desk of e1' } },
    },
    {
      fact: 'leads from one to the other when the object comes from the interface object itself',
      query: '{ newest { badge ... on Employee { desk neighbour { badge ... on Employee { desk } } } } }',
      data: {
        newest: {
          badge: 'badge of e1',
          desk: 'desk of e1',
          neighbour: { badge: 'badge of e2', desk: 'desk of e2' },
        },
      },
    },
  ],
);

describeCase(
  'an interface object that no type implements',
  {
    owner: { typeDefs: 'interface Thing @key(fields: "id") { id: ID! } type Query { nothing: Thing }' },
    notes: {
      typeDefs: `
        type Query { thing: Thing things: [Thing!]! }
        type Thing @key(fields: "id", resolvable: false) @interfaceObject { id: ID! note: String }
      `,
      resolvers: {
        Query: { thing: () => ({ id: 't1', note: 'One' }), things: () => [{ id: 't1', note: 'One' }, { id: 't2' }] },
      },
    },
  },
  [
    {
      fact: 'answers the fields that need no type',
      query: '{ thing { id ... on Thing { note } } things { note } }',
      data: { thing: { id: 't1', note: 'One' }, things: [{ note: 'One' }, { note: null }] },
      asked: ['notes'],
    },
    {
      fact: 'is an error when its type is selected',
      query: '{ thing { __typename id } nothing { __typename } }',
      data: { thing: null, nothing: null },
      errors: [{ path: ['thing'] }],
    },
  ],
);
