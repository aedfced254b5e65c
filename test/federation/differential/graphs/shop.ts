/** Several keys, nested and composite; @requires through three subgraphs; @provides; value types of several subgraphs. */
export const shop: Readonly<Record<string, string>> = {
  products: `
    type Query {
      product(id: ID!, hint: String = "none"): Product
      products(first: Int = 3, filter: ProductFilter): [Product!]!
      shelf: [[Product]!]
      settings(scope: Scope = SHOP): Settings @shareable
    }
    type Product @key(fields: "id") @key(fields: "sku maker { code }") {
      id: ID!
      sku: String!
      maker: Maker! @shareable
      title(length: Int = 10): String
      size: Size
      brand: String @shareable
      weight: Int
      tags: [String!]!
      similar(first: Int): [Product]
    }
    type Maker @shareable { code: String! country: String }
    type Size @shareable { width: Int height: Int unit: Unit }
    type Settings @shareable { theme: String! currency: String limits: Limits }
    type Limits @shareable { items: Int! total: Float }
    enum Unit { CM INCH }
    enum Scope { SHOP USER }
    input ProductFilter { text: String = "all" units: [Unit!] = [CM] range: Range not: ProductFilter }
    input Range { from: Int = 0 to: Int! }
  `,
  stock: `
    type Query { warehouses: [Warehouse!] settings(scope: Scope = SHOP): Settings @shareable }
    enum Scope { SHOP USER }
    type Settings @shareable { theme: String! language: String limits: Limits }
    type Limits @shareable { items: Int! perDay: Int }
    type Product @key(fields: "sku maker { code }") {
      sku: String!
      maker: Maker! @shareable
      size: Size @external
      weight: Int @external
      tags: [String!]! @external
      freight(to: String! = "home"): String @requires(fields: "weight size { width height }")
      labels: String! @requires(fields: "tags")
      inStock: Int!
      place: Warehouse
    }
    type Maker @shareable { code: String! country: String }
    type Size @shareable { width: Int height: Int }
    type Warehouse @key(fields: "id") { id: ID! city: String products(first: Int): [Product!] grid: [[Int!]!] }
  `,
  offers: `
    type Query { offers(scope: Scope, ids: [ID!]): [Offer] bestOffer: Offer! }
    enum Scope { SHOP USER }
    type Product @key(fields: "id") {
      id: ID!
      freight(to: String! = "home"): String @external
      labels: String! @external
      brand: String @external
      advice: String @requires(fields: "freight labels")
      offers: [Offer!]
    }
    type Offer @key(fields: "id") {
      id: ID!
      price: Float!
      product: Product @provides(fields: "brand")
      seller: Seller!
      backup: Offer
    }
    type Seller @key(fields: "id") { id: ID! rating: Float @shareable name: String @external motto: String @requires(fields: "name") }
  `,
  people: `
    type Query { sellers: [Seller!]! me: Seller }
    type Seller @key(fields: "id") { id: ID! name: String rating: Float @shareable contact: Contact! friends: [Seller] }
    type Contact { mail: String! phone: String home: Contact }
  `,
};
