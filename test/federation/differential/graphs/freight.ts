/** A chain of composite and nested keys, @provides on unions, unions and enums that differ between subgraphs. */
export const freight: Readonly<Record<string, string>> = {
  yard: `
    type Query { loads: [Load] yard(kind: Kind = BOX): [[Load!]] first: Cargo }
    enum Kind { BOX BAG }
    type Load @key(fields: "id") { id: ID! weight: Int kind: Kind cargo: Cargo }
    union Cargo = Box | Bag
    type Box @key(fields: "id") { id: ID! label: String @shareable load: Load }
    type Bag @key(fields: "id") { id: ID! label: String @shareable }
  `,
  papers: `
    type Query { papers(kinds: [Kind!]): [Paper!]! cargo: Cargo @provides(fields: "... on Box { label } ... on Bag { label }") }
    enum Kind { BOX BAG }
    type Paper { text: String about: Cargo @provides(fields: "... on Box { label }") load: Load stamps: [Stamp] }
    union Cargo = Box | Bag | Crate
    type Box @key(fields: "id") { id: ID! label: String @external seals: [String!] }
    type Bag @key(fields: "id") { id: ID! label: String @external }
    type Crate { wood: String content: Cargo }
    type Load @key(fields: "id") @key(fields: "route { from { code } to { code } } day") { id: ID! route: Route! day: Int! customs: String }
    type Route @shareable { from: Port! to: Port! }
    type Port @key(fields: "code") { code: String! name: String @shareable }
    type Stamp @key(fields: "port { code } number") { port: Port! number: Int! ink: String }
  `,
  ports: `
    type Query { ports: [Port] }
    type Port @key(fields: "code") @key(fields: "grid { x y }") { code: String! grid: Grid! name: String @shareable docks: [Dock!] }
    type Grid @shareable { x: Int! y: Int! }
    type Dock { depth: Int berth: Berth }
    type Berth @key(fields: "dock port { code }") { dock: String! port: Port! free: Boolean }
  `,
  weather: `
    type Query { storms: [Port!] }
    type Port @key(fields: "grid { y x }") { grid: Grid! name: String @external storm: String @requires(fields: "name") }
    type Grid @shareable { x: Int! y: Int! }
    type Stamp @key(fields: "number port { grid { x y } }", resolvable: false) { number: Int! port: Port! }
  `,
  ships: `
    type Query { ships: [Ship] }
    type Ship { load: Load berth: Berth next: [Ship!] }
    type Load @key(fields: "day route { to { code } from { code } }") {
      route: Route! day: Int! weight: Int @external customs: String @external
      tariff: String @requires(fields: "weight customs") ship: Ship
    }
    type Route @shareable { from: Port! to: Port! }
    type Port @key(fields: "code", resolvable: false) { code: String! }
    type Berth @key(fields: "port { code } dock") { dock: String! port: Port! ship: Ship }
  `,
};
