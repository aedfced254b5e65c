import { describeCase } from '../conformance-case.ts';

const resolveType = { __resolveType: ({ kind }: { kind: string }) => kind };

describeCase(
  'members of a union and an interface that are spread over subgraphs',
  {
    kitchen: {
      typeDefs: `
        type Query { devices: [Device] wash: Machine }
        union Device = Oven | Toaster
        interface Machine { id: ID! }
        type Oven implements Machine @key(fields: "id") { id: ID! }
        type Toaster implements Machine @key(fields: "id") { id: ID! warranty: Int }
        type Dryer implements Machine @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: {
          devices: () => [{ kind: 'Toaster', id: 't', warranty: 3 }, null, { kind: 'Oven', id: 'o' }],
          wash: () => ({ kind: 'Dryer', id: 'd' }),
        },
        Device: resolveType,
        Machine: resolveType,
        Toaster: { warranty: () => 3 },
      },
    },
    service: {
      typeDefs: `
        type Query { repairs: [Device!] machine(id: ID = "o"): Machine }
        union Device = Oven | Fridge
        interface Machine { id: ID! parts: [String!] }
        type Oven implements Machine @key(fields: "id") { id: ID! warranty: Int parts: [String!] }
        type Fridge implements Machine @key(fields: "id") { id: ID! parts: [String!] chills: Device }
        type Toaster implements Machine @key(fields: "id") { id: ID! parts: [String!] }
        type Dryer implements Machine @key(fields: "id") { id: ID! parts: [String!] }
      `,
      resolvers: {
        Query: {
          repairs: () => [
            { kind: 'Fridge', id: 'f' },
            { kind: 'Oven', id: 'o' },
          ],
          machine: (_root: unknown, { id }: { id: string }) => ({
            kind: id === 'o' ? 'Oven' : 'Toaster',
            id,
            parts: ['p'],
          }),
        },
        Device: resolveType,
        Machine: resolveType,
        Oven: { warranty: () => 5, parts: () => ['door'] },
        Fridge: { parts: () => ['lamp'], chills: () => ({ kind: 'Oven', id: 'o' }) },
        Toaster: { parts: () => ['slot', 'plug'] },
        Dryer: { parts: () => null },
      },
    },
  },
  [
    {
      fact: 'have the fields of their own subgraph each',
      query:
        '{ devices { __typename ... on Oven { id warranty } ... on Toaster { id warranty } ... on Fridge { id } } }',
      data: {
        devices: [{ __typename: 'Toaster', id: 't', warranty: 3 }, null, { __typename: 'Oven', id: 'o', warranty: 5 }],
      },
    },
    {
      fact: 'have the fields of the interface that one subgraph adds',
      query: '{ wash { id parts } devices { ... on Machine { id parts ... on Toaster { w: warranty } } } }',
      data: {
        wash: { id: 'd', parts: null },
        devices: [{ id: 't', parts: ['slot', 'plug'], w: 3 }, null, { id: 'o', parts: ['door'] }],
      },
    },
    {
      fact: 'are told apart when they are nested',
      query: `query($id: ID = "t") {
        repairs { t: __typename ... on Fridge { chills { ... on Oven { warranty parts } ... on Toaster { id } } } ... on Machine { parts } }
        machine(id: $id) { __typename ... on Toaster { warranty } ... on Oven { warranty } }
      }`,
      data: {
        repairs: [
          { t: 'Fridge', chills: { warranty: 5, parts: ['door'] }, parts: ['lamp'] },
          { t: 'Oven', parts: ['door'] },
        ],
        machine: { __typename: 'Toaster', warranty: 3 },
      },
    },
  ],
);
