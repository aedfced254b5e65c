/** Keys four levels deep, with entities in them that the subgraphs know by other keys, some of them by each other. */
export const rooms: Readonly<Record<string, string>> = {
  alpha: `
    type Query { rooms: [Room!] room: Room seat: Seat }
    type Room @key(fields: "floor { building { city { zip } number } level } door") { floor: Floor! door: String! size: Int next: Room }
    type Floor @key(fields: "building { city { zip } number } level") { building: Building! level: Int! plan: String }
    type Building @key(fields: "city { zip } number") { city: City! number: String! height: Int }
    type City @key(fields: "zip") { zip: String! mayor: String }
    type Seat @key(fields: "id") { id: ID! room: Room cushions: [[Room]] }
  `,
  beta: `
    type Query { floors: [Floor] }
    type Room @key(fields: "door floor { level building { number city { zip } } }") @key(fields: "code") { code: String! floor: Floor! door: String! tenants: [Tenant!] }
    type Floor @key(fields: "level building { number city { zip } }") { building: Building! level: Int! rooms: [Room!] }
    type Building @key(fields: "number city { zip }") @key(fields: "number city { region { name } code }") { city: City! number: String! owner: Tenant }
    type City @key(fields: "zip") @key(fields: "region { name } code") { zip: String! region: Region! code: ID! }
    type Region @shareable { name: String! }
    type Tenant @key(fields: "home { code }") { home: Room! name: String! }
  `,
  gamma: `
    type Query { cities: [City!]! tenant: Tenant }
    type City @key(fields: "code region { name }") { region: Region! code: ID! trams: Int weather(day: Int = 1): String }
    type Region @shareable { name: String! }
    type Room @key(fields: "code") { code: String! heat: Float warmth(scale: Int! = 2): String }
    type Tenant @key(fields: "home { code }") { home: Room! debts: [Debt] }
    type Debt { to: Tenant from: City! }
  `,
  delta: `
    type Query { delta: Int }
    type Building @key(fields: "city { code region { name } } number") { city: City! number: String! lifts: Int! }
    type City @key(fields: "code region { name }", resolvable: false) { region: Region! code: ID! }
    type Region @shareable { name: String! }
    type Seat @key(fields: "id") { id: ID! where: Building }
  `,
};
