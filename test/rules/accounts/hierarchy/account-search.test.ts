import { expect, it } from 'vitest';
import { readTyped } from '../../../../subgraphs/accounts/rules/hierarchy/account-search.ts';

it.each([
  ['de 136 695 976', 'de136695976'],
  ['12-345.67/82', '123456782'],
  ['de136695976', undefined],
  ['12 3', undefined],
  ['contoso bakery', undefined],
  ['a@1.example', undefined],
  ['1'.repeat(20).concat(' ', '1'.repeat(20)), undefined],
])('reads %j as the tax id %j', (typed, taxId) => {
  expect(readTyped(typed.split(' '))).toEqual({ words: typed.split(' '), phrase: typed, taxId });
});
