import { expect, it } from 'vitest';
import { closestFirst, separateWords, similarity } from '../../../subgraphs/shared/domain/spelling.ts';

it('separates words as the database does', () => {
  expect(separateWords(' @harbor.example/größe_1 ')).toBe('harbor example größe 1');
  expect(separateWords('@')).toBe('');
});

it('finds equal words most alike, and words without a common beginning, middle or end least', () => {
  expect(similarity('bakery', 'bakery')).toBe(1);
  expect(similarity('bakery', 'lunch')).toBe(0);
  const spellings = ['lunch', 'bakes', 'bakery'].map((meant) => ({ typed: 'bakers', meant }));
  expect(closestFirst(spellings).map(({ meant }) => meant)).toEqual(['bakery', 'bakes', 'lunch']);
});
