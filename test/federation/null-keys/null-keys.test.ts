import { describeCase } from '../conformance-case.ts';

interface Book {
  readonly isbn: string | null;
  readonly code: string;
}
const isbns: Record<string, string | null> = { a: 'isbn-a', b: null, c: 'isbn-c' };

describeCase(
  'a key that is null in the middle of a chain',
  {
    shelf: {
      typeDefs:
        'type Query { books: [Shelf!] } type Shelf { book: Book! } type Book @key(fields: "code") { code: String! }',
      resolvers: { Query: { books: () => ['a', 'b', 'c', 'lost'].map((code) => ({ book: { code } })) } },
    },
    codes: {
      typeDefs: 'type Book @key(fields: "code") @key(fields: "isbn") { code: String! isbn: String @shareable }',
      resolvers: {
        Book: {
          __resolveReference: ({ code }: Book) => (code in isbns ? { code, isbn: isbns[code] } : null),
        },
      },
    },
    authors: {
      typeDefs:
        'type Book @key(fields: "isbn") { isbn: String @shareable author: Author } type Author { name: String! }',
      resolvers: {
        Book: {
          __resolveReference: ({ isbn }: Book) => (isbn === null || isbn === 'isbn-c' ? null : { isbn }),
          author: ({ isbn }: Book) => ({ name: `Author of ${isbn ?? '?'}` }),
        },
      },
    },
  },
  [
    {
      fact: 'makes the fields behind it null, also for an unknown entity',
      query: '{ books { book { code isbn author { name } } } }',
      data: {
        books: [
          { book: { code: 'a', isbn: 'isbn-a', author: { name: 'Author of isbn-a' } } },
          { book: { code: 'b', isbn: null, author: null } },
          { book: { code: 'c', isbn: 'isbn-c', author: null } },
          { book: { code: 'lost', isbn: null, author: null } },
        ],
      },
    },
    {
      fact: 'makes them null when the key itself is not selected',
      query: '{ books { book { author { name } } } }',
      data: {
        books: [
          { book: { author: { name: 'Author of isbn-a' } } },
          ...Array.from({ length: 3 }, () => ({ book: { author: null } })),
        ],
      },
    },
  ],
);
