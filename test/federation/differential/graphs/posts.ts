/** @provides below lists, on members of interfaces and through entities, of which other fields are required. */
export const posts: Readonly<Record<string, string>> = {
  a: `
    type Query { books: [Book!] cover: Cover feed: [Entry] @provides(fields: "... on Post { author { name address { city } } } ... on Pic { author { name } tags { text } }") post: Post @provides(fields: "author { name address { city } } comments { text by { name } }") }
    interface Entry { id: ID! author: User }
    type Post implements Entry @key(fields: "id") { id: ID! author: User @shareable comments: [Comment] @external likes: Int }
    type Pic implements Entry @key(fields: "id") { id: ID! author: User @shareable tags: [[Tag!]] @external url: String }
    type Tag @shareable { text: String }
    type User @key(fields: "id") { id: ID! name: String @external address: Address @external nick: String }
    type Address @external { city: String street: String }
    type Comment @key(fields: "id") { id: ID! text: String @external by: User @external }
    type Book @key(fields: "isbn") { isbn: ID! author: User @provides(fields: "name") editors: [User!] @provides(fields: "address { street }") readers: [User] reader: User @provides(fields: "name address { city street }") }
    type Cover { entry: Entry @provides(fields: "... on Post { comments { id text } }") entries: [[Entry]] }
  `,
  b: `
    type Query { users: [User] comment: Comment @provides(fields: "by { name }") }
    type User @key(fields: "id") { id: ID! name: String address: Address age: Int greeting: String @requires(fields: "nick") nick: String @external }
    type Address { city: String street: String zip: Int }
    type Comment @key(fields: "id") { id: ID! by: User at: Int posts: [Post!] @provides(fields: "author { name }") }
    type Post @key(fields: "id") { id: ID! comments: [Comment] author: User @shareable }
    type Pic @key(fields: "id") { id: ID! tags: [[Tag!]] author: User @shareable}
    type Tag @shareable { text: String }
  `,
  c: `
    type Query { c: Int }
    type Comment @key(fields: "id") { id: ID! text: String by: User @external shout: String @requires(fields: "by { name address { city } }") }
    type User @key(fields: "id") { id: ID! name: String @external address: Address @external tag: String @requires(fields: "name address { zip }") }
    type Address @external { city: String zip: Int }
  `,
};
