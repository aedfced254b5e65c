/** Several interface objects in one subgraph, of interfaces that share members, one of which implements all of them. */
export const offices: Readonly<Record<string, string>> = {
  people: `
    type Query { employee: Employee badged: Badged seated: [Seated!] robot: Robot anyone: Someone }
    union Someone = Employee | Robot | Visitor
    interface Badged @key(fields: "id") { id: ID! name: String }
    interface Seated @key(fields: "id") @key(fields: "room { number }") { id: ID! room: Room! }
    type Employee implements Badged & Seated @key(fields: "id") @key(fields: "room { number }") {
      id: ID! name: String room: Room! boss: Badged
    }
    type Robot implements Seated @key(fields: "id") @key(fields: "room { number }") { id: ID! room: Room! watts: Int! }
    type Visitor implements Badged @key(fields: "id") { id: ID! name: String host: Employee }
    type Room @shareable { number: String! }
  `,
  facilities: `
    type Query { newest: Badged free: Seated doors: [Door] }
    type Door { opens(for: Int): Badged desks: [Seated] }
    type Badged @key(fields: "id") @interfaceObject {
      id: ID! name: String @external badge: String! label(upper: Boolean): String @requires(fields: "name") colour: String
    }
    type Seated @key(fields: "room { number }") @interfaceObject {
      room: Room! desk: String neighbour: Seated colleague: Badged
    }
    type Room @shareable { number: String! }
  `,
  payroll: `
    type Query { paid: [Badged] }
    type Badged @key(fields: "id") @interfaceObject { id: ID! badge: String! @external salary: Int note: String @requires(fields: "badge") }
    type Seated @key(fields: "id") @interfaceObject { id: ID! desk: String @external rent: Float! @requires(fields: "desk") }
  `,
};
