/** Federation 1: entities that are extended with external keys, value types without @shareable. */
export const legacy: Readonly<Record<string, string>> = {
  users: `
    type Query { me: User users(first: Int = 2): [User!]! }
    type User @key(fields: "id") @key(fields: "mail") { id: ID! mail: String! name: String address: Address }
    type Address { street: String city: String! }
  `,
  reviews: `
    type Query { reviews: [Review!] }
    type Review @key(fields: "id") { id: ID! body(max: Int = 3): String author: User! product: Product place: Address }
    type Address { street: String city: String! }
    extend type User @key(fields: "mail") {
      mail: String! @external
      name: String @external
      reviews: [Review]
      signature: String @requires(fields: "name")
    }
    extend type Product @key(fields: "upc") { upc: String! @external reviews: [Review!]! }
  `,
  products: `
    extend type Query { products: [Product!] }
    type Product @key(fields: "upc") { upc: String! price: Int weight: Float maker: User }
    extend type User @key(fields: "id") { id: ID! @external wishes: [Product!] }
  `,
};
