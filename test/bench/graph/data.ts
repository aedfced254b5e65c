/** A person who writes reviews. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly birthday: string;
}

export interface Product {
  readonly upc: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
  readonly inStock: boolean;
}

export interface Review {
  readonly id: string;
  readonly body: string;
  readonly authorId: string;
  readonly upc: string;
}

const NAMES = ['Ada Lovelace', 'Alan Turing', 'Grace Hopper', 'Edsger Dijkstra', 'Barbara Liskov', 'Donald Knuth'];
const GOODS = ['Table', 'Couch', 'Chair', 'Lamp', 'Shelf', 'Desk', 'Mirror', 'Carpet', 'Stool'];
const OPINIONS = [
  'Love it! Would buy it again at any time.',
  'Too expensive for what it is.',
  'Could be better: one leg is shorter than the others.',
  'Prefer something else, but it does what it should.',
  'Arrived in two parts and was together in ten minutes.',
];

export const users: readonly User[] = NAMES.map((name, index) => ({
  id: String(index + 1),
  name,
  username: `@${name.split(' ')[0]?.toLowerCase() ?? ''}`,
  birthday: `19${10 + index * 7}-12-10`,
}));

export const products: readonly Product[] = GOODS.map((name, index) => ({
  upc: String(index + 1),
  name,
  price: 54 + index * 137,
  weight: 50 + index * 90,
  inStock: index % 3 !== 1,
}));

/** Every user has written three reviews; most products have several. */
export const reviews: readonly Review[] = users.flatMap(({ id }, index) =>
  [index, index * 2 + 1, index + 4].map((product, second) => ({
    id: `${id}-${second + 1}`,
    body: OPINIONS[(index + second * 2) % OPINIONS.length] ?? '',
    authorId: id,
    upc: products[product % 5]?.upc ?? '1',
  })),
);
