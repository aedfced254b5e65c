/** Interfaces and unions that leave other members out in every subgraph, fields of more specific types in the members. */
export const pets: Readonly<Record<string, string>> = {
  a: `
    type Query { node(id: ID!): Node pet: Pet pets: [[Pet]] owned: Owned anyone: Being beings: [Being!] }
    interface Node { id: ID! }
    interface Owned implements Node { id: ID! owner: Being label(size: Int = 1): String }
    interface Pet implements Owned & Node { id: ID! owner: Person label(size: Int = 1): String friends: [Pet] home: Place }
    type Dog implements Pet & Owned & Node @key(fields: "id") { id: ID! owner: Person! label(size: Int = 1): String friends: [Dog!] home: House barks: Int }
    type Cat implements Pet & Owned & Node @key(fields: "id") { id: ID! owner: Person label(size: Int = 1, loud: Boolean = true): String! friends: [Pet] home: Place lives: Int! }
    type House implements Owned & Node @key(fields: "id") { id: ID! owner: Being label(size: Int = 1): String rooms: Int }
    type Cave { depth: Int who: Being }
    union Place = House | Cave
    union Being = Person | Dog | Robot
    type Person implements Node @key(fields: "id") { id: ID! name: String! pets: [Pet!] }
    type Robot @shareable { serial: String name: String! title(short: Boolean): String }
  `,
  b: `
    type Query { top: Priced being: Being places: [Place] nodes: [Node] }
    interface Node { id: ID! }
    interface Priced { id: ID! price(in: Cur! = EUR): Int }
    type Dog implements Priced & Node @key(fields: "id") { id: ID! price(in: Cur! = EUR): Int walks: [Walk!] vet: Being }
    type House implements Priced & Node @key(fields: "id") { id: ID! price(in: Cur! = EUR): Int built: Int }
    type Cat implements Priced & Node @key(fields: "id") { id: ID! price(in: Cur! = EUR): Int! naps: Int vet: Person }
    type Walk { km: Float! with: Being to: Place }
    union Being = Person | Cat | Dog
    union Place = House
    type Person @key(fields: "id") { id: ID! age: Int lives: Place }
    enum Cur { EUR USD }
  `,
  c: `
    type Query { persons: [Person] named: Named }
    interface Named { name: String! title(short: Boolean): String }
    interface Node { id: ID! }
    type Person implements Named & Node @key(fields: "id") { id: ID! name: String! @external title(short: Boolean): String likes: Being @provides(fields: "... on Person { name }") card: String @requires(fields: "name age lives { ... on House { built } }") age: Int @external lives: Place @external }
    type Robot implements Named @shareable { name: String! title(short: Boolean): String  serial: String }
    union Being = Person | House
    union Place = House
    type House @key(fields: "id") { id: ID! built: Int @external  age: String @requires(fields: "built") }
  `,
};
