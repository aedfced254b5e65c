import { describeCase } from '../conformance-case.ts';

interface Sheet {
  readonly id: string;
  readonly lot: string;
  readonly kind: { readonly id: string; readonly tag: string };
}
const sheets: Sheet[] = [
  { id: '1', lot: 'a', kind: { id: 'k1', tag: 't1' } },
  { id: '2', lot: 'b', kind: { id: 'k2', tag: 't2' } },
];
interface PileKey {
  readonly sheets: readonly { readonly id: string }[];
  readonly picked?: { readonly id: string };
}

describeCase(
  'keys that hold lists, objects and entities',
  {
    store: {
      typeDefs: `
        type Query { pile: Pile! }
        type Pile @key(fields: "sheets { id }") { sheets: [Sheet!]! }
        type Sheet @key(fields: "id") { id: ID! kind: Kind @shareable }
        type Kind @key(fields: "id") { id: ID! tag: String @shareable }
      `,
      resolvers: {
        Query: { pile: () => ({ sheets }) },
        Sheet: { __resolveReference: ({ id }: { id: string }) => sheets.find((sheet) => sheet.id === id) },
      },
    },
    links: {
      typeDefs: `
        type Pile @key(fields: "sheets { id lot }") { sheets: [Sheet!]! picked: Sheet @shareable }
        type Sheet @key(fields: "id lot") { id: ID! lot: String! }
      `,
      resolvers: { Pile: { picked: ({ sheets: keys }: PileKey) => keys[1] } },
    },
    lots: {
      typeDefs: 'type Sheet @key(fields: "id") { id: ID! lot: String! @shareable }',
      resolvers: { Sheet: { lot: ({ id }: { id: string }) => sheets.find((sheet) => sheet.id === id)?.lot } },
    },
    prices: {
      typeDefs: `
        type Sheet @key(fields: "id lot kind { id tag }") { id: ID! lot: String! kind: Kind @shareable price: Int }
        type Kind @key(fields: "id tag") { id: ID! tag: String }
      `,
      resolvers: { Sheet: { price: ({ id, lot, kind }: Sheet) => (lot && kind.tag ? Number(id) * 100 : -1) } },
    },
  },
  [
    {
      fact: 'are gathered from several subgraphs',
      query: '{ pile { sheets { id price } picked { id lot price } } }',
      data: {
        pile: {
          sheets: [
            { id: '1', price: 100 },
            { id: '2', price: 200 },
          ],
          picked: { id: '2', lot: 'b', price: 200 },
        },
      },
    },
  ],
);
