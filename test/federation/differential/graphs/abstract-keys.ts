/** @requires and @provides through interfaces, unions and fragments; keys with objects and lists in them. */
export const abstractKeys: Readonly<Record<string, string>> = {
  geo: `
    type Query { parcels: [Parcel!]! carrier: Carrier depots: [Depot] }
    type Parcel @key(fields: "id") { id: ID! content: Content route: [Stop!]! carrier: Carrier goods: [Goods] }
    interface Content { mass: Int }
    type Stone implements Content { mass: Int hardness: Int }
    type Glass implements Content { mass: Int fragile: Boolean }
    union Goods = Stone | Glass
    type Stop @shareable { name: String order: Int! }
    type Carrier @key(fields: "org { id region } code") { org: Org! code: String! motto: String vehicles: [Vehicle!] }
    type Org @shareable { id: ID! region: String }
    interface Vehicle @key(fields: "plate") { plate: String! wheels: Int }
    type Car implements Vehicle @key(fields: "plate") { plate: String! wheels: Int doors: Int }
    type Bike implements Vehicle @key(fields: "plate") { plate: String! wheels: Int gears: Int! }
    type Depot @key(fields: "name") { name: String! holds: Goods next: Depot }
  `,
  rates: `
    type Query { rates: [Rate!] cheapest: Carrier }
    type Rate { price: Float! parcel: Parcel! carrier: Carrier @provides(fields: "motto") }
    type Parcel @key(fields: "id") {
      id: ID!
      content: Content @external
      route: [Stop!]! @external
      goods: [Goods] @external
      rate(express: Boolean! = false): String @requires(fields: "content { mass ... on Glass { fragile } }")
      stops: String @requires(fields: "route { name order }")
      duty: String @requires(fields: "goods { ... on Stone { hardness } ... on Glass { mass } }")
    }
    interface Content { mass: Int }
    type Stone implements Content @external { mass: Int hardness: Int }
    type Glass implements Content @external { mass: Int fragile: Boolean }
    union Goods = Stone | Glass
    type Stop @shareable { name: String order: Int! }
    type Carrier @key(fields: "org { id region } code") { org: Org! code: String! motto: String @external fee: Float! }
    type Org @shareable { id: ID! region: String }
    type Vehicle @key(fields: "plate") @interfaceObject { plate: String! toll(road: String): Float driver: Driver }
    type Driver @key(fields: "id") { id: ID! name: String! drives: Vehicle! }
  `,
  drivers: `
    type Query { drivers: [Driver!]! }
    type Driver @key(fields: "id") { id: ID! licence: String! since: Int }
    type Depot @key(fields: "name") { name: String! keeper: Driver! }
  `,
};
