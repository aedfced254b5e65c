/** An interface entity with interface objects in two subgraphs, one of them with @requires; nodes and unions across subgraphs. */
export const accounts: Readonly<Record<string, string>> = {
  accounts: `
    type Query { viewer: Account! account(id: ID!): Account accounts: [Account!]! node(id: ID!): Node anybody: Party }
    interface Node { id: ID! }
    interface Account implements Node @key(fields: "id") { id: ID! name: String! parent: Account users: [User!]! }
    type Provider implements Account & Node @key(fields: "id") { id: ID! name: String! parent: Account users: [User!]! region: String }
    type Reseller implements Account & Node @key(fields: "id") { id: ID! name: String! parent: Account users: [User!]! partner: String! }
    type Customer implements Account & Node @key(fields: "id") { id: ID! name: String! parent: Account users: [User!]! segment(short: Boolean = false): String }
    type User implements Node @key(fields: "id") { id: ID! login: String account: Account! }
    union Party = Customer | User
  `,
  billing: `
    type Query { invoices(first: Int = 2): [Invoice!]! }
    interface Node { id: ID! }
    type Account implements Node @key(fields: "id") @interfaceObject {
      id: ID!
      name: String! @external
      balance: Money!
      invoices(open: Boolean): [Invoice!]!
      greeting: String! @requires(fields: "name")
    }
    type Money @shareable { amount: String! currency: String }
    type Invoice implements Node @key(fields: "id") { id: ID! total: Money payer: Account! issuer: Account lines: [Line] }
    type Line { text: String plan: Plan }
    type Plan @key(fields: "id", resolvable: false) { id: ID! }
  `,
  catalog: `
    type Query { plans: [Plan!]! featured: Offerable }
    interface Node { id: ID! }
    interface Offerable { id: ID! title: String }
    type Plan implements Node & Offerable @key(fields: "id") { id: ID! title: String price: Money owner: Account! }
    type Bundle implements Node & Offerable @key(fields: "id") { id: ID! title: String parts: [Plan!]! }
    type Money @shareable { amount: String! currency: String }
    type Account implements Node @key(fields: "id") @interfaceObject { id: ID! marketplaces: [Marketplace!]! favourite: Offerable }
    type Marketplace { name: String! owner: Account }
  `,
};
