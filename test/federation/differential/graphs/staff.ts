/** Interface objects in four subgraphs, by other keys than their owner's first one, that require fields with arguments. */
export const staff: Readonly<Record<string, string>> = {
  owner: `
    type Query { people: [Person!]! person(id: ID!): Person boss: Manager lead: Named }
    interface Named { name(letters: Int = 9): String }
    interface Person implements Named @key(fields: "id") @key(fields: "badge { number }") {
      id: ID! badge: Badge! name(letters: Int = 9): String home: Address team: [Person]
    }
    type Manager implements Person & Named @key(fields: "id") @key(fields: "badge { number }") {
      id: ID! badge: Badge! name(letters: Int = 9): String home: Address team: [Person] budget: Int
    }
    type Clerk implements Person & Named @key(fields: "id") @key(fields: "badge { number }") {
      id: ID! badge: Badge! name(letters: Int = 9): String home: Address team: [Person] desk: Desk
    }
    type Guest implements Person & Named @key(fields: "id") @key(fields: "badge { number }") {
      id: ID! badge: Badge! name(letters: Int = 9): String home: Address team: [Person]
    }
    type Badge @shareable { number: String! }
    type Address { city(upper: Boolean = false): String street: String }
    type Desk { floor: Int! user: Clerk }
  `,
  posts: `
    type Query { posts: [Post] latest: Readable }
    union Readable = Post | Note
    type Post @key(fields: "id") { id: ID! author: Person readers(first: Int): [Person!] }
    type Note { text: String by: Person }
    type Person @key(fields: "id") @interfaceObject { id: ID! posts: [Post!]! }
  `,
  letters: `
    type Query { letter: Letter }
    type Letter { to: Person text: String }
    type Badge @shareable { number: String! }
    type Address @external { city(upper: Boolean = false): String street: String }
    type Person @key(fields: "badge { number }") @interfaceObject {
      badge: Badge!
      name(letters: Int = 9): String @external
      home: Address @external
      greeting(loud: Boolean = false): String @requires(fields: "name(letters: 3)")
      label: String! @requires(fields: "home { city(upper: true) street }")
      mail: Letter @requires(fields: "name")
    }
  `,
  awards: `
    type Query { winner: Person winners: [[Person]] }
    type Person @key(fields: "id") @interfaceObject {
      id: ID!
      greeting(loud: Boolean = false): String @external
      posts: [Post!]! @external
      praise: String @requires(fields: "greeting(loud: true)")
      count: String! @requires(fields: "posts { id }")
      rank: Int!
    }
    type Post @key(fields: "id") { id: ID! stars: Int }
  `,
};
