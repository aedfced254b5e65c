import { describeCase } from '../conformance-case.ts';

describeCase(
  'a value of which several subgraphs know a part',
  {
    items: {
      typeDefs: 'type Query { items: [Item] } type Item @key(fields: "id pid") { id: ID! pid: ID! }',
      resolvers: {
        Query: {
          items: () => [
            { id: '1', pid: 'p1' },
            { id: '2', pid: 'p2' },
          ],
        },
      },
    },
    counts: {
      typeDefs:
        'type Item @key(fields: "id pid") { id: ID! pid: ID! group: Group @shareable } type Group @shareable { details: Details } type Details @shareable { count: Int }',
      resolvers: { Item: { group: () => ({ details: { count: 2 } }) } },
    },
    names: {
      typeDefs:
        'type Item @key(fields: "id") { id: ID! group: Group @shareable } type Group @shareable { name: String details: Details } type Details @shareable { label: String }',
      resolvers: {
        Item: { group: ({ id }: { id: string }) => ({ name: `Group ${id}`, details: { label: `Label ${id}` } }) },
      },
    },
  },
  [
    {
      fact: 'is completed by fetching its parent entity again',
      query: '{ items { group { name details { label count } } } }',
      data: {
        items: [
          { group: { name: 'Group 1', details: { label: 'Label 1', count: 2 } } },
          { group: { name: 'Group 2', details: { label: 'Label 2', count: 2 } } },
        ],
      },
    },
    {
      fact: 'comes from one subgraph when that is enough',
      query: '{ items { group { details { count } } } }',
      data: { items: [{ group: { details: { count: 2 } } }, { group: { details: { count: 2 } } }] },
      asked: ['items', 'counts'],
    },
  ],
);
