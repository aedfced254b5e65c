/** @override of keys, of required fields and of root fields, plain and by labels, of which one is in force. */
export const moves: Readonly<Record<string, string>> = {
  old: `
    type Query { things: [Thing!] thing: Thing wares: [Ware] }
    type Thing @key(fields: "id") @key(fields: "code") { id: ID! code: String! size: Int label: String owner: Owner parts: [Part!] tags: [String] }
    type Owner @key(fields: "id") { id: ID! name: String rank: Int }
    type Part { weight: Int ware: Ware }
    type Ware @key(fields: "id") { id: ID! price: Float title: String thing: Thing next: Ware }
  `,
  fresh: `
    type Query { freshThings: [Thing] wares: [Ware] @override(from: "old", label: "moved") }
    type Thing @key(fields: "id") { id: ID! code: String! @override(from: "old") size: Int @override(from: "old") label: String @override(from: "old") owner: Owner @override(from: "old") }
    type Owner @key(fields: "id") { id: ID! name: String @override(from: "old") rank: Int @override(from: "old") mail: String }
    type Ware @key(fields: "id") { id: ID! price: Float @override(from: "old") thing: Thing @override(from: "old", label: "planned") }
  `,
  third: `
    type Query { third: Thing }
    type Thing @key(fields: "code") {
      code: String! size: Int @external label: String @external owner: Owner @external
      area: String @requires(fields: "size label")
      contact: String @requires(fields: "owner { name rank mail }")
      wares: [Ware!]
    }
    type Owner @key(fields: "id") { id: ID! name: String @external rank: Int @external mail: String @external boss: Owner line: String @requires(fields: "rank name") }
    type Ware @key(fields: "id") { id: ID! price: Float @external tax: String @requires(fields: "price") title: String @override(from: "old", label: "moved") }
  `,
};
