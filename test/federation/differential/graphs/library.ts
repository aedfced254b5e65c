/** Unions and interfaces whose members live in several subgraphs; interfaces of interfaces; lists of lists. */
export const library: Readonly<Record<string, string>> = {
  media: `
    type Query { search(text: String): [Found] shelf: [[Media!]]! latest: Media! work: Work }
    union Found = Book | Film | Person
    interface Work { id: ID! title: String }
    interface Media implements Work { id: ID! title: String copies: Int! }
    type Book implements Media & Work @key(fields: "id") { id: ID! title: String copies: Int! pages: Int author: Person }
    type Film implements Media & Work @key(fields: "id") { id: ID! title: String copies: Int! minutes: Int cast: [Person] }
    type Essay implements Work @key(fields: "id") { id: ID! title: String about: Found }
    type Person @key(fields: "id") { id: ID! name: String! @shareable }
  `,
  ratings: `
    type Query { top: [Rated!] }
    union Rated = Book | Essay
    interface Judged { stars: Int }
    type Book implements Judged @key(fields: "id") { id: ID! stars: Int reviews(first: Int = 2): [Review!]! }
    type Film implements Judged @key(fields: "id") { id: ID! stars: Int worst: Review }
    type Essay @key(fields: "id") { id: ID! grade: Grade! }
    type Review @key(fields: "id") { id: ID! text: String of: Rated by: Person! }
    type Person @key(fields: "id") { id: ID! age: Int }
    enum Grade { A B C }
  `,
  people: `
    type Query { people(ids: [ID]): [Person] }
    interface Named { name: String! }
    type Person implements Named @key(fields: "id") { id: ID! name: String! @shareable bio(words: Int = 5): String knows: [Person!] }
    type Review @key(fields: "id") { id: ID! likes: [Person!]! language: String }
    type Essay @key(fields: "id") { id: ID! critic: Named }
  `,
};
