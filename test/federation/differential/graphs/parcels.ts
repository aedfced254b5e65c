/** @requires with arguments, fragments and objects, whose keys and required fields all come from a third subgraph. */
export const parcels: Readonly<Record<string, string>> = {
  lists: `
    type Query { parcels(first: Int = 2): [Parcel] grid: [[Parcel!]!] sendable: [Sendable!]! anything: [Anything] }
    type Mutation { send(id: ID!): Parcel post: [Sendable] }
    interface Sendable { id: ID! }
    union Anything = Parcel | Letter
    type Parcel implements Sendable @key(fields: "id") { id: ID! next: Parcel }
    type Letter implements Sendable @key(fields: "id") { id: ID! copies: [Letter!] }
  `,
  registry: `
    type Query { registered: [Parcel!] }
    type Parcel @key(fields: "id") @key(fields: "code") @key(fields: "place { row column }") {
      id: ID!
      code: String!
      place: Place!
      price(currency: Currency = EUR, tax: Boolean = false): Int
      content: Content
      contents: [Goods]
      owner: Owner
      size: Size
    }
    type Letter @key(fields: "id") @key(fields: "code") { id: ID! code: String! stamp(worth: Int! = 1): String }
    type Place @shareable { row: Int! column: String! }
    type Size { width(unit: Unit): Int height(unit: Unit): Int }
    type Owner @key(fields: "id") { id: ID! discount(of: [Int!]): Int name: String }
    enum Currency { EUR USD }
    enum Unit { CM INCH }
    interface Content { mass: Int }
    type Stone implements Content @shareable { mass: Int hardness: Int }
    type Glass implements Content @shareable { mass: Int fragile: Boolean }
    union Goods = Stone | Glass
  `,
  fees: `
    type Query { dearest: Parcel fees(ids: [Int]): [Bill!] }
    type Parcel @key(fields: "code") {
      code: String!
      price(currency: Currency = EUR, tax: Boolean = false): Int @external
      content: Content @external
      contents: [Goods] @external
      owner: Owner @external
      size: Size @external
      inDollars: String @requires(fields: "price(currency: USD)")
      inEuros(digits: Int = 0): String @requires(fields: "price(currency: EUR, tax: true)")
      care: String @requires(fields: "content { mass ... on Glass { fragile } ... on Stone { hardness } }")
      cares: String @requires(fields: "contents { ... on Glass { fragile mass } ... on Stone { hardness } }")
      measure: String @requires(fields: "size { width(unit: INCH) height }")
      bill: Bill @requires(fields: "price(currency: USD)")
      bills(max: Int = 2): [Bill] @requires(fields: "content { mass }")
      wrapped: Wrapped @requires(fields: "content { mass }")
      rebate: String! @requires(fields: "owner { discount(of: [1, 2]) }")
      next: Parcel @external
      after: String @requires(fields: "next { price }")
    }
    type Letter @key(fields: "code") {
      code: String!
      stamp(worth: Int! = 1): String @external
      fee: String @requires(fields: "stamp(worth: 7)")
      reply: Parcel @requires(fields: "stamp")
    }
    type Owner @key(fields: "id") { id: ID! discount(of: [Int!]): Int @external bonus: String @requires(fields: "discount(of: 3)") }
    type Size @external { width(unit: Unit): Int height(unit: Unit): Int }
    type Bill @key(fields: "number") { number: ID! total: Int payer: Owner about: Parcel others: [[Bill]] }
    enum Currency { EUR USD }
    enum Unit { CM INCH }
    interface Content { mass: Int }
    type Stone implements Content @shareable { mass: Int hardness: Int }
    type Glass implements Content @shareable { mass: Int fragile: Boolean }
    union Goods = Stone | Glass
    union Wrapped = Stone | Bill | Letter
  `,
  archive: `
    type Query { archived: [Bill] }
    type Parcel @key(fields: "place { row column }") {
      place: Place!
      inDollars: String @external
      care: String @external
      label: String @requires(fields: "inDollars care")
      shelf: Shelf @requires(fields: "inDollars")
    }
    type Place @shareable { row: Int! column: String! }
    type Shelf { height: Int holds: [Parcel!] note: String! }
    type Bill @key(fields: "number") { number: ID! total: Int @external paid: String @requires(fields: "total") letter: Letter }
    type Letter @key(fields: "id", resolvable: false) { id: ID! }
  `,
};
