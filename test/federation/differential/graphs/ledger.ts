/** Mutations of three subgraphs whose payloads hold entities of others, with values that every mutation changes. */
export const ledger: Readonly<Record<string, string>> = {
  accounts: `
    type Query { account(id: ID!): Account }
    type Mutation { open(name: String!, kind: Kind = PLAIN): Account rename(id: ID!, name: String): AccountPayload! }
    type AccountPayload { account: Account note: String! }
    enum Kind { PLAIN SAVINGS }
    type Account @key(fields: "id") { id: ID! name: String stateNow: String }
  `,
  bookings: `
    type Query { bookings: [Booking!] }
    type Mutation { book(input: BookInput!): Booking! cancel(ids: [ID!]!): [Booking] }
    input BookInput { amount: Int! = 5 text: String = "text" to: [String!] }
    type Booking @key(fields: "id") { id: ID! amount: Int! account: Account momentNow: String! }
    type Account @key(fields: "id") { id: ID! balanceNow: Int bookings(first: Int): [Booking] }
  `,
  audit: `
    type Query { entries: Int }
    type Mutation { note(text: String!): Entry noteAll: [Entry!]! }
    type Entry @key(fields: "id") { id: ID! stampNow: String booking: Booking account: Account! }
    type Booking @key(fields: "id") { id: ID! amount: Int! @external audited: String @requires(fields: "amount") seenNow: Int }
    type Account @key(fields: "id") { id: ID! entriesNow: Int! }
  `,
};
