/** Fields named like keywords and like what plans call their own; null in one subgraph where another one never says it. */
export const naming: Readonly<Record<string, string>> = {
  a: `
    type Query { thing: Thing things: [Named!] on: Thing query(fragment: Int = 1): [Thing] constructor: Named _as_0_id: Thing any: [Any] }
    interface Named { id: ID! name: String then: Int on: Named list: [Int] size: Size }
    type Thing implements Named @key(fields: "__typename id") { id: ID! name: String! @shareable then: Int! @shareable on: Thing list: [Int!] @shareable size: Size! @shareable _as_0_id: String _or_1_name: String }
    type Other implements Named @key(fields: "id") { id: ID! name: String @shareable then: Int on: Other! list: [Int!]! @shareable size: Size @shareable toJSON: String prototype: Int }
    union Any = Thing | Other | Size
    type Size @shareable { length: Int! valueOf: String on: String }
    type Holder @key(fields: "kind on") { kind: Kind! on: String! data: Json errors: [String] holder: Holder }
    enum Kind { query mutation on }
    scalar Json
  `,
  b: `
    type Query { bees: [Both] type: Holder holders(kind: Kind): [Holder!] }
    enum Kind { query mutation on }
    interface Both { id: ID! name: String list: [Int] }
    type Thing implements Both @key(fields: "__typename id") { id: ID! name: String @shareable list: [Int!]! @shareable size: Size @shareable then: Int @shareable representations(representations: Int = 2): Int hasOwnProperty: Holder _entities(_r0: Int): String }
    type Other implements Both @key(fields: "id") { id: ID! name: String! @shareable list: [Int] @shareable size: Size! @shareable hasOwnProperty: Holder! _e0: Holder }
    type Size @shareable { length: Int valueOf: String! }
    type Holder @key(fields: "on kind") { kind: Kind! on: String! input: String thing: Thing }
  `,
  c: `
    type Query { see: Thing }
    type Thing @key(fields: "__typename id") { id: ID! name: String @external then: Int @external size: Size @external list: [Int!] @external
      undefined: String @requires(fields: "name then") null: String @requires(fields: "size { length valueOf } list") with: Holder @requires(fields: "_as_0_id _or_1_name") _as_0_id: String @external _or_1_name: String @external }
    type Size @shareable { length: Int valueOf: String }
    type Holder @key(fields: "kind on", resolvable: false) { kind: Kind! on: String! }
    enum Kind { query mutation on }
  `,
};
