/** Shareable roots and value types that every subgraph knows a part of; lists zipped; non-null chains; inputs. */
export const shared: Readonly<Record<string, string>> = {
  one: `
    type Query {
      config(input: Input!): Config @shareable
      pages: [Page!] @shareable
      matrix: [[Cell]] @shareable
      required: Config! @shareable
      echo(list: [[Int]], flag: Boolean = true, mode: Mode! = FAST, json: Json, id: ID): String
    }
    scalar Json
    enum Mode { FAST SLOW }
    input Input { mode: Mode = SLOW depth: Int! = 3 names: [String] child: Input }
    type Config @shareable { name: String inner: Inner! leaf: Leaf modes: [Mode!] }
    type Inner @shareable { value: Int! deep: Inner first: String! }
    type Leaf @shareable { a: Int! b: Boolean raw: Json }
    type Page @shareable { number: Int! one: String }
    type Cell @shareable { x: Int one: Leaf! }
  `,
  two: `
    type Query { config(input: Input!): Config @shareable pages: [Page!] @shareable matrix: [[Cell]] @shareable required: Config! @shareable two: Extra! }
    type Extra { leaf: Leaf id: ID! inner: [[Extra!]]! }
    scalar Json
    enum Mode { FAST SLOW }
    input Input { mode: Mode = SLOW depth: Int! = 3 names: [String] child: Input }
    type Config @shareable { name: String inner: Inner! other: [Leaf!]! }
    type Inner @shareable { value: Int! deep: Inner second: String }
    type Leaf @shareable { a: Int! b: Boolean raw: Json }
    type Page @shareable { number: Int! two: [Leaf] }
    type Cell @shareable { x: Int two: Boolean }
  `,
  three: `
    type Query { required: Config! @shareable matrix: [[Cell]] @shareable three: Int }
    type Config @shareable { name: String }
    type Cell @shareable { x: Int three: Float! }
  `,
};
