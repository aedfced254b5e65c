import { describeCase } from '../conformance-case.ts';

interface Person {
  readonly mail?: string;
  readonly name?: string;
  readonly points?: number;
}
const names: Record<string, string> = { '1': 'Ann', '2': 'Bob' };

describeCase(
  '@requires with key and required fields from a third subgraph',
  {
    items: {
      typeDefs: `
        type Query { items: [Item] } type Mutation { sell: Item }
        type Item { title: String maker: Person } type Person @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: {
          items: () => [
            { title: 'A', maker: { id: '1' } },
            { title: 'B', maker: { id: '2' } },
          ],
        },
        Mutation: { sell: () => ({ title: 'A', maker: { id: '1' } }) },
      },
    },
    people: {
      typeDefs:
        'type Query { me: Person } type Person @key(fields: "id") @key(fields: "mail") { id: ID! mail: String! @shareable name: String points(per: Int = 1): Int }',
      resolvers: {
        Query: { me: () => ({ id: '1' }) },
        Person: {
          __resolveReference: ({ id, mail }: { id?: string; mail?: string }) => ({ id: id ?? mail?.slice(0, 1) }),
          mail: ({ id }: { id: string }) => `${id}@example.com`,
          name: ({ id }: { id: string }) => names[id],
          points: ({ id }: { id: string }, { per }: { per: number }) => Number(id) * 10 * per,
        },
      },
    },
    letters: {
      typeDefs: `
        type Query { newest: Person }
        type Person @key(fields: "mail") {
          mail: String!
          name: String @external
          points(per: Int = 1): Int @external
          signature(dashes: Int = 2): String @requires(fields: "name")
          level: Level @requires(fields: "points name")
          friends: [Person]
        }
        enum Level { LOW HIGH }
      `,
      resolvers: {
        Query: { newest: () => ({ mail: '2@example.com' }) },
        Person: {
          signature: ({ name }: Person, { dashes }: { dashes: number }) => `${'-'.repeat(dashes)} ${name ?? '?'}`,
          level: ({ name, points }: Person) => (name !== undefined && (points ?? 0) > 10 ? 'HIGH' : 'LOW'),
          friends: () => [{ mail: '1@example.com' }],
        },
      },
    },
    advice: {
      typeDefs:
        'type Person @key(fields: "id") { id: ID! signature(dashes: Int = 2): String @external advice: String @requires(fields: "signature") }',
      resolvers: { Person: { advice: ({ signature }: { signature?: string }) => `Write to ${signature ?? '?'}` } },
    },
  },
  [
    {
      fact: 'is answered for entities of another subgraph',
      query: '{ items { title maker { signature } } }',
      data: {
        items: [
          { title: 'A', maker: { signature: '-- Ann' } },
          { title: 'B', maker: { signature: '-- Bob' } },
        ],
      },
      asked: ['items', 'people', 'letters'],
    },
    {
      fact: 'is answered when its own subgraph is asked on the way',
      query: '{ newest { signature friends { signature level name } } }',
      data: { newest: { signature: '-- Bob', friends: [{ signature: '-- Ann', level: 'LOW', name: 'Ann' }] } },
    },
    {
      fact: 'is answered with arguments beside those of required fields',
      query: 'query($dashes: Int) { items { maker { signature(dashes: $dashes) points(per: 3) level advice } } }',
      variables: { dashes: 1 },
      data: {
        items: [
          { maker: { signature: '- Ann', points: 30, level: 'LOW', advice: 'Write to -- Ann' } },
          { maker: { signature: '- Bob', points: 60, level: 'HIGH', advice: 'Write to -- Bob' } },
        ],
      },
    },
    {
      fact: 'is answered in the payload of a mutation',
      query: 'mutation { sell { maker { level } } again: sell { maker { advice } } }',
      data: { sell: { maker: { level: 'LOW' } }, again: { maker: { advice: 'Write to -- Ann' } } },
    },
  ],
);
