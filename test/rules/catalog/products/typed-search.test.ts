import { expect, it } from 'vitest';
import { readTyped } from '../../../../subgraphs/catalog/rules/products/typed-search.ts';

const lettersOf = (text: string) => readTyped(text.split(' ')).words.map(({ letters }) => letters);

it('reads part numbers in any spelling as the same letters', () => {
  for (const text of ['cfq7ttc0lh18:0001', 'cfq7ttc0lh18/0001', 'cfq7ttc0lh18-0001', 'cfq7ttc0lh18:1']) {
    expect(lettersOf(text)).toEqual(['cfq7ttc0lh18 0001']);
  }
  expect(lettersOf('cfq7ttc0lh18/00')).toEqual(['cfq7ttc0lh18 00']);
  expect(lettersOf('dg7:7')).toEqual(['dg7 7']);
});

it('takes the whole as a part number where it can be one', () => {
  const wanted = { product: 'CFQ7TTC0LH18', sku: '0001' };
  expect(readTyped(['cfq7ttc0lh18/0001']).mpn).toEqual(wanted);
  expect(readTyped(['cfq7ttc0lh18', '1']).mpn).toEqual(wanted);
  expect(readTyped(['cfq7ttc0lh18']).mpn).toEqual({ product: 'CFQ7TTC0LH18', sku: undefined });
  expect(readTyped(['microsoft', '365', 'basic']).mpn).toBeUndefined();
});

it('must find as it was written what has no form of its own', () => {
  expect(readTyped(['100%', 'r&d', 'e3/e5', 'plan']).words).toEqual([
    { letters: '100', written: '100%', hasStem: false },
    { letters: 'r d', written: 'r&d', hasStem: false },
    { letters: 'e3 e5', written: undefined, hasStem: false },
    { letters: 'plan', written: undefined, hasStem: true },
  ]);
});
