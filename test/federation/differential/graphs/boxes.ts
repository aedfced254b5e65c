/** Fields that are an interface or a union in one subgraph, and one of its members in the other. */
export const boxes: Readonly<Record<string, string>> = {
  a: `
    type Query { boxes: [Box!] box: Box top: Item tops: [Item] uni: Thing }
    interface Item { id: ID! name: String }
    type Toy implements Item @key(fields: "id") { id: ID! name: String @shareable box: Box @shareable a: Int }
    type Tool implements Item @key(fields: "id") { id: ID! name: String @shareable a: String }
    union Thing = Toy | Tool
    type Box @key(fields: "id") { id: ID! first: Item @shareable all: [Item] @shareable thing: Thing @shareable a: Int }
  `,
  b: `
    type Query { bs: Int toys: [Toy] }
    type Toy @key(fields: "id") { id: ID! b: Int box: Box! @shareable mate: Toy }
    type Tool @key(fields: "id") { id: ID! b: [String] }
    type Box @key(fields: "id") { id: ID! first: Toy! @shareable all: [Toy!]! @shareable thing: Toy @shareable b: String }
  `,
};
