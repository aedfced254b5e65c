import { describeCase } from '../conformance-case.ts';

const query = `query($detail: Boolean = true, $brief: Boolean! = false) {
  item { price ...Detail @include(if: $detail) note @skip(if: $brief) }
}
fragment Detail on Item { brand @skip(if: $brief) isCheap ... on Item @include(if: $detail) { label } }`;

describeCase(
  '@skip and @include',
  {
    items: {
      typeDefs: 'type Query { item: Item } type Item @key(fields: "id") { id: ID! price: Float brand: String }',
      resolvers: { Query: { item: () => ({ id: '1', price: 5, brand: 'Acme' }) } },
    },
    labels: {
      typeDefs: `
        type Item @key(fields: "id") {
          id: ID! price: Float @external isCheap: Boolean @requires(fields: "price") label: String note: String
        }
      `,
      resolvers: {
        Item: { isCheap: ({ price }: { price: number }) => price < 10, label: () => 'Label', note: () => 'Note' },
      },
    },
  },
  [
    {
      fact: 'take the defaults of their variables',
      query,
      data: { item: { price: 5, brand: 'Acme', isCheap: true, label: 'Label', note: 'Note' } },
    },
    {
      fact: 'take the values of their variables',
      query,
      variables: { detail: false, brief: true },
      data: { item: { price: 5 } },
      asked: ['items'],
    },
    {
      fact: 'apply to a fragment and inside it',
      query,
      variables: { brief: true },
      data: { item: { price: 5, isCheap: true, label: 'Label' } },
    },
    {
      fact: 'leave out fields that other fields require',
      query: '{ item { price @skip(if: true) isCheap } }',
      data: { item: { isCheap: true } },
    },
    {
      fact: 'exclude a field when one of them does',
      query: '{ item { note @skip(if: true) @include(if: true) price @skip(if: false) @include(if: true) } }',
      data: { item: { price: 5 } },
      asked: ['items'],
    },
    {
      fact: 'keep a field that is also selected without them',
      query: 'query($no: Boolean!) { item { label @include(if: $no) ... @include(if: $no) { label } label } }',
      variables: { no: false },
      data: { item: { label: 'Label' } },
    },
  ],
);
