/** An interface object whose types only the field that leads to it tells, asked of another subgraph: no key leads there. */
export const shelves: Readonly<Record<string, string>> = {
  a: `
    type Query { top: Media @shareable tops: [[Media]] @shareable shelf: Shelf }
    interface Media @key(fields: "id", resolvable: false) { id: ID! title: String }
    type Book implements Media @key(fields: "id", resolvable: false) { id: ID! title: String pages: Int }
    type Film implements Media @key(fields: "id", resolvable: false) { id: ID! title: String length: Int }
    type Shelf @key(fields: "id") { id: ID! best: Media @shareable }
  `,
  b: `
    type Query { top: Media @shareable tops: [[Media]] @shareable shelves: [Shelf] }
    type Media @key(fields: "id") @interfaceObject { id: ID! score: Int }
    type Shelf @key(fields: "id") { id: ID! best: Media @shareable size: Int }
  `,
};
