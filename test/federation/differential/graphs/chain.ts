/** Keys that lead from one subgraph to the next, entities that lead back to their parents, a hidden key, an override. */
export const chain: Readonly<Record<string, string>> = {
  a: `
    type Query { things: [Thing!]! thing(at: Point): Thing }
    input Point { x: Int! = 1 y: Int = 2 }
    type Thing @key(fields: "id") { id: ID! label: String next: Thing old: String }
    type Owner @key(fields: "id") { id: ID! things: [Thing] }
  `,
  b: `
    type Query { bs: Int }
    type Thing @key(fields: "id") @key(fields: "code") { id: ID! code: String! @inaccessible colour: String owner: Owner! old: String @override(from: "a") }
    type Owner @key(fields: "id") { id: ID! name: String! main: Thing }
  `,
  c: `
    type Query { cs: [Thing] }
    type Thing @key(fields: "code") @key(fields: "place { row column }") { code: String! @inaccessible place: Place! size: Int! @shareable }
    type Place @shareable { row: Int! column: String! }
  `,
  d: `
    type Query { deep: Thing! }
    type Thing @key(fields: "place { row column }") {
      place: Place!
      size: Int! @shareable
      depth(unit: Unit! = METRE): Float
      parts: [[Part!]!]!
      strict: Part!
    }
    type Place @shareable { row: Int! column: String! }
    enum Unit { METRE FOOT }
    type Part @key(fields: "id") { id: ID! whole: Thing @shareable weight: Int! }
  `,
  e: `
    type Query { parts: [Part] }
    type Part @key(fields: "id") { id: ID! weight: Int! @external heavy: String @requires(fields: "weight") whole: Thing @shareable owner: Owner }
    type Thing @key(fields: "place { row column }", resolvable: false) { place: Place! }
    type Place @shareable { row: Int! column: String! }
    type Owner @key(fields: "id", resolvable: false) { id: ID! }
  `,
};
